import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ToldSituation } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { anna, officerOf, okno, Told } from '#test/joint-case.ts';

import { rebuild } from './evolve.ts';

const catalogue = await realCatalogue();
const agreement = catalogue.agreements.get('family-in-need')!;
const situation = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');
const told = (): Told => new Told(catalogue, agreement, situation);

describe('a case opened on the situation of a young mother without a home', () => {
  it('names the agencies that have something to do, each under a clause', () => {
    const { joint } = told();
    const agencies = joint.participants.map(({ agency }) => agency);
    for (const agency of ['mvd', 'zags', 'sfr', 'legal-aid', 'education']) assert.ok(agencies.includes(agency), agency);
    assert.ok(joint.participants.every(({ clause }) => clause !== ''));
    assert.ok(joint.tasks.every(({ clause }) => clause !== ''));
  });

  it('is complex in all four factors and is worked on by a joint team', () => {
    const { complexity, mode } = told().joint;
    assert.equal(mode.mode, 'joint-team');
    assert.deepEqual(
      complexity.factors.map(({ id }) => id),
      ['needs', 'frequency', 'nature', 'knowledge'],
    );
  });

  it('begins with what waits for nobody, tonight first', () => {
    const { joint } = told();
    assert.equal(joint.tasks.find(({ id }) => id.startsWith('urgent-shelter'))?.state, 'ready');
    assert.ok(joint.tasks.some(({ state }) => state === 'waiting'));
  });

  it('shows each agency only facts of its own services, with clause and article', () => {
    const { disclosures } = told().joint;
    assert.ok(disclosures.length > 3);
    assert.ok(disclosures.every(({ clause, article, facts }) => clause !== '' && article !== '' && facts.length > 0));
    const ofRegistry = disclosures.filter(({ to }) => to === 'zags').flatMap(({ facts }) => facts);
    assert.ok(!ofRegistry.includes('debts'), 'the civil registry sees no debts');
  });

  it('is refused under an agreement about another situation', () => {
    const atHome = {
      ...situation,
      household: {
        ...situation.household,
        nightPlace: 'own',
        dwelling: 'owned',
        hasFoodToday: true,
        dangerFromPerson: false,
      },
    };
    assert.throws(() => new Told(catalogue, agreement, atHome), /another situation/);
  });
});

describe('a task', () => {
  it('of an agency is taken only by its own officers', () => {
    const story = told();
    const passport = story.joint.tasks.find(({ service, kind }) => service === 'passport' && kind === 'decide')!;
    assert.equal(story.refuses(officerOf('zags'), { kind: 'take-task', task: passport.id }), 'not-yours');
    assert.equal(story.refuses(anna, { kind: 'take-task', task: passport.id }), 'not-yours');
  });

  it('that is done makes the next one ready, with the term of the law or the agreement', () => {
    const story = told();
    const file = story.joint.tasks.find(
      ({ service, kind, state }) =>
        kind === 'file' &&
        state === 'ready' &&
        service !== undefined &&
        story.joint.tasks.some((one) => one.service === service && one.kind === 'decide'),
    )!;
    story.does(lead, { kind: 'finish-task', task: file.id, result: 'sent' });
    const next = story.joint.tasks.find(({ after, kind }) => kind === 'decide' && after.includes(file.id))!;
    assert.equal(next.state, 'ready');
    assert.ok(next.due !== undefined && next.due >= story.today);
  });

  it('that somebody else has changed meanwhile is not changed unseen', () => {
    const story = told();
    const task = story.joint.tasks.find(({ state, holder }) => state === 'ready' && holder.kind === 'agency')!;
    const seen = story.joint.version;
    story.does(lead, { kind: 'take-task', task: task.id });
    assert.equal(story.refuses(lead, { kind: 'finish-task', task: task.id, result: 'x', seen }), 'changed-meanwhile');
    assert.equal(
      story.refuses(lead, { kind: 'finish-task', task: task.id, result: 'x', seen: story.joint.version }),
      undefined,
    );
  });

  it('does not run while it is suspended: the days that were left come after', () => {
    const story = told();
    const passport = toDecision(story, 'passport');
    const { due } = story.task(passport);
    story.does(officerOf('mvd'), {
      kind: 'suspend-task',
      task: passport,
      reason: 'an answer is awaited',
      article: 'ст. 1',
    });
    story.today = '2026-04-01';
    story.does(officerOf('mvd'), { kind: 'resume-task', task: passport });
    assert.ok(story.task(passport).due! > due!);
    assert.equal(story.task(passport).state, 'ready');
  });

  it('that is late is told to the lead and then to the head, each once', () => {
    const story = told();
    const passport = toDecision(story, 'passport');
    story.today = '2026-03-25';
    story.does(okno, { kind: 'tell-lateness' });
    assert.equal(story.task(passport).escalated, 'head');
    const { length } = story.events;
    story.does(okno, { kind: 'tell-lateness' });
    assert.equal(story.events.length, length);
    assert.equal(story.refuses(lead, { kind: 'tell-lateness' }), 'not-yours');
  });
});

describe('a decision', () => {
  it('to refuse by law names the criterion, and one that the service does not have is not taken', () => {
    const story = told();
    const task = toDecision(story, 'passport');
    const refuse = { kind: 'decide', task, outcome: 'refused', reason: 'not a citizen' } as const;
    assert.equal(story.refuses(officerOf('mvd'), refuse), 'empty');
    assert.equal(story.refuses(officerOf('mvd'), { ...refuse, refusedBy: 'law' }), 'refusal-without-criterion');
    assert.equal(
      story.refuses(officerOf('mvd'), { ...refuse, refusedBy: 'law', criteria: ['no-such'] }),
      'no-such-criterion',
    );
    story.does(officerOf('mvd'), { ...refuse, refusedBy: 'law', criteria: ['citizen'] });
    assert.equal(story.task(task).state, 'refused');
  });

  it('to refuse re-plans the case: what waited for it alone is cancelled, with a sentence that says why', () => {
    const story = told();
    const task = toDecision(story, 'passport');
    const before = story.joint.tasks.filter(({ state }) => state === 'cancelled').length;
    story.does(officerOf('mvd'), {
      kind: 'decide',
      task,
      outcome: 'refused',
      refusedBy: 'judgement',
      reason: 'identity is in doubt',
    });
    const changed = story.events.findLast(({ happening }) => happening.kind === 'plan-changed')?.happening;
    assert.ok(changed?.kind === 'plan-changed');
    assert.match(changed.why.en, /after a refusal/);
    assert.ok(story.joint.tasks.filter(({ state }) => state === 'cancelled').length > before);
  });

  it('to refuse leaves nothing that waits for what will not come: the case can still end', () => {
    const story = told();
    for (let round = 0; round < 300; round += 1) {
      const next = story.joint.tasks.find(({ state }) => state === 'ready');
      if (next === undefined) break;
      const by = next.holder.kind === 'person' ? anna : officerOf(next.holder.agency);
      const judged = { kind: 'decide', task: next.id, reason: 'looked into' } as const;
      if (next.kind !== 'decide') story.does(by, { kind: 'finish-task', task: next.id, result: 'done' });
      else if (next.service === 'passport') story.does(by, { ...judged, outcome: 'refused', refusedBy: 'judgement' });
      else story.does(by, { ...judged, outcome: 'granted' });
    }
    assert.deepEqual(
      story.joint.tasks.filter(({ state }) => state === 'waiting').map(({ id, after }) => [id, after]),
      [],
    );
    assert.deepEqual(rebuild(story.joint, story.events), story.joint);
  });

  it('to grant makes its results facts, and what they open comes into the plan', () => {
    const story = told();
    const task = toDecision(story, 'passport');
    story.does(officerOf('mvd'), { kind: 'decide', task, outcome: 'granted', reason: 'issued' });
    const person = story.joint.told.people.find(({ id }) => id === story.joint.told.applicant);
    assert.equal(person?.facts['hasPassport'], true);
  });

  it('after a refusal cannot demand papers that the first one did not name', () => {
    const story = told();
    const task = toDecision(story, 'passport');
    story.does(officerOf('mvd'), {
      kind: 'decide',
      task,
      outcome: 'refused',
      refusedBy: 'law',
      missingPapers: ['photo'],
      reason: 'no photo',
    });
    const { id } = story.joint.decisions.at(-1)!;
    const again = {
      kind: 'decide',
      task,
      outcome: 'refused',
      refusedBy: 'law',
      reason: 'no receipt',
      revises: id,
      missingPapers: ['photo', 'receipt'],
    } as const;
    assert.equal(story.refuses(officerOf('mvd'), again), 'second-different-refusal');
    assert.equal(story.refuses(officerOf('mvd'), { ...again, missingPapers: ['photo'] }), undefined);
    assert.equal(story.refuses(officerOf('mvd'), { ...again, exception: 'law-changed' }), undefined);
  });

  it('freezes the facts and the packs it rests on, and can be objected to in its term', () => {
    const story = told();
    const task = toDecision(story, 'passport');
    const before = story.joint.told;
    story.does(officerOf('mvd'), {
      kind: 'decide',
      task,
      outcome: 'refused',
      refusedBy: 'judgement',
      reason: 'in doubt',
    });
    const decision = story.joint.decisions.at(-1);
    assert.deepEqual(decision?.facts, before);
    assert.equal(decision?.digest, catalogue.digest);
    assert.equal(story.refuses(lead, { kind: 'object', decision: decision.id, to: 'mvd', words: 'no' }), 'not-yours');
    story.does(anna, { kind: 'object', decision: decision.id, to: 'mvd', words: 'My mother can confirm who I am.' });
    const { to } = decision.remedies.find(({ until }) => until !== undefined)!;
    story.today = '2027-01-01';
    assert.equal(story.refuses(anna, { kind: 'object', decision: decision.id, to, words: 'late' }), 'objection-late');
  });
});

describe('a meeting', () => {
  it('gives tasks with names and days to agencies and to the family', () => {
    const story = told();
    story.does(lead, {
      kind: 'call-meeting',
      at: '2026-03-10T04:00:00Z',
      place: 'MFC',
      agenda: ['home'],
      invited: ['zags'],
    });
    const { id } = story.joint.meetings[0]!;
    const circle = new Set([agreement.lead.agency, ...story.joint.participants.map(({ agency }) => agency)]);
    const stranger = [...catalogue.agencies.keys()].find((agency) => !circle.has(agency))!;
    assert.equal(
      story.refuses(lead, {
        kind: 'call-meeting',
        at: '2026-03-10T04:00:00Z',
        place: '',
        agenda: [],
        invited: [stranger],
      }),
      'not-a-participant',
    );
    story.today = '2026-03-10';
    story.does(lead, {
      kind: 'hold-meeting',
      meeting: id,
      minutes: 'A room is found.',
      actions: [
        { title: 'Move in', holder: { kind: 'person' }, due: '2026-03-12' },
        { title: 'Draw up the contract', holder: { kind: 'agency', agency: 'legal-aid' }, due: '2026-03-14' },
      ],
    });
    const agreed = story.joint.tasks.filter(({ kind }) => kind === 'agreed');
    assert.deepEqual(
      agreed.map(({ due, state }) => [due, state]),
      [
        ['2026-03-12', 'ready'],
        ['2026-03-14', 'ready'],
      ],
    );
  });
});

describe('the end of a case', () => {
  it('comes only when nothing is left to do and each need has an outcome or an owner', () => {
    const story = told();
    assert.equal(story.refuses(lead, { kind: 'close' }), 'tasks-open');
  });
});

describe('the events of a case', () => {
  it('add up to the case', () => {
    const story = told();
    const task = toDecision(story, 'passport');
    story.does(officerOf('mvd'), { kind: 'decide', task, outcome: 'granted', reason: 'issued' });
    assert.deepEqual(rebuild(story.joint, story.events), story.joint);
  });
});

/** Files whatever is ready until the agency has to decide on the service; gives that task. */
function toDecision(story: Told, service: string): string {
  for (let round = 0; round < 60; round += 1) {
    const decide = story.joint.tasks.find((one) => one.service === service && one.kind === 'decide');
    if (decide === undefined) throw new Error(`${service} has nothing to decide.`);
    if (decide.state === 'ready') return decide.id;
    const next = story.joint.tasks.find(({ state }) => state === 'ready');
    if (next === undefined) throw new Error('Nothing is ready.');
    const by = next.holder.kind === 'person' ? anna : officerOf(next.holder.agency);
    if (next.kind === 'decide')
      story.does(by, { kind: 'decide', task: next.id, outcome: 'granted', reason: 'granted' });
    else story.does(by, { kind: 'finish-task', task: next.id, result: 'done' });
  }
  throw new Error(`${service} does not become ready.`);
}
