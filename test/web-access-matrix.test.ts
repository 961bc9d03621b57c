// Who sees what: every role on every route of the site and every operation of the API; of a case on its own, another agency's
// and another person's. The routes are those of the app itself: one that nobody asks here fails the test.
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
  'mark-paper': 'act',
  'unmark-paper': 'act',
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
  { title: 'operator of the centre', who: officer('mfc', ['operator']) },
  {
    title: 'an officer who has broken the glass',
    who: officer('rosreestr', ['caseworker', 'head']),
    hasBrokenGlass: true,
  },
];

let house: WebHouse;
let cases: readonly CaseUnderTest[] = [];
let cells = 0;
/** By route of the app, who has asked it here. */
const askedBy = new Map<string, Set<string>>();
const tried = new Set<string>();

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
    const record = {
      person,
      case_id: joint.id,
      words: secretOf({ person }),
      kept_by: 'lead',
      kept_at: new Date('2026-03-02'),
    };
    await house.database.queries
      .insertInto('restricted_record')
      .values({ ...record, version: 1 })
      .execute();
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

/** How long the journal of a person is; nobody else writes in it while somebody is tried here. */
async function entriesAbout(person: string): Promise<number> {
  const { rows } = await sql<{ sequence: string }>`select sequence from journal_head where person = ${person}`.execute(
    house.database.queries,
  );
  return Number(rows[0]?.sequence);
}

/** So many entries more, and the last names whoever looked. */
async function assertJournalled(
  someone: Someone,
  { person }: CaseUnderTest,
  before: number,
  about: string,
  entries = 1,
): Promise<void> {
  assert.equal(await entriesAbout(person), before + entries, `${about}: the look is not in the journal`);
  const { entry } = await house.database.queries
    .selectFrom('journal_entry')
    .select('entry')
    .where('person', '=', person)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const { actor } = JSON.parse(entry) as { readonly actor: object };
  assert.deepEqual({ ...actor, ...someone.who?.actor }, actor, `${about}: the journal names somebody else`);
}

async function versionOf({ number }: CaseUnderTest): Promise<number> {
  const { rows } = await sql<{ version: number }>`select version from joint_case where number = ${number}`.execute(
    house.database.queries,
  );
  return Number(rows[0]?.version);
}

describe('on the pages of joint cases', () => {
  for (const someone of everybody) {
    it(`${someone.title} sees what is theirs, and every look is in the journal`, async () => {
      tried.add(someone.title);
      const at = watched(
        someone,
        someone.who === undefined ? visitor(house.app) : await signedInVisitor(house, someone.who),
      );
      for (const one of cases) {
        await looksAt(at, someone, one);
        await looksInEmergency(at, someone, one);
        await opensRestricted(at, someone, one);
        await vouches(at, someone, one);
        await asksApi(at, someone, one);
        for (const [kind, right] of Object.entries(forms)) {
          await asksForForm(at, someone, one, kind, right);
          await sendsForm(at, someone, one, kind, right);
        }
      }
      await looksAtLists(at, someone);
      await asksWhatIsTheirs(at, someone);
      await asksWhatIsEverybodys(at, someone);
    });
  }

  it('and nobody leaves a route out', () => {
    const left = routesOf(house)
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => (askedBy.get(route)?.size ?? 0) < tried.size);
    assert.deepEqual(left, [], 'each needs its row in this file');
  });

  it('in at least two thousand cells', () => {
    console.log(`${cells} cells`);
    assert.ok(cells >= 2000, String(cells));
  });
});

type Route = { readonly method: string; readonly path: string };

/** What the app itself serves; its English pages are made by the same functions as the Russian ones. */
function routesOf({ app }: WebHouse): readonly Route[] {
  return app.routes.filter(({ method, path }) => method !== 'ALL' && path !== '/en' && !path.startsWith('/en/'));
}

function routeOf(method: string, address: string): string {
  const path = address.replace(/[?#].*$/u, '').replace(/^\/en(?=\/|$)/u, '');
  const found = routesOf(house).find((route) => {
    const pattern = route.path
      .split('/')
      .map((part) => (part.startsWith(':') ? (/\{(.*)\}$/u.exec(part)?.[1] ?? '[^/]+') : RegExp.escape(part)))
      .join('/')
      .replaceAll(String.raw`\*`, '.*');
    return route.method === method && new RegExp(`^${pattern}$`, 'u').test(path === '' ? '/' : path);
  });
  return found === undefined ? `${method} ${path}` : `${found.method} ${found.path}`;
}

function noteAsked(someone: Someone, method: string, path: string): void {
  const route = routeOf(method, path);
  askedBy.set(route, (askedBy.get(route) ?? new Set()).add(someone.title));
}

function watched(someone: Someone, at: Visitor): Visitor {
  return {
    ...at,
    get: async (path) => {
      noteAsked(someone, 'GET', path);
      const visited = await at.get(path);
      assertKeepsSecrets(someone, visited.page, path);
      return visited;
    },
    send: async (path, fields, headers) => {
      noteAsked(someone, 'POST', path);
      const visited = await (headers === undefined ? at.send(path, fields) : at.send(path, fields, headers));
      assertKeepsSecrets(someone, visited.page, path);
      return visited;
    },
  };
}

/** The restricted record of a case: for a lead of the agency that leads it, and for nobody else. */
function leads({ who }: Someone, one: CaseUnderTest): boolean {
  return who?.actor.kind === 'officer' && who.actor.agency === one.lead && who.roles.includes('lead');
}

function secretOf({ person }: Pick<CaseUnderTest, 'person'>): string {
  return `укрытие-${person}`;
}

function assertKeepsSecrets(someone: Someone, text: string, about: string): void {
  for (const one of cases)
    if (!leads(someone, one)) assert.ok(!text.includes(secretOf(one)), `${someone.title} on ${about}`);
}

async function opensRestricted(at: Visitor, someone: Someone, one: CaseUnderTest): Promise<void> {
  const address = `/case/${one.number}/restricted`;
  for (const ask of [
    () => at.get(address),
    // Made from a page that is out of date: nothing is changed.
    () => at.send(address, [['version', '7']]),
  ]) {
    cells += 1;
    const about = `${someone.title} opens the restricted record of ${one.title}`;
    const before = await entriesAbout(one.person);
    const { status, path, page } = await ask();
    if (leads(someone, one)) {
      assert.ok(status === 200 || status === 409, `${about}: ${status}`);
      assert.ok(page.includes(secretOf(one)), about);
      // The look at the case, and the look at the record.
      await assertJournalled(someone, one, before, about, 2);
    } else if (someone.who === undefined) assert.ok(path.startsWith('/sign-in') || status === 401, about);
    else assert.equal(status, 403, about);
    if (!sees(someone, one)) assertNothingOf(page, one, about);
  }
}

/** Who acts for a child by law: written down by a lead or an operator of the case, who has seen the certificate. */
async function vouches(at: Visitor, someone: Someone, one: CaseUnderTest): Promise<void> {
  const { who } = someone;
  const isAllowed =
    who?.actor.kind === 'officer' &&
    one.agencies.includes(who.actor.agency) &&
    who.roles.some((role) => role === 'lead' || role === 'operator');
  const address = `/case/${one.number}/representatives`;
  for (const ask of [() => at.get(address), () => at.send(address, []), () => at.send(`${address}/end`, [])]) {
    cells += 1;
    const about = `${someone.title} vouches for a representative in ${one.title}`;
    const { status, path, page } = await ask();
    // Nothing was told: nobody is written down.
    if (isAllowed) assert.ok(status === 200 || status === 422, `${about}: ${status}`);
    else if (who === undefined) assert.ok(path.startsWith('/sign-in') || status === 401, about);
    else assert.equal(status, 403, about);
    if (!sees(someone, one)) assertNothingOf(page, one, about);
  }
}

/** An officer who takes no part may look when she says who is in danger; the question itself shows nothing of the case. */
async function looksInEmergency(at: Visitor, someone: Someone, one: CaseUnderTest): Promise<void> {
  const { who } = someone;
  const isAllowed =
    who?.actor.kind === 'officer' &&
    !one.agencies.includes(who.actor.agency) &&
    !isOnly(who, ['head', 'methodologist', 'auditor']);
  for (const ask of [
    () => at.get(`/case/${one.number}/emergency`),
    // Without a reason nothing is opened.
    () => at.send(`/case/${one.number}/emergency`, [['reason', '']]),
  ]) {
    cells += 1;
    const about = `${someone.title} looks into ${one.title} in an emergency`;
    const { status, path, page } = await ask();
    assert.ok(status < 500, `${about}: ${status}`);
    if (who === undefined) assert.ok(path.startsWith('/sign-in') || status === 401, about);
    else if (!isAllowed && !sees(someone, one)) assert.equal(status, 403, about);
    if (!sees(someone, one)) assertNobodyOf(page, one, about);
  }
}

/** Every operation of the API on a case: the same rights as its pages. */
async function asksApi(at: Visitor, someone: Someone, one: CaseUnderTest): Promise<void> {
  const cookie = at.session();
  for (const { method, path } of routesOf(house).filter((route) => route.path.startsWith('/api/cases/:number'))) {
    cells += 1;
    const kind = path.split('/').at(4) ?? '';
    const about = `${someone.title}: ${method} ${kind} of ${one.title} by API`;
    const address = path.replace(':number', one.number);
    noteAsked(someone, method, address);
    const [looks, version] = [await entriesAbout(one.person), await versionOf(one)];
    const query = kind === 'held' ? '?on=2026-03-02' : '';
    const response = await house.app.request(`http://okno.test${address}${query}`, {
      method,
      headers: {
        host: 'okno.test',
        origin: 'http://okno.test',
        'content-type': 'application/json',
        'idempotency-key': `a key of the matrix ${cells}`.replaceAll(' ', '-'),
        ...(cookie === undefined ? {} : { cookie: `okno-session=${cookie}` }),
      },
      // What is missing is told only to whoever may do it.
      ...(method === 'POST' ? { body: JSON.stringify({ unknown: true }) } : {}),
    });
    const text = await response.text();
    assertKeepsSecrets(someone, text, address);
    const right = method === 'GET' ? 'see' : (forms[kind as CommandKind] ?? 'act');
    const isAllowed = right === 'see' ? sees(someone, one) : acts(someone, one, right) && mayCall(someone, kind);
    if (isAllowed) {
      assert.equal(response.status, right === 'see' ? 200 : 422, `${about}: ${text.slice(0, 200)}`);
    } else {
      assert.equal(response.status, someone.who === undefined ? 401 : 403, about);
      assert.equal(await versionOf(one), version, `${about}: it changed the case`);
    }
    if (sees(someone, one)) await assertJournalled(someone, one, looks, about);
    else assertNothingOf(text, one, about);
  }
}

function mayCall({ who }: Someone, kind: string): boolean {
  return kind !== 'record-call' || (who?.roles.some((role) => role === 'lead' || role === 'operator') ?? false);
}

/** Forms and lists that need a right but no case: refused to others before anything that was sent is read. */
async function asksWhatIsTheirs(at: Visitor, someone: Someone): Promise<void> {
  const { who } = someone;
  const isResident = who?.actor.kind === 'person';
  const works = who?.actor.kind === 'officer' && !isOnly(who, ['head', 'methodologist', 'auditor']);
  const opens = isResident || (who?.roles.some((role) => role === 'lead' || role === 'operator') ?? false);
  const isAuditor = who?.roles.includes('auditor') === true;
  const isHead = who?.roles.includes('head') === true;
  const tries = who?.roles.includes('methodologist') === true;
  const issues = who?.roles.some((role) => role === 'operator' || role === 'lead') === true;
  const seesCopies = issues || isHead;
  const isCentre = who?.actor.kind === 'officer' && who.actor.agency === 'mfc' && who.roles.includes('operator');
  const sent: readonly (readonly [string, boolean])[] = [
    ['/my/helpers', isResident],
    ['/my/helpers/end', isResident],
    ['/my/contact', isResident],
    ['/my/notices', isResident],
    ['/calls', isCentre],
    ['/work/several', works],
    ['/work/several/done', works],
    ['/review', isAuditor],
    ['/exchange/mend', isHead],
    ['/timers/try', isHead],
    ['/exchange/seen', isHead],
    ['/my/inquiry/none', isResident],
    ['/my/inquiry/none/preview', isResident],
    ['/copies/make', issues],
    ['/copies/2026-000001/revoke', seesCopies],
    ['/my/offers', isResident],
    ['/my/offers/begin', isResident],
    ['/offers/none/release', tries],
    ['/offers/make', tries],
    ['/situation/open-case', opens],
  ];
  for (const [path, isAllowed] of sent) {
    cells += 1;
    const about = `${someone.title} sends ${path}`;
    // A helper nobody has: the form on the page before would end the one there is.
    const { status, page } = await at.send(path, [['helper', 'nobody']]);
    if (isAllowed) assert.ok(status < 500 && status !== 401 && status !== 403, `${about}: ${status}`);
    else assert.equal(status, who === undefined ? 401 : 403, about);
    for (const one of cases) {
      if (path === '/review' && isAllowed) assertNobodyOf(page, one, about);
      else if (!sees(someone, one)) assertNothingOf(page, one, about);
    }
  }
  // Where nothing is there to be shown, that is told only to whoever may see it.
  const waiting = [
    ['/work/several', works],
    ['/work/several/done', works],
    ['/packs/take-up.csv', tries],
    ['/offers/none', tries],
    ['/copies/make', issues],
    ['/copies/2026-000001', seesCopies],
    ['/my/inquiry/none', isResident],
  ] as const;
  for (const [address, isAllowed] of waiting) {
    cells += 1;
    const { status, path } = await at.get(address);
    const about = `${someone.title} on ${address}: ${status}`;
    if (isAllowed) assert.ok(status < 500 && status !== 403, about);
    else assert.ok(who === undefined ? path.startsWith('/sign-in') : status === 403, about);
  }
  const asked: readonly (readonly ['GET' | 'POST', string, boolean])[] = [
    ['GET', '/api/cases', isResident],
    ['POST', '/api/cases', opens],
    ['GET', '/api/work', works],
    ['GET', '/api/reviews', who?.roles.includes('lead') === true],
    ['GET', '/api/journal', isResident],
    ['GET', '/api/agreements', true],
    ['GET', '/api/agreements/family-in-need', true],
  ];
  const cookie = at.session();
  for (const [method, path, isAllowed] of asked) {
    cells += 1;
    noteAsked(someone, method, path);
    const response = await house.app.request(`http://okno.test${path}`, {
      method,
      headers: {
        host: 'okno.test',
        origin: 'http://okno.test',
        'content-type': 'application/json',
        'idempotency-key': `a-key-of-the-matrix-${cells}`,
        ...(cookie === undefined ? {} : { cookie: `okno-session=${cookie}` }),
      },
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
    const about = `${someone.title}: ${method} ${path}`;
    const text = await response.text();
    if (isAllowed) assert.equal(response.status, method === 'POST' ? 422 : 200, `${about}: ${text.slice(0, 200)}`);
    else assert.equal(response.status, who === undefined ? 401 : 403, about);
    for (const one of cases) if (!isAllowed || !sees(someone, one)) assertNothingOf(text, one, about);
  }
}

function of(folder: string, pages: readonly string[]): string {
  return pages.map((page) => `${folder}/${page}`).join(' ');
}

/** What is for everybody shows nothing of anybody's case, whoever is signed in; the way out comes last. */
async function asksWhatIsEverybodys(at: Visitor, someone: Someone): Promise<void> {
  const situation = ['confirm', 'person', 'question', 'questions', 'consents', 'forget'];
  const shown = [
    '/ /places /leave /resume /copy /packs /packs/passport /packs/passport.dmn /packs/cliffs /health /health/live',
    '/health/ready /metrics /openapi.json /listClients /catalogue /published/none /schemas/none /assets/none/none',
    '/favicon.ico /sign-in /sign-in/residents /signed-in',
    of('/situation', [
      ...situation,
      'result',
      'answers',
      'earnings',
      'route',
      'request',
      'route.ics',
      'route.bpmn',
      'save',
    ]),
  ].flatMap((some) => some.split(' '));
  const sent = [
    of('/situation', [...situation, 'registers']),
    '/situations /resume /copy /api/solve /api/hear /sign-out',
  ].flatMap((some) => some.split(' '));
  for (const [path, ask] of [
    ...shown.map((one) => [one, () => at.get(one)] as const),
    ...sent.map((one) => [one, () => at.send(one, [])] as const),
  ]) {
    cells += 1;
    const { status, page } = await ask();
    // Nobody is there to sign people in, here.
    assert.ok(status < 500 || (path === '/sign-in/residents' && status === 503), `${someone.title} ${path}: ${status}`);
    for (const one of cases) if (!sees(someone, one)) assertNothingOf(page, one, `${someone.title} on ${path}`);
  }
}

async function looksAt(at: Visitor, someone: Someone, one: CaseUnderTest): Promise<void> {
  cells += 1;
  const about = `${someone.title} on ${one.title}`;
  for (const part of ['held', 'facts', 'answers']) {
    const { status, page } = await at.get(`/case/${one.number}/${part}`);
    if (sees(someone, one)) assert.equal(status, 200, about);
    else assertNothingOf(page, one, about);
  }
  const asked = await at.send(`/case/${one.number}/answers`, []);
  const isOfficer = someone.who?.actor.kind === 'officer';
  if (acts(someone, one, 'act') && isOfficer) assert.equal(asked.status, 200, about);
  else assert.equal(asked.status, someone.who === undefined ? 401 : 403, about);
  if (!sees(someone, one)) assertNothingOf(asked.page, one, about);
  const before = await entriesAbout(one.person);
  const { status, path, page } = await at.get(`/case/${one.number}`);
  if (sees(someone, one)) {
    assert.equal(status, 200, about);
    assert.ok(page.includes(one.number), about);
    await assertJournalled(someone, one, before, about);
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
    ['/work?show=reviews', works],
    ['/pool', works],
    ['/pool?whose=nobody', works],
    ['/board', oversees],
    ['/en/board?part=late', oversees],
    ['/packs/what-if', who?.actor.kind === 'officer' && who.roles.includes('methodologist')],
    ['/my/contact', isResident],
    ['/calls', who?.actor.kind === 'officer' && who.roles.some((role) => role === 'lead' || role === 'operator')],
    ['/my/offers', isResident],
    ['/my/registers', isResident],
    ['/my/notices', isResident],
    ['/offers/making/disabled/none', who?.actor.kind === 'officer' && who.roles.includes('methodologist')],
    ['/offers', who?.actor.kind === 'officer' && who.roles.includes('methodologist')],
    ['/packs/take-up', who?.actor.kind === 'officer' && who.roles.includes('methodologist')],
    ['/timers', who?.actor.kind === 'officer' && who.roles.some((role) => role === 'head' || role === 'auditor')],
    ['/exchange', who?.actor.kind === 'officer' && who.roles.some((role) => role === 'head' || role === 'auditor')],
    ['/copies', who?.actor.kind === 'officer' && who.roles.some((role) => ['operator', 'lead', 'head'].includes(role))],
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
      if (path === '/review' && isAllowed) assertNobodyOf(visited.page, one, about);
      else if (!sees(someone, one) || !isAllowed) assertNothingOf(visited.page, one, about);
    }
  }
  cells += 1;
  const opening = await at.get('/situation/open-case');
  // Without a situation on the device there is nothing to open: that is told only to whoever may.
  if (who !== undefined) assert.equal(opening.status, opens ? 404 : 403, someone.title);
}

/** An auditor looks through emergency looks by the number of the case; whom it is about is not told. */
function assertNobodyOf(page: string, { person }: CaseUnderTest, about: string): void {
  for (const secret of [`Имя-${person}`, `Родня-${person}`]) assert.ok(!page.includes(secret), `${about}: ${secret}`);
}

function assertNothingOf(page: string, one: CaseUnderTest, about: string): void {
  const { number } = one;
  assertNobodyOf(page, one, about);
  // The number they asked for stands in the address of the language switch, and nowhere else.
  const said = page.replaceAll(/<a class="govuk-link govuk-language[\s\S]*?<\/a>|href="[^"]*"|action="[^"]*"/gu, '');
  assert.ok(!said.includes(number), `${about}: the number`);
}
