// A joint case over its pages: opened by the resident, carried by agencies under their own sign-in, to an outcome.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { SignedIn } from '#access';
import { caseByNumber } from '#cases';
import type { JointCase, Task } from '#cases';
import { entriesAbout, verifyJournal } from '#journal';
import { readSamples } from '#desk';

import { realCatalogue, root } from './catalogue.ts';
import type { Visited, Visitor, WebHouse } from './web-house.ts';
import { openWebHouse, saidOn, signedInVisitor } from './web-house.ts';

const resident = (person: string): SignedIn => ({
  actor: { kind: 'person', person },
  name: person,
  roles: [],
  actsFor: [],
});
const officer = (agency: string, roles: SignedIn['roles'] = ['caseworker'], name = `${agency}-1`): SignedIn => ({
  actor: { kind: 'officer', officer: name, agency },
  name,
  roles,
  actsFor: [],
});

let house: WebHouse;
let anna: Visitor;
let number = '';
const officers = new Map<string, Visitor>();

before(async () => {
  house = await openWebHouse();
  anna = await signedInVisitor(house, resident('anna'));
});
after(async () => await house.close());

async function officerOf(agency: string): Promise<Visitor> {
  const found = officers.get(agency) ?? (await signedInVisitor(house, officer(agency, ['caseworker', 'lead'])));
  officers.set(agency, found);
  return found;
}

async function joint(): Promise<JointCase> {
  const found = await caseByNumber(house.database, number);
  assert.ok(found !== undefined);
  return found;
}

/** Opens the form of an action, fills it in and sends it. */
async function does(
  who: Visitor,
  kind: string,
  of: string,
  fields: readonly (readonly [string, string])[] = [],
  language: '' | '/en' = '',
): Promise<Visited> {
  const form = await who.get(`${language}/case/${number}/do/${kind}?of=${encodeURIComponent(of)}`);
  assert.equal(form.status, 200, `${kind} ${of}: ${saidOn(form.page).slice(0, 300)}`);
  return await who.send(`${language}/case/${number}/do/${kind}`, fields);
}

async function finishes(task: Task): Promise<void> {
  const who = task.holder.kind === 'person' ? anna : await officerOf(task.holder.agency);
  const page =
    task.kind === 'decide'
      ? await does(who, 'decide', task.id, [
          ['outcome', 'granted'],
          ['reason', 'Всё подтверждено.'],
        ])
      : await does(who, 'finish-task', task.id, [['result', 'Сделано.']]);
  assert.equal(page.status, 200, `${task.id}: ${saidOn(page.page).slice(0, 400)}`);
}

describe('a young mother without a home', () => {
  it('opens a joint case from her route under an agreement that says it is a proposal', async () => {
    const situation = (await readSamples(`${root}/examples`)).find(({ file }) => file.startsWith('02-'));
    const { asOf: _, ...input } = situation!.input;
    const kept = await house.situations.open({ input, confirmed: true }, 'c'.repeat(32));
    assert.ok('code' in kept);
    anna.hold('okno', kept.code);
    const route = await anna.get('/situation/route');
    assert.match(route.page, /\/situation\/open-case/u);
    const form = await anna.get('/situation/open-case');
    assert.match(saidOn(form.page), /Это проект: ведомства его ещё не подписали/u);
    const opened = await anna.send('/situation/open-case', [['agreement', 'family-in-need']]);
    assert.equal(opened.status, 200, saidOn(opened.page).slice(0, 400));
    number = /\/case\/(\d{4}-\d{6})/u.exec(opened.path)?.[1] ?? '';
    assert.match(number, /^2026-\d{6}$/u);
    assert.match(saidOn(opened.page), /Что делаете вы/u);
    assert.match(saidOn((await anna.get('/my')).page), new RegExp(number, 'u'));
  });

  it('reads how long it has taken others, and over how many cases that was measured', async () => {
    const { tasks } = await joint();
    const { holder, service } = tasks.find(({ kind }) => kind === 'decide')!;
    assert.ok(holder.kind === 'agency' && service !== undefined);
    await house.database.queries
      .insertInto('measured_time')
      .values({
        agency: holder.agency,
        service,
        cases: 143,
        half_days: 0,
        most_days: 11,
        measured_on: '2026-03-01',
      })
      .execute();
    assert.match(
      saidOn((await anna.get(`/case/${number}`)).page),
      /Обычно отвечают в тот же день, в девяти случаях из десяти за 11 дней\. Измерено по 143 делам за год, 1 марта 2026/u,
    );
    assert.match(
      saidOn((await anna.get(`/en/case/${number}`)).page),
      /Usually answered on the same day; nine times in ten within 11 days\. Measured over 143 cases of a year, 1 March 2026/u,
    );
  });

  it('does not open it twice when the button is pressed twice', async () => {
    await anna.get('/situation/open-case');
    const first = await anna.send('/situation/open-case', [
      ['agreement', 'family-in-need'],
      ['key', 'a'.repeat(32)],
    ]);
    const second = await anna.send('/situation/open-case', [
      ['agreement', 'family-in-need'],
      ['key', 'a'.repeat(32)],
    ]);
    assert.equal(first.path, second.path);
  });
});

describe('an officer', () => {
  it('finds the tasks of her agency, filters them, and opens the case', async () => {
    const lead = await officerOf('social-protection');
    const work = await lead.get('/work');
    assert.equal(work.status, 200);
    assert.match(work.page, new RegExp(`/case/${number}#task-`, 'u'));
    assert.match(saidOn((await lead.get('/work?whose=mine')).page), /Таких задач нет/u);
    assert.equal((await lead.get('/work?after=%7Bnonsense&state=x&whose=y')).status, 200);
    assert.equal((await lead.get('/work?whose=%00')).status, 404);
    const page = await lead.get(`/case/${number}`);
    assert.equal(page.status, 200);
    assert.match(saidOn(page.page), /Единая команда/u);
  });

  it('goes back to a form that was sent, and what she then sends is not lost', async () => {
    const lead = await officerOf('social-protection');
    const form = `/case/${number}/do/say`;
    const sends = async (words: string, key: string): Promise<Visited> =>
      await lead.send(form, [
        ['to', 'person'],
        ['words', words],
        ['key', key],
      ]);
    assert.equal((await lead.get(form)).status, 200);
    const key = 'b'.repeat(32);
    assert.equal((await sends('Ждём вас в среду.', key)).path, `/case/${number}?done=say`);
    const told = await sends('Ждём вас в четверг.', key);
    assert.equal(told.status, 422);
    assert.match(saidOn(told.page), /С этим ключом уже была другая команда/u);
    assert.match(told.page, /Ждём вас в четверг\./u);
    const next = /name="key" value="([^"]*)"/u.exec(told.page)?.[1] ?? '';
    assert.notEqual(next, key);
    await sends('Ждём вас в четверг.', next);
    const { id, person } = await joint();
    const events = await house.cases.eventsOf({ id, person });
    assert.deepEqual(
      events.flatMap(({ happening }) => (happening.kind === 'said' ? [happening.words] : [])),
      ['Ждём вас в среду.', 'Ждём вас в четверг.'],
    );
  });

  it('takes a task, and it is hers', async () => {
    const task = (await joint()).tasks.find(({ state, holder }) => state === 'ready' && holder.kind === 'agency')!;
    assert.ok(task.holder.kind === 'agency');
    const who = await officerOf(task.holder.agency);
    const page = await does(who, 'take-task', task.id);
    assert.match(saidOn(page.page), /Записано: Взять в работу/u);
    assert.match(saidOn((await who.get('/work?whose=mine')).page), new RegExp(number, 'u'));
  });

  it('loses nothing that she typed when a colleague was quicker, and sees what changed', async () => {
    const task = (await joint()).tasks.find(
      ({ state, holder, kind }) => state === 'ready' && holder.kind === 'agency' && kind === 'file',
    )!;
    assert.ok(task.holder.kind === 'agency');
    const slow = await officerOf(task.holder.agency);
    const quick = await signedInVisitor(house, officer(task.holder.agency, ['caseworker'], 'quick'));
    const path = `/case/${number}/do/finish-task`;
    await slow.get(`${path}?of=${encodeURIComponent(task.id)}`);
    await does(quick, 'take-task', task.id);
    const refused = await slow.send(path, [['result', 'Отнесла <заявление> в кабинет 5']]);
    assert.equal(refused.status, 409);
    assert.match(refused.page, /Отнесла &lt;заявление&gt; в кабинет 5/u);
    assert.match(saidOn(refused.page), /Взята в работу/u);
    assert.match(saidOn(refused.page), /quick/u);
    const again = await slow.send(path, [['result', 'Отнесла <заявление> в кабинет 5']]);
    assert.equal(again.status, 200);
  });

  it('keeps what she typed when her session ends', async () => {
    const late = await signedInVisitor(house, officer('zags'));
    await late.get(`/case/${number}`);
    late.hold('okno-session', 'ended');
    const page = await late.send(`/case/${number}/do/report-gap`, [['text', 'Нет койки для матери с ребёнком']]);
    assert.equal(page.status, 401);
    assert.match(page.page, /Нет койки для матери с ребёнком/u);
  });

  it('of an agency that takes no part sees nothing, and is told what to do', async () => {
    const stranger = await officerOf('rosreestr');
    for (const path of [`/case/${number}`, `/en/case/${number}`, `/case/${number}/do/decide`, '/case/2026-999999']) {
      const page = await stranger.get(path);
      assert.equal(page.status, 403, path);
      assert.doesNotMatch(saidOn(page.page), /Ильина|паспорт/iu);
    }
    assert.match(saidOn((await stranger.get(`/case/${number}`)).page), /попросите ведущего/u);
  });
});

describe('what an agency may know', () => {
  it('is what the agreement discloses to it, each fact with its clause', async () => {
    const { disclosures } = await joint();
    const page = saidOn((await (await officerOf('zags')).get(`/case/${number}`)).page);
    assert.ok(disclosures.some(({ to }) => to === 'zags'));
    assert.match(page, /Что вам видно о семье/u);
    const { facts } = await realCatalogue();
    const shown = new Set(disclosures.filter(({ to }) => to === 'zags').flatMap((one) => one.facts));
    assert.ok(!shown.has('dangerFromPerson'));
    assert.ok(!page.includes(facts.get('dangerFromPerson')!.name.ru), 'nobody tells the registry of danger');
  });

  it('grows by her consent and shrinks when she takes it back', async () => {
    const before = saidOn((await (await officerOf('zags')).get(`/case/${number}`)).page);
    assert.doesNotMatch(before, /найти безопасное жильё/u);
    const given = await does(anna, 'consent', '', [
      ['facts', 'nightPlace'],
      ['to', 'zags'],
      ['purpose', 'найти безопасное жильё'],
      ['until-day', '1'],
      ['until-month', '4'],
      ['until-year', '2026'],
    ]);
    assert.equal(given.status, 200, saidOn(given.page).slice(0, 500));
    assert.match(saidOn((await (await officerOf('zags')).get(`/case/${number}`)).page), /найти безопасное жильё/u);
    await does(anna, 'withdraw-consent', (await joint()).consents[0]!.id);
    assert.doesNotMatch(
      saidOn((await (await officerOf('zags')).get(`/case/${number}`)).page),
      /найти безопасное жильё/u,
    );
  });
});

describe('a refusal', () => {
  it('by law names its criterion, changes the plan, and can be objected to', async () => {
    let task: Task | undefined;
    for (let round = 0; round < 60 && task === undefined; round += 1) {
      const { tasks } = await joint();
      task = tasks.find((one) => one.service === 'passport' && one.kind === 'decide' && one.state === 'ready');
      const next = tasks.find(
        ({ state, service, kind }) =>
          (state === 'ready' || state === 'under-way') && !(service === 'passport' && kind === 'decide'),
      );
      if (task === undefined && next !== undefined) await finishes(next);
    }
    assert.ok(task !== undefined, 'the passport office has something to decide');
    const mvd = await officerOf('mvd');
    const vague = await does(mvd, 'decide', task.id, [
      ['outcome', 'refused'],
      ['reason', 'Личность не подтверждена'],
      ['refusedBy', 'law'],
    ]);
    assert.equal(vague.status, 422);
    assert.match(saidOn(vague.page), /какое условие закона не выполнено/u);
    assert.match(vague.page, /Личность не подтверждена/u);
    const refused = await mvd.send(`/case/${number}/do/decide`, [
      ['outcome', 'refused'],
      ['reason', 'Личность не подтверждена'],
      ['refusedBy', 'law'],
      ['criteria', 'citizen'],
    ]);
    assert.equal(refused.status, 200, saidOn(refused.page).slice(0, 400));
    const page = saidOn((await anna.get(`/case/${number}`)).page);
    assert.match(page, /План изменён после отказа/u);
    assert.match(page, /Как не согласиться/u);
    const decision = (await joint()).decisions.at(-1)!;
    const objected = await does(anna, 'object', decision.id, [
      ['to', decision.remedies[0]!.to],
      ['words', 'Моя мама подтвердит, кто я'],
    ]);
    assert.equal(objected.status, 200, saidOn(objected.page).slice(0, 400));
    assert.match(saidOn(objected.page), /Жалоба подана/u);
  });
});

describe('a meeting', () => {
  it('gives the family and the agencies tasks with days', async () => {
    const lead = await officerOf('social-protection');
    const called = await does(lead, 'call-meeting', '', [
      ['on-day', '10'],
      ['on-month', '3'],
      ['on-year', '2026'],
      ['at', '14:30'],
      ['place', 'МФЦ, каб. 5'],
      ['agenda', 'Жильё\nРабота'],
      ['invited', 'zags'],
    ]);
    assert.equal(called.status, 200, saidOn(called.page).slice(0, 400));
    const [meeting] = (await joint()).meetings;
    assert.equal(meeting?.at, '2026-03-10T07:30:00.000Z');
    const held = await does(lead, 'hold-meeting', meeting.id, [
      ['minutes', 'Нашли комнату.'],
      ['action1', 'Переехать'],
      ['holder1', 'person'],
      ['due1-day', '12'],
      ['due1-month', '3'],
      ['due1-year', '2026'],
    ]);
    assert.equal(held.status, 200, saidOn(held.page).slice(0, 400));
    assert.match(saidOn((await anna.get(`/case/${number}`)).page), /Переехать/u);
  });
});

describe('the end', () => {
  it('comes when every task has ended and every need has an outcome; after 30 days she is asked whether it helped', async () => {
    const lead = await officerOf('social-protection');
    const early = await does(lead, 'close', '');
    assert.equal(early.status, 422);
    for (let round = 0; round < 120; round += 1) {
      const next = (await joint()).tasks.find(({ state }) => state === 'ready' || state === 'under-way');
      if (next === undefined) break;
      await finishes(next);
    }
    for (const { need } of (await joint()).needs)
      assert.equal((await does(anna, 'tell-outcome', need, [['answer', 'met']])).status, 200);
    const closed = await does(lead, 'close', '');
    assert.equal(closed.status, 200, saidOn(closed.page).slice(0, 500));
    assert.equal((await joint()).status, 'closed');
    house.moveTo('2026-04-02T12:00:00+07:00');
    anna = await signedInVisitor(house, resident('anna'));
    await house.cases.fireTimers();
    assert.deepEqual((await joint()).asked, [30]);
    const page = await anna.get(`/case/${number}`);
    assert.match(saidOn(page.page), /Прошло 30 дней/u);
    const [need] = (await joint()).needs;
    await does(
      anna,
      'tell-outcome',
      need!.need,
      [
        ['answer', 'partly'],
        ['words', 'Комната есть, работы нет'],
      ],
      '/en',
    );
    assert.equal((await joint()).outcomes.at(-1)?.asked, 30);
  });

  it('leaves a journal that holds together and tells her in plain words who looked', async () => {
    const page = saidOn((await anna.get('/my/journal')).page);
    assert.match(page, /Социальная защита, [^.]+\. Просмотр: дело/u);
    assert.match(page, /Показать раньше/u);
    assert.doesNotMatch(page, /own agency/u);
    assert.match(saidOn((await anna.get('/en/my/journal?own=yes')).page), /Looked at/u);
    const entries = await entriesAbout(house.database, 'anna', { most: 1000 });
    assert.ok(
      entries.some(({ action, actor }) => action === 'looked' && actor.kind === 'officer' && actor.agency === 'mvd'),
    );
    const verified = await verifyJournal(house.database);
    assert.deepEqual(verified.faults, []);
  });
});
