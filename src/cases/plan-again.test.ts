import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Actor } from '#journal';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { anna, officerOf, okno, Told } from '#test/joint-case.ts';

import { rebuild } from './evolve.ts';
import type { Happening } from './events.ts';
import type { JointCase, Task } from './model.ts';

const catalogue = await realCatalogue();
const agreement = catalogue.agreements.get('family-in-need')!;
const situation = stories(catalogue).find(({ file }) => file.includes('/02-'))!.told;
const lead = officerOf('social-protection');
const told = (): Told => new Told(catalogue, agreement, situation);

type Changed = Extract<Happening, { readonly kind: 'plan-changed' }>;

function changeIn(story: Told): Changed | undefined {
  return story.events.map(({ happening }) => happening).findLast((one): one is Changed => one.kind === 'plan-changed');
}

const holderOf = ({ holder }: Task): Actor => (holder.kind === 'person' ? anna : officerOf(holder.agency));

/** Carries everything out on its day until a task can be done; gives it. */
function until(story: Told, fits: (task: Task) => boolean): Task {
  for (let round = 0; round < 200; round += 1) {
    const found = story.joint.tasks.find((task) => task.state === 'ready' && fits(task));
    if (found !== undefined) return found;
    const next = story.joint.tasks.find(({ state }) => state === 'ready');
    if (next === undefined) break;
    finish(story, next);
  }
  throw new Error('It never becomes ready.');
}

function finish(story: Told, task: Task, outcome: 'granted' | 'refused' = 'granted'): void {
  const end = task.planned?.end ?? story.today;
  if (end > story.today) story.today = end;
  if (task.kind !== 'decide') story.does(holderOf(task), { kind: 'finish-task', task: task.id, result: '' });
  else
    story.does(holderOf(task), {
      kind: 'decide',
      task: task.id,
      outcome,
      reason: 'looked into',
      ...(outcome === 'refused' ? { refusedBy: 'judgement' } : {}),
    });
}

const isDecision =
  (service: string) =>
  ({ kind, service: of }: Task): boolean =>
    kind === 'decide' && of === service;

describe('the plan of a joint case', () => {
  it('has a day for every task that the route has', () => {
    const { joint } = told();
    assert.ok(joint.tasks.every(({ planned }) => planned !== undefined && planned.start <= planned.end));
  });

  it('is changed by a refusal alone in what rests on it, and says so in sentences', () => {
    const story = told();
    const passport = until(story, isDecision('passport'));
    const before = new Map(story.joint.tasks.map((task) => [task.id, task]));
    finish(story, passport, 'refused');
    const change = changeIn(story)!;
    assert.match(change.why.ru, /после отказа: Паспорт/u);
    assert.match(change.sentences.map(({ ru }) => ru).join(' '), /Отказано: Паспорт.*больше не нужно или невозможно/u);
    assert.match(change.sentences.map(({ en }) => en).join(' '), /Refused: .*no longer needed or possible/u);
    assert.deepEqual(change.cancelled, ['passport:anna:collect']);
    const touched = new Set([
      ...change.cancelled,
      ...change.rewired.map(({ task }) => task),
      ...change.moved.map(({ task }) => task),
      passport.id,
    ]);
    for (const task of story.joint.tasks) {
      const was = before.get(task.id);
      // Begins now that the passport is no longer waited for.
      if (was?.state === 'waiting' && task.state === 'ready') continue;
      if (!touched.has(task.id)) assert.deepEqual(task, was, task.id);
    }
  });

  it('stays as it is, day by day, when everything comes as it was planned', () => {
    const story = told();
    const passport = until(story, isDecision('passport'));
    const days = daysOf(story.joint);
    story.today = passport.planned!.end;
    finish(story, passport);
    const after = daysOf(story.joint);
    for (const [id, day] of days) if (day >= story.today) assert.equal(after.get(id), day, id);
  });

  it('moves what waits for an answer that is late, and tells by how many days', () => {
    const story = told();
    const passport = until(story, isDecision('passport'));
    const waits = story.joint.tasks.find(({ after }) => after.includes(passport.id))!;
    story.today = '2026-03-25';
    story.does(okno, { kind: 'tell-lateness' });
    const change = changeIn(story)!;
    assert.match(change.why.ru, /позже, чем ждали/u);
    assert.match(change.sentences[0]!.ru, /ответ на \d+ (?:день|дня|дней) позже, 25 марта/u);
    const now = story.joint.tasks.find(({ id }) => id === waits.id)!;
    assert.ok(now.planned!.start >= '2026-03-25', now.planned!.start);
  });

  it('tells the lead of a step that the family missed, once, and puts it on a new day', () => {
    const story = told();
    const own = story.joint.tasks.find(({ state, holder }) => state === 'ready' && holder.kind === 'person')!;
    story.today = '2026-03-04';
    story.does(okno, { kind: 'tell-lateness' });
    const task = story.task(own.id);
    assert.equal(task.escalated, 'lead');
    assert.ok(task.planned!.start >= '2026-03-04');
    assert.match(
      changeIn(story)!
        .sentences.map(({ ru }) => ru)
        .join(' '),
      /В свой день не сделано/u,
    );
    const { length } = story.events;
    story.does(okno, { kind: 'tell-lateness' });
    assert.equal(story.events.length, length);
  });

  it('takes in what a new fact opens and lets go what it makes needless', () => {
    const story = told();
    story.does(anna, { kind: 'tell-facts', facts: [{ fact: 'hasPassport', subject: 'anna', value: true }] });
    const change = changeIn(story)!;
    assert.match(change.why.ru, /новые сведения/u);
    assert.ok(
      change.cancelled.some((id) => id.startsWith('passport:')),
      change.cancelled.join(' '),
    );
    assert.ok(story.joint.tasks.every(({ service, state }) => service !== 'passport' || state === 'cancelled'));
  });

  it('takes no fact that the packs do not know, of the wrong type or about somebody else', () => {
    const story = told();
    const tell = (fact: string, subject: string, value: unknown): string | undefined =>
      story.refuses(anna, { kind: 'tell-facts', facts: [{ fact, subject, value }] });
    assert.equal(tell('hasPassport', 'stranger', true), 'no-such-person');
    assert.notEqual(tell('hasPasport', 'anna', true), undefined);
    assert.notEqual(tell('hasPassport', 'anna', 'perhaps'), undefined);
    const { length } = story.events;
    story.does(anna, { kind: 'tell-facts', facts: [{ fact: 'hasPassport', subject: 'anna', value: false }] });
    assert.equal(story.events.length, length, 'what is known already changes nothing');
  });

  it('gets back what a refusal had taken from it when the refusal is taken back', () => {
    const story = told();
    const passport = until(story, isDecision('passport'));
    finish(story, passport, 'refused');
    const { id } = story.joint.decisions.at(-1)!;
    story.does(officerOf('mvd'), {
      kind: 'decide',
      task: passport.id,
      outcome: 'granted',
      reason: 'the mother has confirmed who she is',
      revises: id,
    });
    const person = story.joint.told.people.find((one) => one.id === 'anna');
    assert.equal(person?.facts['hasPassport'], true);
    assert.equal(story.task(passport.id).state, 'done');
    const ofPassport = story.joint.decisions.filter(({ service }) => service === 'passport');
    assert.deepEqual(
      ofPassport.map(({ outcome }) => outcome),
      ['refused', 'granted'],
      'both decisions stay',
    );
    assert.equal(story.task('passport:anna:collect').state, 'ready', 'there is something to fetch again');
  });

  it('knows again what was known before when a grant is taken back', () => {
    const story = told();
    const passport = until(story, isDecision('passport'));
    finish(story, passport);
    const { id } = story.joint.decisions.at(-1)!;
    story.does(officerOf('mvd'), {
      kind: 'decide',
      task: passport.id,
      outcome: 'refused',
      refusedBy: 'judgement',
      reason: 'it was given on a false paper',
      revises: id,
    });
    const person = story.joint.told.people.find((one) => one.id === 'anna');
    assert.equal(person?.facts['hasPassport'], false);
  });

  it('is told in its sentences to the family and the lead alone: they name services of others', async () => {
    const { caseSeenBy, eventsSeenBy } = await import('./seen-case.ts');
    const story = told();
    finish(story, until(story, isDecision('passport')), 'refused');
    const sentencesFor = (viewer: Parameters<typeof caseSeenBy>[1]): number =>
      eventsSeenBy(caseSeenBy(story.joint, viewer, story.today, catalogue), story.events, viewer).filter(
        ({ sentences = [] }) => sentences.length > 0,
      ).length;
    assert.ok(sentencesFor('applicant') > 0);
    assert.ok(sentencesFor({ agency: 'social-protection' }) > 0);
    assert.equal(sentencesFor({ agency: 'mvd' }), 0);
    assert.equal(caseSeenBy(story.joint, { agency: 'mvd' }, story.today, catalogue).route.steps.length, 0);
  });
});

describe('whatever comes otherwise', () => {
  it('in twenty cases: what is done stays, nothing waits for what will not come, the events add up', () => {
    let changes = 0;
    for (let seed = 0; seed < 20; seed += 1) {
      const story = told();
      const draw = drawing(seed);
      for (let round = 0; round < 12; round += 1) {
        const ready = story.joint.tasks.filter(({ state }) => state === 'ready');
        const task = ready[draw(ready.length)];
        if (task === undefined) break;
        const settled = story.joint.tasks.filter(({ state }) => state === 'done' || state === 'refused');
        const length = story.events.length;
        if (draw(4) === 0) {
          story.today = new Date(Date.parse(story.today) + 86_400_000 * (1 + draw(6))).toISOString().slice(0, 10);
          story.does(okno, { kind: 'tell-lateness' });
        } else finish(story, task, draw(3) === 0 ? 'refused' : 'granted');
        changes += story.events.slice(length).filter(({ happening }) => happening.kind === 'plan-changed').length;
        for (const one of settled) assert.deepEqual(story.task(one.id), one, `seed ${seed}: ${one.id}`);
        const gone = new Set(
          story.joint.tasks.filter(({ state }) => state === 'refused' || state === 'cancelled').map(({ id }) => id),
        );
        for (const one of story.joint.tasks)
          if (one.state === 'waiting')
            assert.ok(
              one.after.every((id) => !gone.has(id)),
              `seed ${seed}: ${one.id} waits for ${one.after.join(', ')}`,
            );
        assert.equal(new Set(story.joint.tasks.map(({ id }) => id)).size, story.joint.tasks.length, `seed ${seed}`);
      }
      assert.deepEqual(rebuild(story.joint, story.events), story.joint, `seed ${seed}`);
    }
    assert.ok(changes > 20, String(changes));
  });
});

describe('the mode of work', () => {
  it('says who hands the applications in: she herself, or the lead for her; what is begun stays where it is', () => {
    const story = told();
    const files = (): readonly Task[] =>
      story.joint.tasks.filter(({ kind, urgency }) => kind === 'file' && urgency !== 'tonight');
    assert.ok(files().every(({ holder }) => holder.kind === 'agency'));
    const taken = files().find(({ state }) => state === 'ready')!;
    story.does(lead, { kind: 'take-task', task: taken.id });
    story.does(lead, { kind: 'choose-mode', mode: 'shared-information', reason: 'she can do it' });
    assert.equal(story.task(taken.id).holder.kind, 'agency');
    assert.ok(files().every(({ id, holder }) => id === taken.id || holder.kind === 'person'));
    story.does(lead, { kind: 'choose-mode', mode: 'shared-front-office', reason: 'she cannot after all' });
    assert.ok(files().every(({ holder }) => holder.kind === 'agency'));
    assert.deepEqual(rebuild(story.joint, story.events), story.joint);
  });
});

function daysOf({ tasks }: JointCase): ReadonlyMap<string, string> {
  return new Map(tasks.flatMap(({ id, planned }) => (planned === undefined ? [] : [[id, planned.end] as const])));
}

/** Numbers below a bound, the same for the same seed. */
function drawing(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return below === 0 ? 0 : Math.floor((state / 2 ** 32) * below);
  };
}
