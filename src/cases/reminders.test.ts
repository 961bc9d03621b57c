import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ToldSituation } from '#assessment';
import type { Day } from '#catalogue';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { anna, officerOf, okno, Told } from '#test/joint-case.ts';

import { rebuild } from './evolve.ts';
import { messagesOf } from './messages.ts';
import { timersOf } from './timers.ts';

const catalogue = await realCatalogue();
const agreement = catalogue.agreements.get('family-in-need')!;
const situation = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');

/** A meeting at which the family agreed to do something by a day. */
function agreed(due: Day): Told {
  const story = new Told(catalogue, agreement, situation);
  story.does(lead, { kind: 'call-meeting', at: '2026-03-03T05:00:00Z', place: 'room 1', agenda: ['x'], invited: [] });
  const actions = [{ title: 'bring the certificate', holder: { kind: 'person' }, due }] as const;
  story.does(lead, { kind: 'hold-meeting', meeting: story.joint.meetings[0]!.id, minutes: 'agreed', actions });
  return story;
}

const nextReminder = ({ joint }: Told): string | undefined =>
  timersOf(joint)
    .find(({ name }) => name === 'reminder')
    ?.due.slice(0, 10);

describe('what a person has to do by a day', () => {
  it('is brought to her mind two days before, once, without saying what it is', () => {
    const story = agreed('2026-06-20');
    for (let fired = 0; nextReminder(story)! < '2026-06-18' && fired < 50; fired += 1) {
      story.today = nextReminder(story)!;
      story.does(okno, { kind: 'remind' });
    }
    assert.equal(nextReminder(story), '2026-06-18');
    story.today = '2026-06-18';
    const before = story.events.length;
    story.does(okno, { kind: 'remind' });
    const [event, ...more] = story.events.slice(before);
    assert.deepEqual(more, []);
    assert.equal(event?.happening.kind, 'tasks-reminded');
    const [message] = messagesOf(story.joint, [event]);
    assert.match(message!.subject.ru, /дело 2026-000001: Напоминание: до 20 июня/);
    assert.match(message!.subject.en, /A reminder: by 20 June/);
    assert.ok(!JSON.stringify(message).includes('certificate'));
    story.does(okno, { kind: 'remind' });
    assert.equal(story.events.length, before + 1, 'not again');
    assert.equal(nextReminder(story), undefined);
    assert.deepEqual(rebuild(story.joint, story.events), story.joint);
  });

  it('is not when it was agreed on that very day, or done already', () => {
    const story = agreed(situation.asOf);
    const task = story.joint.tasks.find(({ kind }) => kind === 'agreed')!;
    story.does(okno, { kind: 'remind' });
    assert.equal(story.joint.tasks.find(({ id }) => id === task.id)?.remindedOf, undefined);
    const later = agreed('2026-06-20');
    const open = later.joint.tasks.find(({ kind }) => kind === 'agreed')!;
    later.does(anna, { kind: 'finish-task', task: open.id, result: 'brought' });
    later.today = '2026-06-19';
    later.does(okno, { kind: 'remind' });
    assert.equal(later.joint.tasks.find(({ id }) => id === open.id)?.remindedOf, undefined);
  });

  it('is Okno’s own to remind of', () => {
    assert.equal(agreed('2026-06-20').refuses(lead, { kind: 'remind' }), 'not-yours');
  });
});
