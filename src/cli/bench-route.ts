import { writeFile } from 'node:fs/promises';

import { assess } from '#assessment';
import type { Assessment, ToldSituation } from '#assessment';
import type { Catalogue, Evidence, Service } from '#catalogue';
import { checkRoute, plainEarliest, plainGraph, planRoute } from '#planner';

import type { Options } from './arguments.ts';
import { households } from './bench-assess-households.ts';
import { chanceOf, manyServices } from './bench-assess-services.ts';
import { microseconds, percentile, spread } from './bench-measure.ts';
import { type Growth, growthLines, growthPlot, slopeOf } from './bench-route-plot.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';
import { highsRoute } from './peers/highs-route.ts';

const serviceCount = 600;
const instanceCount = 2000;
const unknownShare = 0.05;
const seed = 20_260_302;
const sizes = [100, 300, 1000, 3000, 10_000];
const checkedCount = 200;
/** An exact solver takes seconds where the graph is large: it is given the smaller ones, as many as are told. */
const peer = { instances: 20, edgesAtMost: 8000 };

type Instance = { readonly told: ToldSituation; readonly assessment: Assessment };

/**
 * `okno bench route`: routes over the packs' services multiplied to 600, for 2,000 drawn households, from their answers
 * on; the growth from 100 to 10,000 services, each variant of a service with papers of its own, as regions have them; and
 * an exact solver on the heart of it, the earliest days, whose answers have to be equal.
 */
export async function benchRoute(catalogue: Catalogue, options: Options): Promise<Outcome> {
  const runs = Math.max(1, Number(options.runs ?? 3));
  const many = manyServices(catalogue, serviceCount, seed);
  const drawn = households(many, instanceCount, unknownShare, chanceOf(seed + 1));
  const times: number[] = [];
  const first: number[] = [];
  const seen = { steps: 0, visits: 0, aboveBound: 0, proved: 0, mistakes: 0 };
  const small: Instance[] = [];
  for (const [number, told] of drawn.entries()) {
    const assessment = assess(many, told);
    if (number < 20) for (let warmUp = 0; warmUp < 20; warmUp += 1) planRoute(many, told, assessment);
    first.push(microseconds(() => planRoute(many, told, assessment)) / 1000);
    times.push(medianOf(runs, () => planRoute(many, told, assessment)));
    const route = planRoute(many, told, assessment);
    seen.steps += route.steps.length;
    seen.visits += route.visits;
    seen.aboveBound += route.visits - route.visitsAtLeast;
    if (route.visits === route.visitsAtLeast) seen.proved += 1;
    if (number < checkedCount) seen.mistakes += checkRoute(many, told, assessment, route).length;
    if (small.length < peer.instances && plainGraph(many, told, assessment).edges <= peer.edgesAtMost)
      small.push({ told, assessment });
  }
  const all = spread(times);
  const growth = sizes.map((services) => grown(catalogue, services, runs));
  const slope = slopeOf(growth);
  const result = {
    services: serviceCount,
    instances: instanceCount,
    medianMs: all.median,
    p99Ms: percentile(times, 0.99),
    firstTouch: { medianMs: spread(first).median, p99Ms: percentile(first, 0.99) },
    maxMs: all.max,
    unknownShare,
    stepsMean: seen.steps / instanceCount,
    visitsMean: seen.visits / instanceCount,
    visitsAboveBoundMean: seen.aboveBound / instanceCount,
    fewestProvedShare: seen.proved / instanceCount,
    checked: { routes: checkedCount, mistakes: seen.mistakes },
    growth,
    slope,
    peer: await besideSolver(many, small),
    packServices: catalogue.services.size,
    runs,
    seed,
  };
  if (options.plot !== undefined) await writeFile(options.plot, growthPlot(growth, slope));
  const outcome = done(options.json ? asJson(result) : table(result, options.plot));
  return seen.mistakes === 0 && result.peer.equal ? outcome : { ...outcome, exitCode: 1 };
}

function grown(catalogue: Catalogue, services: number, runs: number): Growth {
  const many = withOwnPapers(manyServices(catalogue, services, seed), catalogue);
  const all = households(catalogue, 12, unknownShare, chanceOf(seed + 2)).map((told) => ({
    told,
    assessment: assess(many, told),
  }));
  const passes = services < 1000 ? 20 : 2;
  for (let warmUp = 0; warmUp < passes; warmUp += 1)
    for (const { told, assessment } of all) planRoute(many, told, assessment);
  const graphs = all.map(({ told, assessment }) => plainGraph(many, told, assessment));
  const middle = (figures: readonly number[]): number => spread(figures).median;
  return {
    services,
    legs: middle(graphs.map(({ terms }) => terms.length)),
    edges: middle(graphs.map(({ edges }) => edges)),
    medianMs: middle(
      all.map(({ told, assessment }) => medianOf(runs + passes, () => planRoute(many, told, assessment))),
    ),
  };
}

/** Each variant of a service with papers of its own; else each paper would have hundreds of givers, and edges would grow by the square. */
function withOwnPapers(many: Catalogue, plain: Catalogue): Catalogue {
  const evidence = new Map<string, Evidence>(plain.evidence);
  const services = new Map<string, Service>();
  for (const service of many.services.values()) {
    const [, variant] = service.id.split('~');
    if (variant === undefined) {
      services.set(service.id, service);
      continue;
    }
    const own = <Use extends { readonly evidence: string }>(use: Use): Use => {
      const id = `${use.evidence}~${variant}`;
      const before = plain.evidence.get(use.evidence);
      if (before !== undefined) evidence.set(id, { ...before, id });
      return { ...use, evidence: id };
    };
    services.set(service.id, {
      ...service,
      versions: service.versions.map((version) => ({
        ...version,
        evidence: version.evidence.map(own),
        gives: version.gives.map(own),
      })),
    });
  }
  return { ...many, evidence, services };
}

type PeerFigures = {
  readonly name: string;
  readonly instances: number;
  readonly ownMedianMs: number;
  readonly medianMs: number;
  readonly equal: boolean;
};

/** The earliest days alone, in plain days: ours and the solver's. */
async function besideSolver(catalogue: Catalogue, instances: readonly Instance[]): Promise<PeerFigures> {
  const solve = await highsRoute();
  const own: number[] = [];
  const exact: number[] = [];
  let isEqual = instances.length > 0;
  for (const { told, assessment } of instances) {
    const graph = plainGraph(catalogue, told, assessment);
    let ours: readonly (number | undefined)[] = [];
    let theirs: readonly (number | undefined)[] = [];
    own.push(medianOf(5, () => (ours = plainEarliest(graph))));
    exact.push(microseconds(() => (theirs = solve(graph))) / 1000);
    isEqual &&= ours.every((day, leg) => day === theirs[leg]);
  }
  return {
    name: 'HiGHS',
    instances: instances.length,
    ownMedianMs: spread(own).median,
    medianMs: spread(exact).median,
    equal: isEqual,
  };
}

function medianOf(runs: number, work: () => void): number {
  return spread(Array.from({ length: runs }, () => microseconds(work))).median / 1000;
}

type Result = {
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly firstTouch: { readonly medianMs: number; readonly p99Ms: number };
  readonly stepsMean: number;
  readonly visitsMean: number;
  readonly visitsAboveBoundMean: number;
  readonly fewestProvedShare: number;
  readonly checked: { readonly routes: number; readonly mistakes: number };
  readonly growth: readonly Growth[];
  readonly slope: number;
  readonly peer: PeerFigures;
  readonly packServices: number;
};

function table(result: Result, plot: string | undefined): string {
  const ms = (value: number): string => `${value.toFixed(2)} ms`;
  const { peer: solver } = result;
  return [
    `${serviceCount} services (${result.packServices} of the packs, then variants), ${instanceCount} households with every fact drawn, ${unknownShare * 100} % not known;`,
    `from the answers on; ${result.stepsMean.toFixed(0)} steps and ${result.visitsMean.toFixed(1)} visits a route.`,
    '',
    `  route                       median ${ms(result.medianMs)}   99 % within ${ms(result.p99Ms)}   slowest ${ms(result.maxMs)}`,
    `  first touch of a household  median ${ms(result.firstTouch.medianMs)}   99 % within ${ms(result.firstTouch.p99Ms)}`,
    `  visits proved fewest        ${(result.fewestProvedShare * 100).toFixed(1)} %, above the bound ${result.visitsAboveBoundMean.toFixed(3)} a route`,
    `  checked                     ${result.checked.routes} routes, ${result.checked.mistakes} mistakes`,
    '',
    '  services     legs    edges',
    ...growthLines(result.growth),
    `  time grows as the edges to the power of ${result.slope.toFixed(2)}`,
    '',
    `  ${solver.name} on the earliest days of ${solver.instances} of them: ${ms(solver.medianMs)}, ours ${ms(solver.ownMedianMs)}, answers ${solver.equal ? 'equal' : 'DIFFER'}`,
    ...(plot === undefined ? [] : ['', `  ${plot}`]),
  ].join('\n');
}
