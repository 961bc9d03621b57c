import type { Text } from '#language';
import type { Route } from '#planner';

import type { CaseNeed, Complexity, FactorId, Mode } from './model.ts';

type Factor = Complexity['factors'][number];

/** What the four factors are judged by. */
export type Workload = {
  readonly needs: readonly CaseNeed[];
  readonly route: Pick<Route, 'steps' | 'visits'>;
  /** Needs that no service covers. */
  readonly uncovered: number;
};

/**
 * How complex a case is, by the four factors of the integration models (range of needs, frequency and nature of the
 * interaction, level of knowledge), each 0…4 with its reason, and the mode of work that fits: form follows function. The
 * anchors and bands are ours: the source gives ends of the scales and no numbers.
 */
export function judgeComplexity({ needs, route, uncovered }: Workload): Complexity {
  const agencies = new Set(route.steps.map(({ agency }) => agency)).size;
  const services = new Set(route.steps.map(({ service }) => service)).size;
  const pressing = needs.filter(({ urgency }) => urgency === 'tonight' || urgency === 'days').length;
  const long = needs.filter(({ urgency }) => urgency === 'long').length;
  const chain = longestChain(route.steps);
  const factors: readonly Factor[] = [
    factor('needs', grade(needs.length, [1, 2, 4, 6]), {
      ru: `потребностей: ${needs.length}, из них не терпят: ${pressing}`,
      en: `needs: ${needs.length}, pressing: ${pressing}`,
    }),
    factor('frequency', grade(route.visits + chain + long, [1, 3, 6, 9]), {
      ru: `посещений: ${route.visits}, шагов подряд: ${chain}, долгих потребностей: ${long}`,
      en: `visits: ${route.visits}, steps in a row: ${chain}, lasting needs: ${long}`,
    }),
    factor('nature', grade(agencies + pressing, [1, 3, 5, 8]), {
      ru: `ведомств: ${agencies}, помощь нужна сейчас: ${pressing}`,
      en: `agencies: ${agencies}, help needed now: ${pressing}`,
    }),
    factor('knowledge', grade(services + 2 * uncovered, [1, 3, 6, 10]), {
      ru: `услуг: ${services}, потребностей без услуги: ${uncovered}`,
      en: `services: ${services}, needs without a service: ${uncovered}`,
    }),
  ];
  const scores = factors.map(({ score }) => score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / (4 * scores.length);
  const highest = Math.max(...scores);
  return { factors, mean, highest, mode: modeFor(mean, highest) };
}

/** Bands of the mean; a single extreme factor lifts a case by one band, so that it is not averaged away. */
export function modeFor(mean: number, highest: number): Mode {
  if (mean > 0.75) return 'joint-team';
  if (mean > 0.5) return 'network';
  if (mean >= 0.25) return highest === 4 ? 'network' : 'shared-front-office';
  return highest === 4 ? 'shared-front-office' : 'shared-information';
}

/** How many of the bounds are passed. */
function grade(value: number, bounds: readonly [number, number, number, number]): number {
  return bounds.filter((bound) => value > bound).length;
}

function factor(id: FactorId, score: number, because: Text): Factor {
  return { id, score, because };
}

function longestChain(steps: Route['steps']): number {
  const lengths = new Map<string, number>();
  // A route is listed in an order in which it can be done: what a step waits for stands before it.
  for (const { id, after } of steps)
    lengths.set(id, 1 + after.reduce((most, before) => Math.max(most, lengths.get(before) ?? 0), 0));
  return Math.max(0, ...lengths.values());
}
