import { Answers, Explained, Questions } from '#assessment';
import type { FactValue, ToldSituation } from '#assessment';
import type { Catalogue, Fact } from '#catalogue';

import type { Options } from './arguments.ts';
import { households, valueOf } from './bench-assess-households.ts';
import { benchPeers } from './bench-assess-peers.ts';
import type { PeerFigures } from './bench-assess-peers.ts';
import { chanceOf, manyServices } from './bench-assess-services.ts';
import { microseconds, spread } from './bench-measure.ts';
import type { Spread } from './bench-measure.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

const serviceCount = 600;
const householdCount = 1000;
const seed = 20_260_302;

type Row = {
  readonly unknownShare: number;
  readonly medianUs: number;
  readonly all: Spread;
  readonly firstTouch: Spread;
};

/**
 * `okno bench assess`: the packs' services multiplied to 600, answered for 1,000 drawn households; after one changed fact;
 * explained; with the next question; and beside four other engines on the same rules, whose answers have to be equal.
 */
export async function benchAssess(catalogue: Catalogue, options: Options): Promise<Outcome> {
  const runs = Math.max(5, Number(options.runs ?? 5));
  const many = manyServices(catalogue, serviceCount, seed);
  const known = households(many, householdCount, 0, chanceOf(seed + 1));
  const some = households(many, householdCount, 0.05, chanceOf(seed + 1));
  const answers = new Answers(many, some[0] as ToldSituation);
  const rows = [answered(answers, some, 0.05, runs), answered(answers, known, 0, runs)];
  const changed = changedFacts(answers, some.slice(0, 50), runs);
  const explained = milliseconds(some, runs, (told) => {
    answers.tell(told);
    new Explained(many, answers).entitlements();
  });
  const asked = questions(answers, some, runs);
  const askedEarly = questions(answers, households(many, householdCount, 0.5, chanceOf(seed + 3)), runs);
  const peers = await benchPeers(answers, known, runs);
  const result = {
    services: answers.rulebook.services.length,
    households: householdCount,
    medianUs: rows[0]?.medianUs,
    medianKnownUs: rows[1]?.medianUs,
    changedFactUs: changed.mean,
    explainedMs: explained.median,
    nextQuestionMs: asked.median,
    nextQuestionHalfKnownMs: askedEarly.median,
    peers,
    fasterThanFastestPeer: Math.min(...peers.map((peer) => peer.medianUs)) / (rows[0]?.medianUs ?? Number.NaN),
    equal: peers.every((peer) => peer.equal && peer.households > 0),
    nodes: answers.rulebook.graph.nodes.length,
    packServices: catalogue.services.size,
    seed,
    runs,
    rows,
    changed,
    explained,
    asked,
    askedEarly,
  };
  return done(options.json ? asJson(result) : table(result, peers));
}

/** All answers of each household: the median of its runs one after another, and its first run, when nothing of it is in the cache. */
function answered(answers: Answers, all: readonly ToldSituation[], unknownShare: number, runs: number): Row {
  for (let warmUp = 0; warmUp < 3; warmUp += 1) for (const told of all) answers.tell(told);
  const first: number[] = [];
  const medians = all.map((told) => {
    first.push(microseconds(() => answers.tell(told)));
    return medianOf(runs, () => answers.tell(told));
  });
  const figures = spread(medians);
  return { unknownShare, medianUs: figures.median, all: figures, firstTouch: spread(first) };
}

/** Every fact of each household changed once to another value, each counted alone. */
function changedFacts(answers: Answers, all: readonly ToldSituation[], runs: number): Spread {
  const chance = chanceOf(seed + 2);
  const times: number[] = [];
  for (let run = 0; run < runs + 1; run += 1) {
    for (const told of all) {
      answers.tell(told);
      for (const { fact } of answers.rulebook.facts) {
        const time = changedFact(answers, told, fact, valueOf(fact, chance), chance());
        if (run > 0) times.push(time);
      }
    }
  }
  return spread(times);
}

function changedFact(answers: Answers, told: ToldSituation, fact: Fact, value: FactValue, die: number): number {
  const subject = fact.of === 'household' ? 'household' : (told.people[Math.floor(die * told.people.length)]?.id ?? '');
  return microseconds(() => answers.change(fact.id, subject, value));
}

/** The next question of a household that is counted already. */
function questions(answers: Answers, all: readonly ToldSituation[], runs: number): Spread {
  return spread(
    all.slice(0, 300).map((told) => {
      answers.tell(told);
      return medianOf(runs, () => new Questions(answers).best()) / 1000;
    }),
  );
}

function milliseconds(all: readonly ToldSituation[], runs: number, work: (told: ToldSituation) => void): Spread {
  for (const told of all.slice(0, 300)) work(told);
  return spread(all.slice(0, 300).map((told) => medianOf(runs, () => work(told)) / 1000));
}

function medianOf(runs: number, work: () => void): number {
  return spread(Array.from({ length: runs }, () => microseconds(work))).median;
}

type Figures = {
  readonly services: number;
  readonly packServices: number;
  readonly nodes: number;
  readonly households: number;
  readonly runs: number;
  readonly rows: readonly Row[];
  readonly changed: Spread;
  readonly explainedMs: number;
  readonly explained: Spread;
  readonly nextQuestionMs: number;
  readonly nextQuestionHalfKnownMs: number;
  readonly fasterThanFastestPeer: number;
  readonly equal: boolean;
};

function table(figures: Figures, peers: readonly PeerFigures[]): string {
  const row = (name: string, value: number, unit: string, more = ''): string =>
    `  ${name.padEnd(48)} ${value.toFixed(value < 10 ? 2 : 1).padStart(10)} ${unit}${more === '' ? '' : `   ${more}`}`;
  const [some, known] = figures.rows as [Row, Row];
  return [
    `${figures.services} services (${figures.packServices} of the packs, then variants with every number and parameter of their rules`,
    `times a factor of 0.8 to 1.25), ${figures.nodes} nodes; ${figures.households} households of 1 to 4 people with every fact drawn; medians of`,
    `${figures.runs} runs after warm-up. All members are answered for, from the told facts on.`,
    '',
    row(
      'all answers, 5 % of the facts not known',
      some.medianUs,
      'µs',
      `95 % within ${some.all.p95.toFixed(1)}; first touch of a household ${some.firstTouch.median.toFixed(1)}`,
    ),
    row(
      'all answers, everything known',
      known.medianUs,
      'µs',
      `95 % within ${known.all.p95.toFixed(1)}; first touch of a household ${known.firstTouch.median.toFixed(1)}`,
    ),
    row(
      'again after one changed fact, mean',
      figures.changed.mean,
      'µs',
      `median ${figures.changed.median.toFixed(2)}, 95 % within ${figures.changed.p95.toFixed(1)}`,
    ),
    row('answers with full explanation', figures.explainedMs, 'ms', `95 % within ${figures.explained.p95.toFixed(2)}`),
    row(
      'next question',
      figures.nextQuestionMs,
      'ms',
      `with half of the facts not known ${figures.nextQuestionHalfKnownMs.toFixed(2)}`,
    ),
    '',
    'Peers, everything known, one subject per service, sums and ages and conditions on others counted before for them:',
    ...peers.map((peer) =>
      row(
        peer.name,
        peer.medianUs,
        'µs',
        `${peer.households} households, answers ${peer.equal ? 'equal' : 'DIFFER'}: ${peer.how}`,
      ),
    ),
    '',
    `  ${figures.fasterThanFastestPeer.toFixed(1)} times faster than the fastest peer; answers ${figures.equal ? 'equal' : 'DIFFER'}`,
  ].join('\n');
}
