import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';

import { readFact } from '#assessment';
import { realCatalogue } from '#test/catalogue.ts';

import { afterAnswer, afterFailure, letThrough, working } from './breaker.ts';
import type { Breaker } from './breaker.ts';
import type { Reply } from './connectors/connector.ts';
import type { Inquiry } from './model.ts';
import { isOpen, mayBecome } from './states.ts';
import { cancel, handIn, takeReply, takeTime } from './steps.ts';
import { pauseAfter, termsOf } from './terms.ts';

const catalogue = await realCatalogue();
const message = { text: 'x', signature: 'y' };
const fresh: Inquiry = {
  person: 'anna',
  id: 'i',
  subject: 'anna',
  about: 'anna',
  agency: 'sfr',
  asker: 'mfc',
  facts: ['works'],
  purpose: { kind: 'case', id: 'c', number: '2026-000001' },
  ground: { kind: 'law', basis: 'art. 7' },
  reason: 'help',
  by: { kind: 'okno', job: 'test' },
  state: 'draft',
  askedAt: '2026-03-02T03:00:00.000Z',
  ...termsOf('2026-03-02', catalogue),
  tries: 0,
  preview: 'not-needed',
  version: 1,
};

const replies: readonly Reply[] = [
  { kind: 'answered', facts: [{ fact: 'works', value: true }], message },
  { kind: 'answered', facts: [{ fact: 'works', value: 'perhaps' }], message },
  { kind: 'answered', facts: [], message },
  { kind: 'queued', queuedAs: 'q', checkAfterSeconds: 1, message },
  { kind: 'refused', because: 'no', message },
  { kind: 'failed', fault: 'network' },
];

type Step =
  | { readonly kind: 'hand in' | 'cancel' }
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'time'; readonly days: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('hand in' as const, 'cancel' as const) }),
  fc.record({ kind: fc.constant('reply' as const), reply: fc.constantFrom(...replies) }),
  fc.record({ kind: fc.constant('time' as const), days: fc.nat(20) }),
);

describe('a register that does not find somebody', () => {
  const asked = (agency: string, facts: readonly string[], subject = 'anna'): Inquiry => ({
    ...fresh,
    agency,
    facts,
    subject,
    state: 'sent',
  });
  const at = new Date('2026-03-02T03:00:00Z');
  const answersOf = (inquiry: Inquiry, facts: readonly string[]) => {
    const reply: Reply = { kind: 'answered', facts: facts.map((fact) => ({ fact, notFound: true })), message };
    const change = takeReply(inquiry, reply, { catalogue, at, today: '2026-03-02', again: at });
    return { state: change?.inquiry.state, facts: change?.facts?.map(({ answer }) => answer), kept: change?.messages };
  };

  test('and is complete for that has answered: there is none of it; its message stays as it was signed', () => {
    const { state, facts, kept } = answersOf(asked('employment', ['registeredUnemployed']), ['registeredUnemployed']);
    assert.equal(state, 'answered');
    assert.deepEqual(facts, [{ fact: 'registeredUnemployed', value: false }]);
    assert.deepEqual(kept, [{ ...message, kind: 'answer' }]);
    const none = answersOf(asked('sfr', ['disability', 'works']), ['disability', 'works']);
    assert.deepEqual(none.facts, [
      { fact: 'disability', value: 'none' },
      { fact: 'works', notFound: true },
    ]);
  });

  test('knows nothing where it is not complete, was silent, or was asked about a household by one of its people', () => {
    assert.equal(answersOf(asked('health', ['pregnant']), ['pregnant']).state, 'not-found');
    assert.equal(answersOf(asked('employment', ['registeredUnemployed']), []).state, 'not-found');
    assert.equal(answersOf(asked('rosreestr', ['flats'], 'household'), ['flats']).state, 'not-found');
  });

  test('is complete only for facts of persons that it holds, with values that they can have', () => {
    for (const { agency, complete } of catalogue.registers.values())
      for (const [id, value] of Object.entries(complete?.facts ?? {})) {
        const fact = catalogue.facts.get(id)!;
        assert.deepEqual([fact.heldBy, fact.of], [agency, 'person'], id);
        assert.ok('value' in readFact(catalogue, fact, value, '2026-03-02'), id);
      }
  });
});

describe('an inquiry', () => {
  test('has one effect at most, whatever comes how often in which order', () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let inquiry = fresh;
        let day = 0;
        let [received, sent, told] = [0, 0, 0];
        for (const one of steps) {
          const at = new Date(Date.parse('2026-03-02T03:00:00Z') + day * 86_400_000);
          const today = at.toISOString().slice(0, 10);
          if (one.kind === 'time') day += one.days;
          if (one.kind === 'hand in' && !isOpen(inquiry.state)) continue;
          const change =
            one.kind === 'hand in'
              ? handIn(inquiry, message, at)
              : one.kind === 'cancel'
                ? cancel(inquiry)
                : one.kind === 'reply'
                  ? takeReply(inquiry, one.reply, { catalogue, at, today, again: at })
                  : takeTime(inquiry, today);
          if (change === undefined) continue;
          const { inquiry: next } = change;
          assert.ok(
            next.state === inquiry.state || mayBecome(inquiry.state, next.state),
            `${inquiry.state} → ${next.state}`,
          );
          assert.equal(next.version, inquiry.version + 1);
          received += change.entries.filter(({ entry }) => entry.action === 'received').length;
          sent += change.entries.filter(({ entry }) => entry.action === 'sent').length;
          if (next.tellAt !== undefined && inquiry.tellAt === undefined) told += 1;
          // Nothing is tried any more once it is over.
          if (!isOpen(next.state)) assert.equal(next.tryAt, undefined);
          inquiry = next;
        }
        assert.ok(received <= 1 && sent <= 1 && told <= 1);
      }),
    ));

  test('uses no value that the fact cannot have, and tells the case of none', () => {
    const sent = handIn(fresh, message, new Date(fresh.askedAt)).inquiry;
    const around = { catalogue, at: new Date(fresh.askedAt), today: '2026-03-02', again: new Date(fresh.askedAt) };
    const change = takeReply(sent, replies[1]!, around);
    assert.deepEqual(
      change?.facts?.map(({ standing }) => standing),
      ['unusable'],
    );
    assert.equal(change.inquiry.tellAt, undefined);
  });

  test('is to be answered within five working days: the holiday of 9 March 2026 does not count', () =>
    assert.equal(termsOf('2026-03-02', catalogue).due, '2026-03-10'));
});

describe('a connection', () => {
  test('that fails again and again rests, longer each time, and one inquiry sees whether it is back', () => {
    let breaker: Breaker = working;
    for (let failure = 0; failure < 4; failure += 1) breaker = afterFailure(breaker, 0);
    assert.equal(breaker.state, 'up');
    breaker = afterFailure(breaker, 0);
    assert.ok(breaker.state === 'down');
    assert.equal(letThrough(breaker, breaker.downUntil - 1).isOpen, false);
    const first = letThrough(breaker, breaker.downUntil);
    assert.equal(first.isOpen, true);
    assert.equal(letThrough(first.after, breaker.downUntil).isOpen, false, 'one is enough to see');
    const longer = afterFailure(first.after, breaker.downUntil);
    assert.ok(longer.state === 'down' && longer.downUntil - breaker.downUntil > breaker.downUntil);
    assert.deepEqual(afterAnswer(first.after), working);
  });

  test('is not tried by everybody in the same moment, and never later than in an hour', () =>
    fc.assert(
      fc.property(fc.nat(300), fc.float({ min: 0, max: 1, noNaN: true }), (tries, chance) => {
        const pause = pauseAfter(tries, chance);
        assert.ok(pause >= 500 && pause <= 3_600_000);
        assert.ok(pauseAfter(tries + 1, chance) >= pause);
      }),
    ));
});
