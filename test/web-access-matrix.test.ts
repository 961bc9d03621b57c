// Who sees what: every role on every page of joint cases, its own case, another agency's, another person's.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';

import { roles } from '#access';
import type { Role, SignedIn } from '#access';
import { agenciesOf, caseByNumber } from '#cases';
import type { CommandKind } from '#cases';

import { realCatalogue, stories } from './catalogue.ts';
import type { Visitor, WebHouse } from './web-house.ts';
import { openWebHouse, signedInVisitor, visitor } from './web-house.ts';

/** Kinds of forms, and whether they are for the lead; told here again, so that a slip in the pages shows. */
const forms: Readonly<Partial<Record<CommandKind, 'act' | 'lead'>>> = {
  'take-task': 'act',
  'finish-task': 'act',
  'pass-on-task': 'act',
  'suspend-task': 'act',
  'resume-task': 'act',
  'extend-term': 'act',
  decide: 'act',
  object: 'act',
  'tell-facts': 'act',
  'choose-mode': 'lead',
  invite: 'lead',
  join: 'act',
  leave: 'act',
  'name-lead': 'lead',
  'call-meeting': 'lead',
  'hold-meeting': 'lead',
  'cancel-meeting': 'lead',
  consent: 'act',
  'withdraw-consent': 'act',
  'tell-outcome': 'act',
  'hand-over-need': 'lead',
  'report-gap': 'act',
  say: 'act',
  'record-call': 'act',
  close: 'lead',
};

type Someone = { readonly title: string; readonly who?: SignedIn; readonly hasBrokenGlass?: true };
type CaseUnderTest = {
  readonly title: string;
  readonly number: string;
  readonly person: string;
  readonly lead: string;
  readonly agencies: readonly string[];
};

const resident = (person: string): SignedIn => ({
  actor: { kind: 'person', person },
  name: person,
  roles: [],
  actsFor: [],
});
const officer = (agency: string, some: readonly Role[]): SignedIn => ({
  actor: { kind: 'officer', officer: `${agency}-${some.join('-')}`, agency },
  name: agency,
  roles: some,
  actsFor: [],
});

/** The lead of Anna's case, two participants, one that has left it, one that has nothing to do with it. */
const agencies = ['social-protection', 'zags', 'mvd', 'tomsk-semya', 'rosreestr', 'penal-service'] as const;
const left = 'tomsk-semya';

const everybody: readonly Someone[] = [
  { title: 'nobody signed in' },
  { title: 'Anna herself', who: resident('anna') },
  { title: 'Denis', who: resident('denis') },
  { title: 'a stranger', who: resident('stranger') },
  { title: "Anna's helper", who: resident('helper') },
  { title: 'somebody who was her helper', who: resident('was-helper') },
  ...agencies.flatMap((agency) =>
    roles.map((role) => ({ title: `${role} of ${agency}`, who: officer(agency, [role]) })),
  ),
  { title: 'lead and caseworker of the lead', who: officer('social-protection', ['lead', 'caseworker']) },
  {
    title: 'an officer who has broken the glass',
    who: officer('rosreestr', ['caseworker', 'head']),
    hasBrokenGlass: true,
  },
];

let house: WebHouse;
let cases: readonly CaseUnderTest[] = [];
let cells = 0;

before(async () => {
  house = await openWebHouse();
  const catalogue = await realCatalogue();
  const told = (file: string) => stories(catalogue).find((one) => one.file.includes(file))!.told;
  const open = async (title: string, person: string, agreement: string, file: string): Promise<CaseUnderTest> => {
    const given = { by: { kind: 'person', person }, idempotencyKey: `open ${person}` } as const;
    const situation = told(file);
    const people = situation.people.map((one) =>
      one.id === situation.applicant ? { ...one, name: `Имя-${person}` } : { ...one, name: `Родня-${person}` },
    );
    const worked = await house.cases.open({ person, agreement, told: { ...situation, people } }, given);
    assert.ok('kept' in worked, 'problem' in worked ? worked.problem.message.en : '');
    const joint = (await house.cases.read(worked.kept))!;
    return { title, number: joint.number, person, lead: joint.lead, agencies: agenciesOf(joint) };
  };
  const anna = await open("Anna's case", 'anna', 'family-in-need', '/02-');
  const denis = await open("Denis's case", 'denis', 'work-and-income', '/04-');
  const { person, id } = (await caseByNumber(house.database, anna.number))!;
  const ref = { person, id };
  const leaving = { by: { kind: 'person', person: 'anna' }, idempotencyKey: 'leave' } as const;
  const gone = await house.cases.carryOut(ref, { kind: 'leave', agency: left, reason: 'не нужно' }, leaving);
  assert.ok('kept' in gone, 'problem' in gone ? gone.problem.message.en : '');
  await house.onBehalf.name(resident('anna'), { helper: 'helper', name: 'Помощник', until: '2026-12-31' });
  await house.onBehalf.name(resident('anna'), { helper: 'was-helper', name: 'Помощник', until: '2026-12-31' });
  await house.onBehalf.end(resident('anna'), 'was-helper');
  const breaker = everybody.find(({ hasBrokenGlass }) => hasBrokenGlass)!.who!;
  await house.glasses.open(
    breaker,
    { person: 'anna', caseId: ref.id, number: anna.number },
    'ребёнок в опасности сейчас',
  );
  cases = [{ ...anna, agencies: anna.agencies.filter((agency) => agency !== left) }, denis];
});
after(async () => await house.close());

/** Whether they see the case, said anew and not asked of the policy. */
function sees({ who, hasBrokenGlass }: Someone, one: CaseUnderTest): boolean {
  if (who === undefined) return false;
  if (who.actor.kind === 'person')
    return who.actor.person === one.person || (who.actor.person === 'helper' && one.person === 'anna');
  if (hasBrokenGlass === true && one.person === 'anna') return true;
  return one.agencies.includes(who.actor.agency) && !isOnly(who, ['methodologist', 'auditor']);
}

function acts(someone: Someone, one: CaseUnderTest, right: 'act' | 'lead'): boolean {
  const { who } = someone;
  if (who === undefined || !sees(someone, one)) return false;
  if (who.actor.kind === 'person') return true;
  if (!one.agencies.includes(who.actor.agency)) return false;
  return right === 'lead'
    ? who.actor.agency === one.lead && who.roles.includes('lead')
    : !isOnly(who, ['head', 'methodologist', 'auditor']);
}

function isOnly({ roles: some }: SignedIn, few: readonly Role[]): boolean {
  return some.every((role) => few.includes(role));
}

async function entriesBy(someone: Someone, person: string): Promise<number> {
  const actor = JSON.stringify(someone.who?.actor ?? {});
  const { rows } = await sql<{ count: string }>`select count(*) as count from journal_entry
    where person = ${person} and entry::jsonb -> 'actor' = ${actor}::jsonb`.execute(house.database.queries);
  return Number(rows[0]?.count);
}

async function versionOf({ number }: CaseUnderTest): Promise<number> {
  return (await caseByNumber(house.database, number))!.version;
}

describe('on the pages of joint cases', () => {
  for (const someone of everybody) {
    it(`${someone.title} sees what is theirs, and every look is in the journal`, async () => {
      const at: Visitor = someone.who === undefined ? visitor(house.app) : await signedInVisitor(house, someone.who);
      for (const one of cases) {
        await looksAt(at, someone, one);
        for (const [kind, right] of Object.entries(forms)) {
          await asksForForm(at, someone, one, kind, right);
          await sendsForm(at, someone, one, kind, right);
        }
      }
      await looksAtLists(at, someone);
    });
  }

  it('in at least two thousand cells', () => {
    assert.ok(cells >= 2000, String(cells));
  });
});

async function looksAt(at: Visitor, someone: Someone, one: CaseUnderTest): Promise<void> {
  cells += 1;
  const about = `${someone.title} on ${one.title}`;
  const held = await at.get(`/case/${one.number}/held`);
  if (sees(someone, one)) assert.equal(held.status, 200, about);
  else assertNothingOf(held.page, one, about);
  const before = await entriesBy(someone, one.person);
  const { status, path, page } = await at.get(`/case/${one.number}`);
  if (sees(someone, one)) {
    assert.equal(status, 200, about);
    assert.ok(page.includes(one.number), about);
    assert.equal(await entriesBy(someone, one.person), before + 1, `${about}: the look is not in the journal`);
    return;
  }
  assert.ok(someone.who === undefined ? path.startsWith('/sign-in') : status === 403, `${about}: ${status} ${path}`);
  assertNothingOf(page, one, about);
}

async function asksForForm(
  at: Visitor,
  someone: Someone,
  one: CaseUnderTest,
  kind: string,
  right: 'act' | 'lead',
): Promise<void> {
  cells += 1;
  const about = `${someone.title} asks to ${kind} in ${one.title}`;
  const { status, path, page } = await at.get(`/case/${one.number}/do/${kind}?of=x`);
  if (acts(someone, one, right)) assert.equal(status, 200, about);
  else if (someone.who === undefined) assert.ok(path.startsWith('/sign-in'), about);
  else assert.equal(status, 403, about);
  if (!acts(someone, one, right)) assertNothingOf(page, one, about);
}

async function sendsForm(
  at: Visitor,
  someone: Someone,
  one: CaseUnderTest,
  kind: string,
  right: 'act' | 'lead',
): Promise<void> {
  cells += 1;
  const about = `${someone.title} sends ${kind} in ${one.title}`;
  const before = await versionOf(one);
  const { status, page } = await at.send(`/case/${one.number}/do/${kind}`, [['of', 'x']]);
  assert.ok(status < 500, about);
  if (acts(someone, one, right)) return;
  assert.equal(status, someone.who === undefined ? 401 : 403, about);
  assert.equal(await versionOf(one), before, `${about}: it changed the case`);
  assertNothingOf(page, one, about);
}

async function looksAtLists(at: Visitor, someone: Someone): Promise<void> {
  const { who } = someone;
  const isResident = who?.actor.kind === 'person';
  const works = who?.actor.kind === 'officer' && !isOnly(who, ['head', 'methodologist', 'auditor']);
  const oversees = who?.actor.kind === 'officer' && who.roles.some((role) => role === 'lead' || role === 'head');
  const opens = isResident || (who?.roles.some((role) => role === 'lead' || role === 'operator') ?? false);
  const lists = [
    ['/my', isResident],
    ['/en/my', isResident],
    ['/my/journal', isResident],
    ['/my/helpers', isResident],
    ['/work', works],
    ['/work?whose=mine', works],
    ['/work?late=yes', works],
    ['/pool', works],
    ['/pool?whose=nobody', works],
    ['/board', oversees],
    ['/en/board?part=late', oversees],
    ['/packs/what-if', who?.actor.kind === 'officer' && who.roles.includes('methodologist')],
    ['/my/contact', isResident],
    ['/calls', who?.actor.kind === 'officer' && who.roles.some((role) => role === 'lead' || role === 'operator')],
    ['/my/offers', isResident],
    ['/offers', who?.actor.kind === 'officer' && who.roles.includes('methodologist')],
    ['/packs/take-up', who?.actor.kind === 'officer' && who.roles.includes('methodologist')],
    ['/exchange', who?.actor.kind === 'officer' && who.roles.some((role) => role === 'head' || role === 'auditor')],
    ['/review', who?.actor.kind === 'officer' && who.roles.includes('auditor')],
    ['/agreements', true],
    ['/en/agreements/family-in-need', true],
  ] as const;
  for (const [path, isAllowed] of lists) {
    cells += 1;
    const about = `${someone.title} on ${path}`;
    const visited = await at.get(path);
    if (isAllowed) assert.equal(visited.status, 200, about);
    else if (who === undefined) assert.match(visited.path, /^(?:\/en)?\/sign-in/u, about);
    else assert.equal(visited.status, 403, about);
    for (const one of cases) {
      // An auditor reviews an emergency look by the number of its case, and learns nothing else of it.
      const isReview = path === '/review' && isAllowed;
      if (!sees(someone, one) || !isAllowed)
        assertNothingOf(visited.page, isReview ? { ...one, number: '0000-000000' } : one, about);
    }
  }
  cells += 1;
  const opening = await at.get('/situation/open-case');
  // Without a situation on the device there is nothing to open: that is told only to whoever may.
  if (who !== undefined) assert.equal(opening.status, opens ? 404 : 403, someone.title);
}

function assertNothingOf(page: string, { number, person }: CaseUnderTest, about: string): void {
  for (const secret of [`Имя-${person}`, `Родня-${person}`]) assert.ok(!page.includes(secret), `${about}: ${secret}`);
  // The number they asked for stands in the address of the language switch, and nowhere else.
  const said = page.replaceAll(/<a class="govuk-link govuk-language[\s\S]*?<\/a>|href="[^"]*"|action="[^"]*"/gu, '');
  assert.ok(!said.includes(number), `${about}: the number`);
}
