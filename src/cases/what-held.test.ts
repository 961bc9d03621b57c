import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ToldSituation } from '#assessment';
import type { Day } from '#catalogue';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { anna, officerOf, Told } from '#test/joint-case.ts';

import { whatHeld } from './what-held.ts';

const catalogue = await realCatalogue();
const agreement = catalogue.agreements.get('family-in-need')!;
const situation = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;

/** Refused on 10 March; on 20 April the refusal is taken back, as of 10 March; from 1 June it is granted in part only. */
function revised(): Told {
  const story = new Told(catalogue, agreement, situation);
  const deciding = story.joint.tasks.find(({ kind, service }) => kind === 'decide' && service === 'passport')!;
  for (let round = 0; round < 50 && story.task(deciding.id).state !== 'ready'; round += 1) {
    const next = story.joint.tasks.find(({ id, state }) => state === 'ready' && id !== deciding.id)!;
    const by = next.holder.kind === 'person' ? anna : officerOf(next.holder.agency);
    if (next.kind === 'decide')
      story.does(by, { kind: 'decide', task: next.id, outcome: 'granted', reason: 'looked into' });
    else story.does(by, { kind: 'finish-task', task: next.id, result: 'done' });
  }
  const mvd = officerOf('mvd');
  const decide = { kind: 'decide', task: deciding.id, reason: 'looked into' } as const;
  const last = (): string => story.joint.decisions.findLast(({ task }) => task === deciding.id)!.id;
  story.today = '2026-03-10';
  story.does(mvd, { ...decide, outcome: 'refused', refusedBy: 'judgement' });
  story.today = '2026-04-20';
  story.does(mvd, { ...decide, outcome: 'granted', revises: last(), holdsFrom: '2026-03-10' });
  story.today = '2026-05-15';
  story.does(mvd, { ...decide, outcome: 'partly', revises: last(), holdsFrom: '2026-06-01' });
  return story;
}

describe('what held on a day', () => {
  const { decisions } = revised().joint;
  const outcome = (on: Day, known: Day): string | undefined =>
    whatHeld(decisions, { on, knownBefore: `${known}T23:59:59.999Z` }).find(({ service }) => service === 'passport')
      ?.outcome;

  it('is the refusal, as long as nobody knew better', () => {
    assert.equal(outcome('2026-04-01', '2026-04-01'), 'refused');
    assert.equal(outcome('2026-04-01', '2026-04-19'), 'refused');
  });

  it('is the revision for the same day, once it was made: both histories are kept', () => {
    assert.equal(outcome('2026-04-01', '2026-04-20'), 'granted');
    assert.equal(outcome('2026-03-10', '2026-12-31'), 'granted');
  });

  it('is what holds from a later day only from that day, though it is known before', () => {
    assert.equal(outcome('2026-05-31', '2026-05-15'), 'granted');
    assert.equal(outcome('2026-06-01', '2026-05-15'), 'partly');
    assert.equal(outcome('2026-06-01', '2026-05-14'), 'granted');
  });

  it('is nothing before the first decision holds, or before it was made', () => {
    assert.equal(outcome('2026-03-09', '2026-12-31'), undefined);
    assert.equal(outcome('2026-12-31', '2026-03-09'), undefined);
  });
});
