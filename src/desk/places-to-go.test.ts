import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { readTold } from '#assessment';
import type { Catalogue, Office } from '#catalogue';
import { realCatalogue } from '#test/catalogue.ts';

import { placesToGo } from './places-to-go.ts';
import { solutionShape } from './solution-shape.ts';
import { solve, solutionOf } from './solve.ts';

const said = (text: string): { ru: string; en: string } => ({ ru: text, en: text });

function place(id: string, territory: string, offers: Office['offers'], more: Partial<Office> = {}): Office {
  const { name = said(id) } = more;
  return {
    ...more,
    id,
    agency: 'health',
    kind: 'provider',
    name,
    territory,
    addressRestricted: more.addressRestricted ?? false,
    offers: offers ?? [],
    certainty: 'unsure',
  };
}

const soup = { name: said('суп'), needs: ['food'], whoFor: said('всем, кто пришёл') } as const;
const bed = { name: said('койка'), needs: ['shelter'] } as const;
const court = { name: said('юрист'), needs: ['law'] } as const;

const places = [
  place('far', '69608000', [soup]),
  place('region', '69', [soup, court]),
  place('city', '69701000', [soup]),
  place('night', '69', [bed], { addressRestricted: true, address: said('Тайная, 7') }),
  place('lawyer', '69701000', [court]),
];

describe('places to go that nobody computes', () => {
  let catalogue: Catalogue;
  before(async () => {
    catalogue = { ...(await realCatalogue()), offices: places };
  });

  it('are those for the needs at hand where the family is: the most urgent first, then the nearest', () => {
    const found = placesToGo(catalogue, '69701000', [{ need: 'shelter' }, { need: 'food' }]);
    assert.deepEqual(
      found.map(({ office }) => office.id),
      ['night', 'city', 'region'],
    );
    assert.deepEqual(found[2]?.offers, [soup]);
  });

  it('are none where there is no need, and none elsewhere', () => {
    assert.deepEqual(placesToGo(catalogue, '69701000', []), []);
    assert.deepEqual(placesToGo(catalogue, '77000000', [{ need: 'food' }]), []);
  });

  it('stand in the solution as "not known" with their own words, and without a restricted address', () => {
    const input = {
      territory: '69701000',
      applicant: 'nikolay',
      people: [{ id: 'nikolay', ageYears: 40 }],
      nightPlace: 'none',
      hasFoodToday: false,
    };
    const read = readTold(catalogue, input, { asOf: '2026-03-02' });
    assert.ok('told' in read);
    const solution = solutionOf(catalogue, read.told, solve(catalogue, read.told), 'ru');
    const night = solution.places?.find(({ office }) => office === 'night');
    const city = solution.places?.find(({ office }) => office === 'city');
    assert.deepEqual(city?.offers, [{ name: 'суп', answer: 'unknown', whoFor: 'всем, кто пришёл' }]);
    assert.equal(night?.address, undefined);
    assert.ok(night !== undefined);
    assert.doesNotMatch(JSON.stringify(solution), /Тайная/u);
    assert.equal(solutionShape.safeParse(solution).error, undefined);
  });
});
