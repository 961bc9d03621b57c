// The flagship joint case, from the route to the question of the thirtieth day, in a real browser: everybody acts under their
// own sign-in. The test walks it; `draw-joint-case.ts` takes the pictures of docs/joint-case.md on the way.
import assert from 'node:assert/strict';

import type { Page } from 'playwright-core';

import type { Role } from '#access';
import { caseByNumber } from '#cases';
import type { JointCase, Task } from '#cases';
import { readSamples } from '#desk';
import type { Actor } from '#journal';

import type { TestBrowser } from './browser.ts';
import { clickThrough } from './browser.ts';
import { root } from './catalogue.ts';
import type { WebHouse } from './web-house.ts';

const officer = (agency: string, roles: readonly Role[] = ['caseworker']) =>
  ({ sub: `${agency}-1`, name: officerNames[agency] ?? agency, agency, roles }) as const;

const officerNames: Readonly<Record<string, string>> = {
  health: 'Ольга Серова',
  'social-protection': 'Мария Петрова',
  mvd: 'Игорь Лебедев',
  zags: 'Нина Орлова',
  sfr: 'Павел Котов',
  'legal-aid': 'Вера Зимина',
  education: 'Лидия Белых',
};

/** The people of the walk, for the provider that plays ЕСИА and the agencies' directory. */
export const walkPeople = [
  { sub: 'anna', name: 'Анна Ильина' },
  ...Object.keys(officerNames).map((agency) =>
    officer(agency, agency === 'social-protection' ? ['lead', 'caseworker'] : ['caseworker']),
  ),
];

/** The services on which each agency of the story decides by itself in the browser. */
const decidedInBrowser: ReadonlyMap<string, string> = new Map([
  ['emergency-care', 'health'],
  ['passport', 'mvd'],
  ['birth-registration', 'zags'],
  ['free-legal-aid', 'legal-aid'],
  ['single-allowance', 'sfr'],
  ['kindergarten-place', 'education'],
]);

export type WalkView = {
  /** Called with every page worth seeing, with its name. */
  readonly see: (page: Page, name: string) => Promise<void>;
};

export class JointCaseWalk {
  readonly #house: WebHouse;
  readonly #browser: TestBrowser;
  readonly #see: WalkView['see'];
  #number = '';
  #day = '2026-03-02';
  #keys = 0;

  constructor(house: WebHouse, browser: TestBrowser, { see }: WalkView) {
    this.#house = house;
    this.#browser = browser;
    this.#see = see;
  }

  get number(): string {
    return this.#number;
  }

  async joint(): Promise<JointCase> {
    const found = await caseByNumber(this.#house.database, this.#number);
    assert.ok(found !== undefined, 'the case is there');
    return found;
  }

  /** From the printed route of the story to a case of several agencies. */
  async opensCaseFromRoute(): Promise<void> {
    const sample = (await readSamples(`${root}/examples`)).find(({ file }) => file.startsWith('02-'));
    assert.ok(sample !== undefined);
    const { asOf: _, ...input } = sample.input;
    const kept = await this.#house.situations.open({ input, confirmed: true }, 'w'.repeat(32));
    assert.ok('code' in kept);
    const page = await this.#browser.openPage({ width: 390, height: 844 });
    await page.context().addCookies([{ name: 'okno', value: kept.code, url: this.#house.url }]);
    await page.goto(`${this.#house.url}/situation/route`);
    await clickThrough(page, 'a[href*="/situation/open-case"]');
    await page.locator('a[href*="/sign-in/residents"]').first().click();
    await page.locator('a[href="?as=anna"]').click();
    await page.waitForURL('**/situation/open-case');
    await this.#see(page, 'case-agreement');
    await page.locator('[name=agreement][value=family-in-need]').check();
    await Promise.all([page.waitForURL('**/case/**'), page.locator('main form button').first().click()]);
    this.#number = /\/case\/(\d{4}-\d{6})/u.exec(page.url())?.[1] ?? '';
    assert.match(this.#number, /^2026-\d{6}$/u);
    await this.#see(page, 'case-my-plan');
    await page.context().close();
  }

  /** The family does its own part: here, calls for help for the child. */
  async annaFinishes(service: string): Promise<void> {
    const task = await this.#ready(service, 'file');
    await this.#as('anna', `/case/${this.#number}/do/finish-task?of=${encodeURIComponent(task.id)}`, async (page) => {
      await page.locator('[name=result]').fill('Сделано.');
      await clickThrough(page, 'main form button');
    });
    assert.equal((await this.#task(task.id)).state, 'done');
  }

  /** The lead sees the work of her agency, takes a task and hands the application in for the family. */
  async leadFiles(service: string): Promise<void> {
    const task = await this.#ready(service, 'file');
    await this.#as('social-protection', '/work', async (page) => {
      await this.#see(page, 'case-worklist');
      await page.goto(`${this.#house.url}/case/${this.#number}`);
      await this.#see(page, 'case-lead');
      await page.goto(`${this.#house.url}/case/${this.#number}/do/take-task?of=${encodeURIComponent(task.id)}`);
      await clickThrough(page, 'main form button');
      await page.goto(`${this.#house.url}/case/${this.#number}/do/finish-task?of=${encodeURIComponent(task.id)}`);
      await page.locator('[name=result]').fill('Заявление подано, дело 114.');
      await clickThrough(page, 'main form button');
    });
    assert.equal((await this.#task(task.id)).state, 'done');
  }

  /** An officer comes from the worklist of her agency to the case and decides; with a picture when it has a name. */
  async decides(service: string, reason: string, { refuses = false, picture = '' } = {}): Promise<void> {
    const agency = decidedInBrowser.get(service) ?? '';
    const task = await this.#untilReady(service);
    const isRevision = task.state === 'refused';
    await this.#as(agency, isRevision ? `/case/${this.#number}` : '/work', async (page) => {
      if (!isRevision) await clickThrough(page, `a[href*="/case/${this.#number}"]`);
      await page.goto(`${this.#house.url}/case/${this.#number}/do/decide?of=${encodeURIComponent(task.id)}`);
      await page.locator(`[name=outcome][value=${refuses ? 'refused' : 'granted'}]`).check();
      await page.locator('[name=reason]').fill(reason);
      if (refuses) await page.locator('[name=refusedBy][value=judgement]').check();
      if (picture !== '') await this.#see(page, picture);
      await clickThrough(page, 'main form button');
      assert.equal(await page.locator('.govuk-error-summary').count(), 0, `${service} is taken`);
    });
    const made = (await this.joint()).decisions.at(-1);
    assert.equal(made?.service, service);
    assert.equal(made.outcome, refuses ? 'refused' : 'granted');
    assert.ok(made.by.kind === 'officer' && made.by.agency === agency);
  }

  /** Anna reads what has changed in her plan, and why, and does not agree with the refusal. */
  async annaReadsChangeAndObjects(words: string): Promise<void> {
    const decision = (await this.joint()).decisions.at(-1);
    assert.ok(decision !== undefined);
    await this.#as('anna', `/case/${this.#number}`, async (page) => {
      await page.locator('summary', { hasText: 'Что происходило' }).click();
      const told = await page.locator('.okno-timeline').innerText();
      assert.match(told, /План изменён после отказа/u);
      assert.match(told, /Отказано: .*больше не нужно или невозможно/u);
      await page.locator('.okno-timeline li').first().scrollIntoViewIfNeeded();
      await this.#see(page, 'case-plan-changed');
      await page.goto(`${this.#house.url}/case/${this.#number}/do/object?of=${decision.id}`);
      await page.locator('[name=to]').first().check();
      await page.locator('[name=words]').fill(words);
      await this.#see(page, 'case-objection');
      await clickThrough(page, 'main form button');
    });
    assert.equal((await this.joint()).objections.length, 1);
  }

  /** Everything else is carried out by whoever holds it, as programs of agencies do. */
  async restIsDone(): Promise<void> {
    while (await this.#nextIsDone()) continue;
    const open = (await this.joint()).tasks.filter(({ state }) => !['done', 'refused', 'cancelled'].includes(state));
    assert.deepEqual(
      open.map(({ id }) => id),
      [],
    );
  }

  /** Anna says of every need whether it was met, and the lead closes the case. */
  async closesWithOutcomes(): Promise<void> {
    const { needs } = await this.joint();
    await this.#as('anna', `/case/${this.#number}`, async (page) => {
      for (const { need } of needs) {
        await page.goto(`${this.#house.url}/case/${this.#number}/do/tell-outcome?of=${need}`);
        await page.locator(`[name=answer][value=${need === 'work' ? 'partly' : 'met'}]`).check();
        await clickThrough(page, 'main form button');
      }
    });
    await this.#as('social-protection', `/case/${this.#number}/do/close`, async (page) => {
      await clickThrough(page, 'main form button');
      await this.#see(page, 'case-closed');
    });
    assert.equal((await this.joint()).status, 'closed');
  }

  /** The clock moves; thirty days after the closing she is asked whether it helped, and says what came of it. */
  async isAskedAfterThirtyDays(): Promise<void> {
    const { closedAt = '' } = await this.joint();
    this.#moveTo(new Date(Date.parse(closedAt) + 31 * 86_400_000).toISOString().slice(0, 10));
    await this.#house.cases.fireTimers();
    assert.deepEqual((await this.joint()).asked, [30]);
    await this.#as('anna', `/case/${this.#number}`, async (page) => {
      assert.match(await page.locator('main').innerText(), /Прошло 30 дней/u);
      await this.#see(page, 'case-did-it-help');
      await page.goto(`${this.#house.url}/case/${this.#number}/do/tell-outcome?of=housing`);
      await page.locator('[name=answer][value=partly]').check();
      await page.locator('[name=words]').fill('Комната есть до осени.');
      await clickThrough(page, 'main form button');
    });
    assert.equal((await this.joint()).outcomes.at(-1)?.asked, 30);
  }

  /** Who looked at her data, in plain words. */
  async annaReadsJournal(): Promise<string> {
    return await this.#as('anna', '/my/journal', async (page) => {
      await this.#see(page, 'case-journal');
      return await page.locator('main').innerText();
    });
  }

  /** A browser of their own, a sign-in of their own. */
  async #as<Given>(sub: string, path: string, does: (page: Page) => Promise<Given>): Promise<Given> {
    const isAnna = sub === 'anna';
    const page = await this.#browser.openPage(isAnna ? { width: 390, height: 844 } : { width: 1280, height: 900 });
    const to = encodeURIComponent(path);
    await page.goto(`${this.#house.url}/sign-in/${isAnna ? 'residents' : 'officers'}?to=${to}`);
    await Promise.all([
      page.waitForURL((url) => url.href.startsWith(this.#house.url)),
      page.locator(`a[href="?as=${isAnna ? sub : `${sub}-1`}"]`).click(),
    ]);
    await page.waitForLoadState('load');
    const given = await does(page);
    await page.context().close();
    return given;
  }

  async #task(id: string): Promise<Task> {
    const found = (await this.joint()).tasks.find((task) => task.id === id);
    assert.ok(found !== undefined, id);
    return found;
  }

  async #ready(service: string, kind: Task['kind']): Promise<Task> {
    const found = (await this.joint()).tasks.find(
      (task) => task.service === service && task.kind === kind && task.state === 'ready',
    );
    assert.ok(found !== undefined, `${service} is ready`);
    return found;
  }

  /** The task on which the agency decides, when all before it is done; a refused one is there to be revised. */
  async #untilReady(service: string): Promise<Task> {
    for (;;) {
      const task = (await this.joint()).tasks.find((one) => one.service === service && one.kind === 'decide');
      assert.ok(task !== undefined, service);
      if (task.state === 'ready' || task.state === 'refused') return task;
      assert.ok(await this.#nextIsDone(), `${service} never becomes ready`);
    }
  }

  /** The next task that nobody in the story does by hand, on its day. */
  async #nextIsDone(): Promise<boolean> {
    const { tasks, person, id } = await this.joint();
    const isByHand = ({ service, kind }: Task): boolean => kind === 'decide' && decidedInBrowser.has(service ?? '');
    const next = tasks.find((task) => task.state === 'ready' && !isByHand(task));
    if (next === undefined) return false;
    const { holder, kind } = next;
    this.#moveTo(next.planned?.end ?? this.#day);
    const by: Actor =
      holder.kind === 'person'
        ? { kind: 'person', person }
        : { kind: 'officer', officer: `${holder.agency}-1`, agency: holder.agency };
    const command =
      kind === 'decide'
        ? ({ kind: 'decide', task: next.id, outcome: 'granted', reason: 'Условия выполнены.' } as const)
        : ({ kind: 'finish-task', task: next.id, result: 'Сделано.' } as const);
    const given = { by, idempotencyKey: `walk ${(this.#keys += 1)}` };
    const worked = await this.#house.cases.carryOut({ person, id }, command, given);
    assert.ok('kept' in worked, 'problem' in worked ? `${next.id}: ${worked.problem.message.en}` : '');
    return true;
  }

  #moveTo(day: string): void {
    if (day <= this.#day) return;
    this.#day = day;
    this.#house.moveTo(`${day}T12:00:00+07:00`);
  }
}

/** The whole story. */
export async function walkJointCase(house: WebHouse, browser: TestBrowser, view: WalkView): Promise<JointCaseWalk> {
  const walk = new JointCaseWalk(house, browser, view);
  await walk.opensCaseFromRoute();
  await walk.annaFinishes('emergency-care');
  await walk.decides('emergency-care', 'Ребёнок осмотрен, лечится дома.', { picture: 'case-hospital' });
  await walk.leadFiles('identity-establishment');
  await walk.decides('passport', 'Личность не подтверждена: на фотографии другой человек.', {
    refuses: true,
    picture: 'case-refusal',
  });
  await walk.annaReadsChangeAndObjects('Моя мама подтвердит, кто я.');
  await walk.decides('passport', 'Мать подтвердила личность; отказ отменён.');
  await walk.decides('free-legal-aid', 'Юрист назначен.');
  await walk.decides('birth-registration', 'Рождение записано.');
  await walk.decides('single-allowance', 'Назначено на год.');
  await walk.decides('kindergarten-place', 'Место в детском саду № 12.', { picture: 'case-kindergarten' });
  await walk.restIsDone();
  await walk.closesWithOutcomes();
  await walk.isAskedAfterThirtyDays();
  return walk;
}
