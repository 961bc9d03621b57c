import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ToldSituation } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { anna, officerOf, Told } from '#test/joint-case.ts';

import { rebuild } from './evolve.ts';
import type { JointCase } from './model.ts';
import { papersFor, papersOf } from './papers.ts';
import { caseSeenBy, eventsSeenBy } from './seen-case.ts';
import type { Viewer } from './seen-case.ts';

const catalogue = await realCatalogue();
const agreement = catalogue.agreements.get('family-in-need')!;
const situation = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');

/** A case with a paper that the lead and another agency both need, and the person is to bring. */
function story(): { readonly told: Told; readonly paper: string; readonly other: string; readonly service: string } {
  const told = new Told(catalogue, agreement, situation);
  for (const { evidence, from, services } of papersOf(told.joint, catalogue)) {
    if (from.kind !== 'person') continue;
    for (const { kind, service, holder } of told.joint.tasks) {
      if (kind !== 'decide' || holder.kind !== 'agency' || holder.agency === 'social-protection') continue;
      if (service !== undefined && services.includes(service))
        return { told, paper: evidence, other: holder.agency, service };
    }
  }
  throw new Error('No paper of the case is asked by another agency.');
}
const marked = ({ joint }: Told, paper: string): object | undefined =>
  papersOf(joint, catalogue).find(({ evidence }) => evidence === paper)?.shown;

describe('a paper that an officer has seen', () => {
  it('is known to whoever needs it: who saw it, when, and whether a copy was made', () => {
    const { told, paper, other } = story();
    told.does(lead, { kind: 'mark-paper', paper, hasCopy: false });
    assert.deepEqual(marked(told, paper), { paper, by: lead, at: '2026-03-02T03:00:00.000Z', hasCopy: false });
    const seen = caseSeenBy(told.joint, { agency: other }, told.today, catalogue);
    assert.equal(seen.shownPapers?.length, 1);
    assert.deepEqual(rebuild(told.joint, told.events), told.joint);
  });

  it('tells an agency that does not need it nothing of what else she has applied for', () => {
    const { told } = story();
    told.does(lead, { kind: 'choose-mode', mode: 'network', reason: 'each does its own' });
    const seenBy = (agency: string): JointCase => caseSeenBy(told.joint, { agency }, told.today, catalogue);
    const [stranger, paper] = told.joint.participants
      .filter(({ agency }) => agency !== 'social-protection')
      .flatMap(({ agency }) => {
        const needed = new Set(papersOf(seenBy(agency), catalogue).map(({ evidence }) => evidence));
        return papersFor(told.joint, lead, catalogue)
          .filter((one) => !needed.has(one))
          .map((one) => [agency, one] as const);
      })[0]!;
    told.does(lead, { kind: 'mark-paper', paper, hasCopy: false });
    const seen = seenBy(stranger);
    assert.deepEqual(seen.shownPapers, []);
    const ofPapers = (viewer: Viewer): number =>
      eventsSeenBy(seen, told.events, viewer).filter(({ kind }) => kind === 'paper-shown').length;
    assert.equal(ofPapers({ agency: stranger }), 0);
    assert.equal(ofPapers('applicant'), 1);
  });

  it('is marked by an officer whose tasks need it, once; that a copy was made later is added', () => {
    const { told, paper, other } = story();
    assert.equal(told.refuses(anna, { kind: 'mark-paper', paper, hasCopy: true }), 'not-yours');
    assert.equal(told.refuses(officerOf('rosreestr'), { kind: 'mark-paper', paper, hasCopy: true }), 'not-yours');
    assert.equal(told.refuses(lead, { kind: 'mark-paper', paper: 'no such', hasCopy: true }), 'no-such-paper');
    told.does(lead, { kind: 'mark-paper', paper, hasCopy: false });
    const { length } = told.events;
    told.does(officerOf(other), { kind: 'mark-paper', paper, hasCopy: false });
    assert.equal(told.events.length, length);
    told.does(officerOf(other), { kind: 'mark-paper', paper, hasCopy: true });
    assert.deepEqual(marked(told, paper), {
      paper,
      by: officerOf(other),
      at: '2026-03-02T03:00:00.000Z',
      hasCopy: true,
    });
  });

  it('is not missing: no other agency refuses for want of it, unless the mark is taken back with its reason', () => {
    const { told, paper, other, service } = story();
    const decide = told.joint.tasks.find((task) => task.kind === 'decide' && task.service === service)!;
    told.joint = {
      ...told.joint,
      tasks: told.joint.tasks.map((task) => (task.id === decide.id ? { ...task, state: 'ready' as const } : task)),
    };
    const refusal = {
      kind: 'decide',
      task: decide.id,
      outcome: 'refused',
      refusedBy: 'law',
      missingPapers: [paper],
      reason: 'нет документа',
    } as const;
    told.does(lead, { kind: 'mark-paper', paper, hasCopy: true });
    assert.equal(told.refuses(officerOf(other), refusal), 'paper-was-shown');
    assert.equal(told.refuses(officerOf(other), { kind: 'unmark-paper', paper, reason: 'x' }), 'not-yours');
    assert.equal(told.refuses(lead, { kind: 'unmark-paper', paper, reason: ' ' }), 'empty');
    told.does(lead, { kind: 'unmark-paper', paper, reason: 'отметила не тот документ' });
    const { length } = told.events;
    told.does(lead, { kind: 'unmark-paper', paper, reason: 'ещё раз' });
    assert.equal(told.events.length, length, 'taken back twice is taken back');
    assert.equal(marked(told, paper), undefined);
    assert.equal(told.refuses(officerOf(other), refusal), undefined);
  });
});
