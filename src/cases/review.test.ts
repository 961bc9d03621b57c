import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ToldSituation } from '#assessment';
import type { Day } from '#catalogue';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { anna, officerOf, okno, Told } from '#test/joint-case.ts';

import { rebuild } from './evolve.ts';
import { reviewDue } from './review.ts';
import { commandOf, timersOf } from './timers.ts';

const catalogue = await realCatalogue();
const agreement = catalogue.agreements.get('family-in-need')!;
const situation = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');

const opened = (): Told => new Told(catalogue, agreement, situation);
const next = ({ joint }: Told): string | undefined =>
  timersOf(joint)
    .find(({ name }) => name === 'review')
    ?.due.slice(0, 10);
const toldTimes = ({ events }: Told): number =>
  events.filter(({ happening }) => happening.kind === 'review-came-due').length;
const fires = (story: Told, on: Day): void => {
  story.today = on;
  story.does(okno, commandOf('review'));
};

describe('a review of a case, every fourteen days by the agreement', () => {
  it('is told to the lead once in a period, and again in the next', () => {
    const story = opened();
    assert.equal(next(story), '2026-03-16');
    fires(story, '2026-03-15');
    assert.equal(toldTimes(story), 0);
    fires(story, '2026-03-16');
    fires(story, '2026-03-20');
    assert.equal(toldTimes(story), 1);
    assert.equal(next(story), '2026-03-30');
    fires(story, '2026-03-30');
    assert.equal(toldTimes(story), 2);
    assert.deepEqual(rebuild(story.joint, story.events), story.joint);
  });

  it('is not told of while a meeting is called, and a held one begins the period anew', () => {
    const story = opened();
    const meeting = { at: '2026-03-20T04:00:00Z', place: 'room 1', agenda: ['plan'], invited: [] };
    story.does(lead, { kind: 'call-meeting', ...meeting });
    assert.equal(next(story), '2026-03-21', 'the day after, if nobody holds it');
    story.today = '2026-03-20';
    story.does(lead, { kind: 'hold-meeting', meeting: story.joint.meetings[0]!.id, minutes: 'agreed', actions: [] });
    assert.equal(next(story), '2026-04-03');
    fires(story, '2026-03-30');
    assert.equal(toldTimes(story), 0);
    fires(story, '2026-04-03');
    assert.equal(toldTimes(story), 1);
  });

  it('is counted from the day it was in Tomsk when they met, be it yesterday in Greenwich', () => {
    const story = opened();
    const meeting = { at: '2026-03-19T18:00:00Z', place: 'room 1', agenda: ['plan'], invited: [] };
    story.does(lead, { kind: 'call-meeting', ...meeting });
    assert.equal(next(story), '2026-03-21');
    story.today = '2026-03-20';
    story.does(lead, { kind: 'hold-meeting', meeting: story.joint.meetings[0]!.id, minutes: 'agreed', actions: [] });
    assert.equal(next(story), '2026-04-03');
  });

  it('is due at once when the meeting is called off', () => {
    const story = opened();
    const meeting = { at: '2026-05-20T04:00:00Z', place: 'room 1', agenda: ['plan'], invited: [] };
    story.does(lead, { kind: 'call-meeting', ...meeting });
    story.does(anna, { kind: 'cancel-meeting', meeting: story.joint.meetings[0]!.id, reason: 'ill' });
    assert.equal(next(story), '2026-03-16');
  });

  it('is for cases on which several work together: where the applicant goes herself or one operator files, none is due', () => {
    const story = opened();
    story.does(lead, { kind: 'choose-mode', mode: 'shared-front-office', reason: 'one visit is enough' });
    assert.equal(next(story), undefined);
    assert.equal(reviewDue(story.joint), undefined);
    fires(story, '2026-03-16');
    assert.equal(toldTimes(story), 0);
    story.does(lead, { kind: 'choose-mode', mode: 'network', reason: 'more is needed' });
    assert.equal(next(story), '2026-03-16');
  });

  it('is Okno’s own to tell of', () => {
    assert.equal(opened().refuses(lead, { kind: 'tell-review' }), 'not-yours');
  });
});
