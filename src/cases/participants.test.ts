import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ToldSituation } from '#assessment';
import type { Actor } from '#journal';
import { realCatalogue, stories } from '#test/catalogue.ts';
import { anna, officerOf, Told } from '#test/joint-case.ts';

import { agenciesOf } from './authority.ts';
import { rebuild } from './evolve.ts';
import { messagesOf } from './messages.ts';
import { caseSeenBy } from './seen-case.ts';
import { factsShownTo } from './shown-facts.ts';

const catalogue = await realCatalogue();
const agreement = catalogue.agreements.get('family-in-need')!;
const situation = stories(catalogue).find(({ file }) => file.includes('/02-'))?.told as ToldSituation;
const lead = officerOf('social-protection');
const helper: Actor = { kind: 'person', person: 'helper-id', onBehalfOf: 'anna-id' };

/** A case, and a party to its agreement that takes no part in it. */
function opened(): { readonly story: Told; readonly agency: string } {
  const story = new Told(catalogue, agreement, situation);
  const agency = 'tomsk-semya';
  story.does(anna, { kind: 'leave', agency, reason: 'пока не нужно' });
  return { story, agency };
}

const stateOf = ({ joint }: Told, of: string): string | undefined =>
  joint.participants.find(({ agency }) => agency === of)?.state;

describe('who takes part in a case', () => {
  it('is for the family to say: an agency she invites sees what its clauses let it see, and answers itself', () => {
    const { story, agency } = opened();
    const before = factsShownTo(new Told(catalogue, agreement, situation).joint, agency, story.today);
    story.does(anna, { kind: 'invite', agency, reason: 'всё-таки нужна' });
    assert.equal(stateOf(story, agency), 'invited');
    assert.ok(agenciesOf(story.joint).includes(agency));
    assert.deepEqual(factsShownTo(story.joint, agency, story.today), before);
    assert.equal(story.joint.participants.filter((one) => one.agency === agency).length, 1);
    assert.notEqual(story.joint.participants.find((one) => one.agency === agency)?.clause, '');
    story.does(officerOf(agency), { kind: 'join', contact: 'окно 3' });
    assert.equal(stateOf(story, agency), 'joined');
    story.does(officerOf(agency), { kind: 'leave', agency, reason: 'помогли' });
    assert.equal(stateOf(story, agency), 'left');
    assert.deepEqual(rebuild(story.joint, story.events), story.joint);
  });

  it('is for the lead only to propose: nobody else knows of it, and the agency is not in until she agrees', () => {
    const { story, agency } = opened();
    const sent = story.events.length;
    story.does(lead, { kind: 'invite', agency, reason: 'поможет с детским садом' });
    assert.equal(stateOf(story, agency), 'proposed');
    assert.ok(!agenciesOf(story.joint).includes(agency));
    assert.equal(story.refuses(officerOf(agency), { kind: 'join' }), 'not-yours');
    const seen = caseSeenBy(story.joint, { agency: 'mvd' }, story.today, catalogue);
    assert.ok(!seen.participants.some((one) => one.agency === agency));
    const [letter] = messagesOf(story.joint, story.events.slice(sent));
    assert.match(letter!.body.ru, /решаете вы/);
    story.does(anna, { kind: 'invite', agency, reason: '' });
    assert.equal(stateOf(story, agency), 'invited');
    assert.equal(story.joint.participants.find((one) => one.agency === agency)?.because.ru, 'поможет с детским садом');
    assert.deepEqual(rebuild(story.joint, story.events), story.joint);
  });

  it('may be declined by her', () => {
    const { story, agency } = opened();
    story.does(lead, { kind: 'invite', agency, reason: 'поможет' });
    story.does(anna, { kind: 'leave', agency, reason: 'не хочу' });
    assert.equal(stateOf(story, agency), 'left');
  });

  it('is not for a helper or a participant, and only parties to the agreement can be asked', () => {
    const { story, agency } = opened();
    assert.equal(story.refuses(helper, { kind: 'invite', agency, reason: 'x' }), 'not-yours');
    assert.equal(story.refuses(officerOf('mvd'), { kind: 'invite', agency, reason: 'x' }), 'not-yours');
    assert.equal(story.refuses(anna, { kind: 'invite', agency: 'nobody', reason: 'x' }), 'not-a-party');
    assert.equal(story.refuses(anna, { kind: 'invite', agency, reason: ' ' }), 'empty');
  });

  it('does not grow by a second invitation, and nobody leaves who was not there', () => {
    const { story } = opened();
    const before = story.events.length;
    story.does(anna, { kind: 'invite', agency: 'mvd', reason: 'x' });
    assert.equal(story.events.length, before);
    assert.equal(story.refuses(anna, { kind: 'leave', agency: 'nobody', reason: 'x' }), 'not-a-participant');
  });
});
