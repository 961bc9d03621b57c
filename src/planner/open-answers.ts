import { assess, withFact } from '#assessment';
import type { Assessment, FactKey, FactValue, ToldSituation } from '#assessment';
import type { Catalogue, Day, Fact } from '#catalogue';

import type { Route, RouteOptions, ServiceRef } from './model.ts';
import { planRoute } from './plan-route.ts';

/** What the route becomes when a fact that is not known turns out to be so. */
export type PossibleRoute = {
  readonly value: FactValue;
  /** Services that are then certain, and those that then fall away. */
  readonly certain: readonly ServiceRef[];
  readonly gone: readonly ServiceRef[];
  readonly visits: number;
  readonly finish: Day;
};

/** One fact that is not known, with what each answer makes of the route. */
export type OpenAnswer = FactKey & {
  readonly routes: readonly PossibleRoute[];
  /** Services on whose place or day in the route the answers differ. */
  readonly change: number;
};

export type OpenAnswers = {
  /** Steps of the route that stand whatever the answers are, as far as they were tried. */
  readonly inAnyCase: readonly string[];
  /** The answer that changes the route most first. */
  readonly answers: readonly OpenAnswer[];
};

/** Planning anew costs milliseconds: only the facts that most steps depend on are tried, each with few answers. */
const factsAtMost = 8;
const answersAtMost = 6;

/**
 * Which answer changes the route most: the route is planned again with each possible answer of the facts on which steps
 * depend. A number is tried at both ends of what it may be; dates and free texts are not tried.
 */
export function openAnswers(
  catalogue: Catalogue,
  told: ToldSituation,
  solved: { readonly assessment: Assessment; readonly route: Route },
  options: RouteOptions = {},
): OpenAnswers {
  const always = new Set(solved.route.steps.filter(({ sure }) => sure).map(({ id }) => id));
  const base = placesOf(solved.route);
  const answers = factsInPlay(solved).flatMap((key): readonly OpenAnswer[] => {
    const fact = catalogue.facts.get(key.fact);
    const values = fact === undefined ? [] : valuesOf(fact);
    if (values.length < 2) return [];
    const found = values.map((value) => {
      const known = withFact(told, key.fact, key.subject, value);
      const route = planRoute(catalogue, known, assess(catalogue, known), options);
      const steps = new Set(route.steps.map(({ id }) => id));
      for (const id of always) if (!steps.has(id)) always.delete(id);
      return { value, route, places: placesOf(route) };
    });
    const routes = found.map(({ value, route, places }): PossibleRoute => ({
      value,
      certain: refsOf(
        [...places.keys()].filter(
          (id) => places.get(id)?.startsWith('sure') === true && base.get(id)?.startsWith('sure') !== true,
        ),
      ),
      gone: refsOf([...base.keys()].filter((id) => !places.has(id))),
      visits: route.visits,
      finish: route.finish,
    }));
    return [{ ...key, routes, change: differing(found.map(({ places }) => places)) }];
  });
  return {
    inAnyCase: solved.route.steps.map(({ id }) => id).filter((id) => always.has(id)),
    answers: answers.filter(({ change }) => change > 0).toSorted((a, b) => b.change - a.change),
  };
}

/** Facts that steps depend on, those of the most steps first. */
function factsInPlay({ route }: { readonly route: Route }): readonly FactKey[] {
  const counted = new Map<string, { readonly key: FactKey; count: number }>();
  for (const { dependsOn } of route.steps) {
    for (const key of dependsOn) {
      const name = `${key.fact}@${key.subject}`;
      const known = counted.get(name) ?? { key, count: 0 };
      known.count += 1;
      counted.set(name, known);
    }
  }
  return [...counted.values()]
    .toSorted((a, b) => b.count - a.count)
    .slice(0, factsAtMost)
    .map(({ key }) => key);
}

function valuesOf(fact: Fact): readonly FactValue[] {
  switch (fact.type) {
    case 'boolean':
      return [true, false];
    case 'choice':
      return fact.choices.slice(0, answersAtMost).map(({ value }) => value);
    case 'choices':
      return [[], fact.choices.map(({ value }) => value)];
    case 'number':
      return [fact.min ?? 0, fact.max ?? 100];
    case 'money':
      return [fact.min ?? 0, fact.max ?? 10_000_000];
    case 'date':
    case 'text':
      return [];
  }
}

/** Each service of the route with how certain it is and when it ends. */
function placesOf(route: Route): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const { service, subject, sure, end } of route.steps)
    places.set(`${service}:${subject}`, `${sure ? 'sure' : 'maybe'} ${end}`);
  return places;
}

function differing(all: readonly ReadonlyMap<string, string>[]): number {
  const ids = new Set(all.flatMap((places) => [...places.keys()]));
  return [...ids].filter((id) => new Set(all.map((places) => places.get(id))).size > 1).length;
}

function refsOf(ids: readonly string[]): readonly ServiceRef[] {
  return ids.map((id) => {
    const end = id.indexOf(':');
    return { service: id.slice(0, end), subject: id.slice(end + 1) };
  });
}
