// The flagship with the sample agencies up: what registers know is not asked of Anna; with three of them down it still works.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assess, withFact } from '#assessment';
import type { Assessment, ToldSituation } from '#assessment';
import { agencyKinds } from '#agencies';
import { createCases } from '#cases';
import type { Catalogue } from '#catalogue';
import { openDatabase } from '#database';
import type { Database } from '#database';
import { valueOf } from '#exchange';

import { openExchange } from '../src/exchanging.ts';
import { agenciesInside } from './agencies.ts';
import type { InsideAgencies } from './agencies.ts';
import { realCatalogue, root, stories } from './catalogue.ts';
import { steadyRandom } from './joint-case.ts';

const day = '2026-03-02';
const connected = new Set(agencyKinds.map(({ id }) => id));

describe('the flagship with sample agencies', () => {
  let catalogue: Catalogue;
  let database: Database;
  let agencies: InsideAgencies;
  let clock = new Date(`${day}T05:00:00Z`);
  let opened: ReturnType<typeof openExchange>;

  before(async () => {
    catalogue = await realCatalogue();
    const made = await openDatabase({});
    if ('problem' in made) throw new Error(made.problem.message.en);
    ({ database } = made);
    const now = (): Date => clock;
    agencies = await agenciesInside([...connected], now);
    const around = { catalogue, now, today: () => day, random: steadyRandom('flagship') };
    opened = openExchange(database, { ...around, cases: createCases(database, around) });
    await opened.connectSamples(agencies.urls, `${root}/examples`);
    await opened.openConnections(`${agencies.folder}/keys`);
  });
  after(async () => {
    await opened.close();
    await agencies.stop();
    await database.close();
  });

  /** What Anna said at first, and that she lets every register be asked; nothing that a register holds. */
  function atFirst(): ToldSituation {
    const { told } = stories(catalogue).find(({ file }) => file.includes('/02-'))!;
    const isOwn = ([fact]: readonly [string, unknown]): boolean => {
      const { heldBy, basic } = catalogue.facts.get(fact) ?? {};
      return basic === true || heldBy === undefined || !connected.has(heldBy);
    };
    const own = (facts: ToldSituation['household']) => Object.fromEntries(Object.entries(facts).filter(isOwn));
    return {
      ...told,
      household: own(told.household),
      people: told.people.map((person) => ({ ...person, facts: own(person.facts) })),
      consents: [...connected].map((agency) => ({ agency, given: day, isWritten: true, also: [] })),
    };
  }

  /** What is known after registers were asked, and what follows from it. */
  async function asked(purpose: string, start: ToldSituation) {
    const facts = await opened.askFor({
      person: 'anna',
      purpose: { kind: 'situation', id: purpose },
      asker: 'mfc',
      told: start,
      reason: 'which help there is',
      by: { kind: 'person', person: 'anna' },
      idempotencyKey: purpose,
    });
    const told = facts.reduce(
      (known, { subject, answer }) => withFact(known, answer.fact, subject, valueOf(answer)),
      start,
    );
    return { told, facts, assessment: assess(catalogue, told) };
  }

  /** Questions still put to Anna that a connected register could answer. */
  function askedThoughHeld({ interview }: Assessment, up: ReadonlySet<string> = connected): readonly string[] {
    return interview.groups.flatMap(({ questions }) =>
      questions.flatMap(({ fact, subject }) => {
        const { heldBy } = catalogue.facts.get(fact) ?? {};
        return heldBy !== undefined && up.has(heldBy) ? [`${fact} of ${subject}`] : [];
      }),
    );
  }

  test('at least seven in ten of the facts that registers hold come by inquiry, each with its register', async (t) => {
    const { facts, assessment } = await asked('all are up', atFirst());
    const left = assessment.interview.inquiries.flatMap((one) => one.facts).length;
    const rate = facts.length / (facts.length + left);
    const hers = assessment.interview.groups.reduce((sum, { questions }) => sum + questions.length, 0);
    const ofAll = facts.length / (facts.length + left + hers);
    t.diagnostic(
      `${facts.length} facts came, ${left} did not, ${hers} are asked of Anna: ${ofAll.toFixed(3)} of all came`,
    );
    assert.ok(rate >= 0.7, `${facts.length} came, ${left} did not`);
    assert.deepEqual(askedThoughHeld(assessment), []);
    for (const { agency, answer } of facts) assert.equal(catalogue.facts.get(answer.fact)?.heldBy, agency);
  });

  test('with three agencies down it works all the same, asks what it must, and catches up when they are back', async () => {
    const away = ['sfr', 'fns', 'zags'];
    await Promise.all(away.map(agencies.down));
    const start = atFirst();
    const during = await asked('three are down', start);
    const came = new Set(during.facts.map(({ agency }) => agency));
    assert.ok(came.has('mvd') && came.has('rosreestr') && away.every((agency) => !came.has(agency)));
    // Tonight's help waits for nobody, and nothing is asked that a register which is up can tell or has been asked for.
    assert.ok(during.assessment.entitlements.some(({ answer }) => answer === 'yes'));
    assert.deepEqual(askedThoughHeld(during.assessment, connected), []);
    const waiting = during.assessment.interview.inquiries.map(({ agency }) => agency);
    assert.ok(away.every((agency) => waiting.includes(agency)));

    await Promise.all(away.map(agencies.up));
    clock = new Date(clock.getTime() + 5 * 60_000);
    await opened.tick();
    await opened.exchange.settled();
    const after = await asked('three are down', start);
    const { told } = await asked('all are up', start);
    assert.deepEqual(after.told, told);
    assert.deepEqual(after.assessment.interview.groups, assess(catalogue, told).interview.groups);
  });
});
