import type { Catalogue, Fact } from '#catalogue';
import type { Text } from '#language';

import { withFact } from './answers.ts';
import { contradictionsIn, isNever } from './contradictions.ts';
import type { Contradiction } from './contradictions.ts';
import type { FactKey, ToldSituation } from './model.ts';
import { namesBehind } from './remarks/names-behind.ts';

/** An answer that cannot be right together with what was told before, by which rule, and what was told. */
export type RuledOut = {
  readonly value: boolean | string;
  readonly rule: string;
  readonly text: Text;
  readonly against: Contradiction['facts'];
};

/**
 * The answers to a question of yes or no, or of one choice, that would certainly break a rule of consistency. What was
 * told for this very fact does not count: it may be changed to anything that goes with the rest.
 */
export function ruledOut(catalogue: Catalogue, told: ToldSituation, key: FactKey): readonly RuledOut[] {
  const fact = catalogue.facts.get(key.fact);
  if (fact === undefined || !namesInRules(catalogue).has(key.fact)) return [];
  const isAsked = (one: FactKey): boolean => one.fact === key.fact && one.subject === key.subject;
  return answersTo(fact).flatMap((value) => {
    const by = contradictionsIn(catalogue, withFact(told, key.fact, key.subject, value)).find(
      (one) => isNever(one) && one.facts.some(isAsked),
    );
    if (by === undefined) return [];
    return [{ value, rule: by.rule, text: by.text, against: by.facts.filter((one) => !isAsked(one)) }];
  });
}

/** Whether every answer is ruled out: then the question is not asked before something told is put right. */
export function isPastAsking(catalogue: Catalogue, { fact }: FactKey, out: readonly RuledOut[]): boolean {
  const declared = catalogue.facts.get(fact);
  return out.length > 0 && declared?.mayBeAbsent === undefined && out.length === answersTo(declared).length;
}

function answersTo(fact: Fact | undefined): readonly (boolean | string)[] {
  if (fact?.type === 'boolean') return [true, false];
  return fact?.type === 'choice' ? fact.choices.map(({ value }) => value) : [];
}

const kept = new WeakMap<Catalogue, ReadonlySet<string>>();

/** Facts on which a rule of what can never be depends. */
function namesInRules(catalogue: Catalogue): ReadonlySet<string> {
  const known = kept.get(catalogue);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const rule of catalogue.consistency)
    if (rule.unless === undefined) for (const name of namesBehind(catalogue, rule.holds.tree)) found.add(name);
  kept.set(catalogue, found);
  return found;
}
