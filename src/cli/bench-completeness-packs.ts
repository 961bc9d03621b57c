import { Answers, Explained } from '#assessment';
import type { Entitlement, FactValue } from '#assessment';
import type { Catalogue } from '#catalogue';

import { households } from './bench-assess-households.ts';
import { chanceOf } from './bench-assess-services.ts';

/** Most completions that are tried of one answer. */
const mostCompletions = 200;

export type PacksCompleteness = { readonly unknown: number; readonly tried: number; readonly agreeing: number };

/**
 * The same of the packs' own services: answers "not known" that wait only for facts of few values, and how many of them
 * every completion answers alike with yes or no. An answer no completion decides (a parameter has no value) is not counted.
 */
export function completenessOfPacks(catalogue: Catalogue, seed: number): PacksCompleteness {
  const told = [0.1, 0.3, 0.6].flatMap((share) => households(catalogue, 40, share, chanceOf(seed)));
  const counted = { unknown: 0, tried: 0, agreeing: 0 };
  for (const household of told) {
    const answers = new Answers(catalogue, household);
    for (const entitlement of new Explained(catalogue, answers).entitlements()) {
      if (entitlement.answer !== 'unknown' || entitlement.missing.length === 0) continue;
      counted.unknown += 1;
      const found = answersOfCompletions(catalogue, answers, entitlement);
      if (found === undefined) continue;
      counted.tried += 1;
      if (found.size === 1 && !found.has('unknown')) counted.agreeing += 1;
    }
  }
  return counted;
}

/** Every answer that some completion gives; undefined when there are too many completions to try. */
function answersOfCompletions(
  catalogue: Catalogue,
  answers: Answers,
  { service, subject, missing }: Entitlement,
): ReadonlySet<string> | undefined {
  const rules = answers.rulebook.serviceOf.get(service);
  const domains = missing.map(({ fact }) => valuesOf(catalogue, fact));
  const completions = domains.reduce((count, domain) => count * (domain?.length ?? Infinity), 1);
  if (rules === undefined || completions > mostCompletions) return undefined;
  const place = Math.max(0, answers.placeOf(subject));
  const found = new Set<string>();
  const complete = (from: number): void => {
    const key = missing[from];
    if (key === undefined) {
      found.add(answers.answer(rules, place));
      return;
    }
    for (const value of domains[from] ?? []) {
      answers.change(key.fact, key.subject, value);
      complete(from + 1);
    }
    answers.change(key.fact, key.subject, undefined);
  };
  complete(0);
  return found;
}

function valuesOf(catalogue: Catalogue, fact: string): readonly FactValue[] | undefined {
  const { type, choices } = catalogue.facts.get(fact)!;
  if (type === 'boolean') return [true, false];
  return type === 'choice' ? choices.map(({ value }) => value) : undefined;
}
