// What cannot be read must not be kept; and what is kept and cannot be read any more must not lock anybody out.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, it } from 'node:test';

import { openDatabase } from '#database';
import { createToldSituations } from '#desk';
import { sampleRegion } from '#region';
import { createApp } from '#web';

import { realCatalogue } from './catalogue.ts';
import type { Visitor } from './web-house.ts';
import { caseworkOn, saidOn, visitor } from './web-house.ts';

const opened = await openDatabase({});
if ('problem' in opened) throw new Error(opened.problem.message.en);
const { database } = opened;
after(() => database.close());

const now = (): Date => new Date('2026-03-02T12:00:00+07:00');
const random = (bytes: number): Uint8Array => randomBytes(bytes);
const log = { info: () => undefined, error: () => undefined };
const situations = createToldSituations(database, { now, random });
const catalogue = await realCatalogue();
const region = sampleRegion(catalogue, 100);
after(() => region.close());
const casework = caseworkOn(database, catalogue, now, random);
const app = createApp({ ...casework, catalogue, situations, region, now, random, log });

/** Somebody who comes back with the code of what was kept so. */
async function cameBack(input: object): Promise<Visitor> {
  const kept = await situations.open({ input, confirmed: true }, randomBytes(8).toString('hex'));
  if ('problem' in kept) throw new Error(kept.problem.message.en);
  const anna = visitor(app);
  await anna.get('/');
  await anna.send('/resume', [['code', kept.code]]);
  return anna;
}

const applicant = { id: 'applicant' };
const inTomsk = { territory: '69701000', applicant: 'applicant', people: [applicant] };
const others = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => ({ id: `person-${index + 2}`, relation: 'child', ageYears: 3 }));

describe('what cannot be read is not kept', () => {
  it('nobody is called as the whole family is', async () => {
    const anna = await cameBack(inTomsk);
    assert.equal((await anna.get('/situation/person?id=household')).status, 404);
    await anna.get('/situation/person?id=person-2');
    const sent = await anna.send('/situation/person', [
      ['id', 'household'],
      ['relation', 'child'],
      ['age', '3'],
      ['do', 'save'],
    ]);
    assert.equal(sent.status, 400);
    assert.equal((await anna.get('/situation/result')).path, '/situation/result');
  });

  it('nobody is asked who they are to themselves, and nobody else is the one who asks', async () => {
    const anna = await cameBack({ ...inTomsk, people: [applicant, ...others(1)] });
    assert.equal((await anna.get('/situation/question?fact=relation&subject=applicant')).status, 404);
    const other = await anna.get('/situation/question?fact=relation&subject=person-2');
    assert.doesNotMatch(other.page, /value="self"/u);
    const asSelf = await anna.send('/situation/question', [
      ['answer', 'self'],
      ['do', 'answer'],
    ]);
    assert.equal(asSelf.status, 422);
    const ofSelf = await anna.send('/situation/question', [
      ['subject', 'applicant'],
      ['answer', 'child'],
      ['do', 'answer'],
    ]);
    assert.equal(ofSelf.status, 400);
    assert.equal((await anna.get('/situation/result')).path, '/situation/result');
  });

  it('one person too many is refused in words, and what was typed stays', async () => {
    const anna = await cameBack({ ...inTomsk, people: [applicant, ...others(49)] });
    await anna.get('/situation/person?id=person-99');
    const full = await anna.send('/situation/person', [
      ['name', 'Лев'],
      ['relation', 'child'],
      ['age', '3'],
      ['do', 'save'],
    ]);
    assert.equal(full.status, 422);
    assert.match(saidOn(full.page), /В списке слишком много людей/u);
    assert.match(full.page, /value="Лев"/u);
    assert.equal((await anna.get('/situation/result')).path, '/situation/result');
  });
});

describe('what is kept and cannot be read any more', () => {
  it('is said on the page of what was understood, and goes by one button', async () => {
    const anna = await cameBack({
      ...inTomsk,
      shoeSize: 38,
      nightPlace: 'castle',
      people: [{ ...applicant, relation: 'child' }, ...others(1), { id: 'household' }],
    });
    const said = await anna.get('/situation/result');
    assert.equal(said.path, '/situation/confirm');
    for (const words of [/больше не задаётся/u, /castle/u, /самому себе/u, /Одного человека из списка/u, /Уберите их/u])
      assert.match(saidOn(said.page), words);
    const mended = await anna.send('/situation/confirm', [
      ['territory', '69701000'],
      ['do', 'mend'],
    ]);
    assert.equal(mended.status, 200);
    assert.doesNotMatch(saidOn(mended.page), /не подходит/u);
    assert.match(saidOn(mended.page), /Ребёнок , 3 года/u);
    assert.equal((await anna.get('/situation/result')).path, '/situation/result');
  });

  it('may be mended bit by bit', async () => {
    const anna = await cameBack({ ...inTomsk, shoeSize: 38, people: [applicant, ...others(51)] });
    const said = await anna.get('/situation/result');
    assert.match(saidOn(said.page), /слишком много людей/u);
    for (const id of ['person-2', 'person-3']) {
      await anna.get(`/situation/person?id=${id}`);
      assert.equal((await anna.send('/situation/person', [['do', 'remove-yes']])).status, 200);
    }
    const next = await anna.send('/situation/confirm', [
      ['territory', '69701000'],
      ['do', 'next'],
    ]);
    assert.equal(next.status, 422);
    assert.match(saidOn(next.page), /больше не задаётся/u);
    await anna.send('/situation/confirm', [
      ['territory', '69701000'],
      ['do', 'mend'],
    ]);
    assert.equal((await anna.get('/situation/result')).path, '/situation/result');
  });
});

describe('the list of places', () => {
  it('holds towns and districts, and no country, region or former code', async () => {
    const anna = await cameBack(inTomsk);
    const { page } = await anna.get('/situation/confirm');
    const select = /<select[^>]*id="territory"[\s\S]*?<\/select>/u.exec(page)?.[0] ?? '';
    assert.match(select, /город Томск/u);
    assert.match(select, /город Кедровый\s*</u);
    assert.doesNotMatch(select, /Российская Федерация|Томская область|прежний код/u);
    const wide = await anna.send('/situation/confirm', [
      ['territory', '00000000'],
      ['do', 'next'],
    ]);
    assert.equal(wide.status, 422);
  });
});

describe('questions', () => {
  it('begin with a capital letter, whoever they are about', async () => {
    const anna = await cameBack({ ...inTomsk, people: [applicant, ...others(1)] });
    const facts = [...catalogue.facts.values()].filter(({ of, question }) => of === 'person' && question !== undefined);
    for (const language of ['', '/en']) {
      for (const { id } of facts) {
        const { page } = await anna.get(`${language}/situation/question?fact=${id}&subject=person-2`);
        assert.match(page, /<title>[^\p{Ll}]/u, id);
      }
    }
  });
});
