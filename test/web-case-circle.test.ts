// Who takes part in a case, what held when, what is told anew, and what is told to nobody: over the pages.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { SignedIn } from '#access';
import { caseByNumber } from '#cases';
import type { JointCase } from '#cases';
import type { Catalogue } from '#catalogue';
import { readSamples } from '#desk';
import { entriesAbout } from '#journal';

import { realCatalogue, root, stories } from './catalogue.ts';
import type { Visited, Visitor, WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';

const officer = (agency: string, roles: SignedIn['roles']): SignedIn => ({
  actor: { kind: 'officer', officer: `${agency}-1`, agency },
  name: agency,
  roles,
  actsFor: [],
});

/** The shelters of the packs, with an address that is known and told to nobody. */
const secret = 'Тайный переулок, 7';
const withSecret = (packs: Catalogue): Catalogue => ({
  ...packs,
  offices: packs.offices.map((one) =>
    one.addressRestricted ? { ...one, address: { ru: secret, en: 'Secret lane 7' } } : one,
  ),
});

let house: WebHouse;
let anna: Visitor;
let lead: Visitor;
let police: Visitor;
let number = '';

before(async () => {
  const packs = withSecret(await realCatalogue());
  house = await openWebHouse(0, [], undefined, packs);
  anna = await signedInVisitor(house, {
    actor: { kind: 'person', person: 'anna' },
    name: 'anna',
    roles: [],
    actsFor: [],
  });
  lead = await signedInVisitor(house, officer('social-protection', ['caseworker', 'lead']));
  police = await signedInVisitor(house, officer('mvd', ['caseworker']));
  const { told } = stories(packs).find(({ file }) => file.includes('/02-'))!;
  const by = { kind: 'person', person: 'anna' } as const;
  const opening = { person: 'anna', agreement: 'family-in-need', told };
  const worked = await house.cases.open(opening, { by, idempotencyKey: 'open' });
  assert.ok('kept' in worked);
  number = (await house.cases.read(worked.kept))!.number;
});
after(async () => await house.close());

async function joint(): Promise<JointCase> {
  return (await caseByNumber(house.database, number))!;
}

type Fields = readonly (readonly [string, string])[];

async function does(who: Visitor, kind: string, of: string, fields: Fields): Promise<Visited> {
  const form = await who.get(`/case/${number}/do/${kind}?of=${encodeURIComponent(of)}`);
  assert.match(form.path, /\/do\//u, `${kind} ${of} is not offered`);
  return await who.send(`/case/${number}/do/${kind}`, fields);
}

const stateOf = async (of: string): Promise<string | undefined> =>
  (await joint()).participants.find(({ agency }) => agency === of)?.state;

describe('the family decides who takes part', () => {
  const agency = 'tomsk-semya';

  it('an agency she has let go sees the case no more, and what the lead proposes waits for her', async () => {
    await does(anna, 'leave', agency, [['reason', 'Пока не нужно']]);
    const semya = await signedInVisitor(house, officer(agency, ['caseworker']));
    assert.equal((await semya.get(`/case/${number}`)).status, 403);
    const proposed = await does(lead, 'invite', '', [
      ['agency', agency],
      ['reason', 'Поможет с жильём'],
    ]);
    assert.match(saidOn(proposed.page), /Записано: Пригласить ведомство/u);
    assert.equal(await stateOf(agency), 'proposed');
    assert.equal((await semya.get(`/case/${number}`)).status, 403);
    assert.match(saidOn((await anna.get(`/case/${number}`)).page), /предложено ведущим/u);
    assert.doesNotMatch(saidOn((await police.get(`/case/${number}`)).page), /предложено ведущим|Поможет с жильём/u);
  });

  it('she agrees, and the agency sees the case and answers itself', async () => {
    await does(anna, 'invite', agency, [['agency', agency]]);
    assert.equal(await stateOf(agency), 'invited');
    const semya = await signedInVisitor(house, officer(agency, ['caseworker']));
    assert.equal((await semya.get(`/case/${number}`)).status, 200);
    await does(semya, 'join', '', [['contact', 'Окно 3']]);
    assert.equal(await stateOf(agency), 'joined');
  });
});

describe('a new fact', () => {
  it('is told by its own question from the page of the case, and changes the plan', async () => {
    assert.match((await anna.get(`/case/${number}`)).page, new RegExp(`/case/${number}/facts`, 'u'));
    const list = await anna.get(`/case/${number}/facts`);
    assert.equal(list.status, 200);
    const { told } = await joint();
    const of = `hasPassport:${told.applicant}`;
    assert.ok(list.page.includes(`of=${encodeURIComponent(of)}`));
    const unsaid = await does(anna, 'tell-facts', of, []);
    assert.equal(unsaid.status, 422, 'nothing was chosen');
    const done = await does(anna, 'tell-facts', of, [['answer', 'yes']]);
    assert.match(saidOn(done.page), /Записано: Сообщить сведения/u);
    const after = await joint();
    assert.equal(after.told.people.find(({ id }) => id === told.applicant)?.facts['hasPassport'], true);
    assert.match(saidOn(done.page), /стали известны новые сведения/u);
  });

  it('is told by the lead only of what the lead may see, and by no other agency', async () => {
    const list = await lead.get(`/case/${number}/facts`);
    assert.equal(list.status, 200);
    const shown = (await joint()).disclosures
      .filter(({ to }) => to === 'social-protection')
      .flatMap(({ facts }) => facts);
    const offered = [...list.page.matchAll(/of=(\w+)%3A/gu)].map(([, fact]) => fact ?? '');
    assert.ok(offered.length > 0);
    assert.deepEqual(
      offered.filter((fact) => !shown.includes(fact)),
      [],
    );
    assert.equal((await police.get(`/case/${number}/facts`)).path, `/case/${number}`);
  });
});

describe('the complex request', () => {
  it('lists its applications on the page of the case, and each of them leads back to it and names its siblings', async () => {
    for (const who of [anna, lead]) {
      const { page } = await who.get(`/case/${number}`);
      const section = /<section[^>]*aria-labelledby="request">[\s\S]*?<\/section>/u.exec(page)?.[0] ?? '';
      const ids = [...section.matchAll(/<li id="request-([^"]+)"/gu)].map(([, id]) => id ?? '');
      assert.ok(ids.length >= 2);
      for (const id of ids) {
        assert.ok(page.includes(`id="task-${id}"`), id);
        assert.ok(section.includes(`href="#task-${id}"`), id);
      }
      assert.match(saidOn(page), /Часть комплексного запроса\. Подаётся вместе с: \S/u);
      assert.ok(page.split('href="#request"').length - 1 >= ids.length);
    }
  });
});

describe('what held on a day', () => {
  it('is shown on a page of the case, and a day that is none is asked again', async () => {
    const page = await anna.get(`/en/case/${number}/held`);
    assert.equal(page.status, 200);
    assert.match(saidOn(page.page), /What held on 2 March 2026, as known on 2 March 2026/u);
    const wrong = await anna.get(
      `/case/${number}/held?on-day=31&on-month=2&on-year=2026&known-day=1&known-month=3&known-year=2026`,
    );
    assert.equal(wrong.status, 422);
  });
});

describe('the address of a shelter', () => {
  it('is kept by the lead in a record that she alone opens, and every look at it is told to the person', async () => {
    const path = `/case/${number}/restricted`;
    assert.match((await lead.get(`/case/${number}`)).page, new RegExp(path, 'u'));
    const empty = await lead.get(path);
    assert.match(empty.page, /name="version" value="0"/u);
    const saved = await lead.send(path, [['words', secret]]);
    assert.match(saidOn(saved.page), /Запись сохранена/u);
    // A colleague who began from the same empty page loses nothing of what she wrote, and overwrites nothing.
    const late = await lead.send(path, [
      ['version', '0'],
      ['words', 'Звонить только на 8 913 000-00-02'],
    ]);
    assert.equal(late.status, 409);
    assert.ok(late.page.includes(secret) && late.page.includes('8 913 000-00-02'));
    const caseworker = await signedInVisitor(house, officer('social-protection', ['caseworker']));
    for (const who of [anna, police, caseworker]) {
      for (const visited of [await who.get(path), await who.send(path, [['words', 'стёрто']])]) {
        assert.equal(visited.status, 403);
        assert.ok(!visited.page.includes(secret));
      }
    }
    const looks = (await entriesAbout(house.database, 'anna', { most: 1000 })).filter(
      ({ purpose }) => purpose === 'restricted record',
    );
    assert.deepEqual([...new Set(looks.map(({ action }) => action))].toSorted(), ['changed', 'looked']);
    assert.ok(looks.every((entry) => !JSON.stringify(entry).includes(secret)));
    assert.match(saidOn((await anna.get('/my/journal')).page), /закрытая запись ведущего/u);
  });

  it('is in no page of the case, no answer to a program, no route, calendar, drawing or list of places', async () => {
    const sample = (await readSamples(`${root}/examples`)).find(({ file }) => file.startsWith('02-'))!;
    const { asOf: _, ...input } = sample.input;
    const kept = await house.situations.open({ input, confirmed: true }, 'd'.repeat(32));
    assert.ok('code' in kept);
    anna.hold('okno', kept.code);
    const ofCase = [`/case/${number}`, `/case/${number}/held`, `/case/${number}/facts`, '/my'];
    const ofRoute = ['result', 'route', 'route.ics', 'route.bpmn', 'request', 'answers'].map(
      (one) => `/situation/${one}`,
    );
    const ofApi = [`/api/cases/${number}`, `/api/cases/${number}/events`];
    let shelters = 0;
    for (const who of [anna, police, lead]) {
      for (const path of [...ofCase, ...ofApi, ...(who === anna ? ofRoute : ['/work', '/board'])]) {
        for (const language of path.startsWith('/api') ? [''] : ['', '/en']) {
          const visited = await who.get(`${language}${path}`);
          if (path.includes(number)) assert.equal(visited.status, 200, `${language}${path}`);
          assert.ok(!visited.page.includes(secret) && !visited.page.includes('Secret lane'), `${language}${path}`);
          if (/Маленькая мама|Little Mother/u.test(visited.page)) shelters += 1;
        }
      }
    }
    assert.ok(shelters > 0, 'the shelter itself is named, so that its address could have been told');
  });
});
