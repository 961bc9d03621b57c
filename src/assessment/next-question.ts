import type { Catalogue, Fact, Urgency } from '#catalogue';
import { isUnknown } from '#language';
import type { Text } from '#language';

import { answerOf } from './entitlements.ts';
import { factKey } from './household.ts';
import type { Household } from './household.ts';
import type { Entitlement, FactKey, FoundNeed, NextQuestion } from './model.ts';
import { questionText } from './question-text.ts';

const weights: Readonly<Record<Urgency, number>> = { tonight: 1000, days: 100, weeks: 10, long: 3 };
const notNeeded = 1;
/** "Has somebody died?" is not asked of a mother who needs a roof before everything else has been. */
const unhinted = 0.001;

type Candidate = { readonly key: FactKey; score: number; readonly services: Set<string>; readonly needs: Set<string> };

/**
 * The fact that is worth asking next: one that can still change a need of tonight or the answer of a service, weighed by
 * urgency and by how few facts that answer still waits for; sensitive facts and those a register holds come later.
 * `skip` are the questions the person answered with "I don't know".
 */
export function nextQuestion(
  catalogue: Catalogue,
  household: Household,
  needs: readonly FoundNeed[],
  entitlements: readonly Entitlement[],
  skip: readonly FactKey[] = [],
): NextQuestion | null {
  const skipped = new Set(skip.map(nameOf));
  const candidates = new Map<string, Candidate>();
  const weigh = (key: FactKey, score: number, service?: string, need?: string): void => {
    for (const asked of askable(catalogue, household, key)) {
      if (skipped.has(nameOf(asked))) continue;
      const candidate = candidates.get(nameOf(asked)) ?? {
        key: asked,
        score: 0,
        services: new Set<string>(),
        needs: new Set<string>(),
      };
      candidate.score += score;
      if (service !== undefined) candidate.services.add(service);
      if (need !== undefined) candidate.needs.add(need);
      candidates.set(nameOf(asked), candidate);
    }
  };
  weighNeeds(catalogue, household, needs, weigh);
  weighServices(catalogue, needs, entitlements, weigh);
  const best = [...candidates.values()].toSorted((a, b) => scoreOf(catalogue, b) - scoreOf(catalogue, a))[0];
  return best === undefined ? null : asQuestion(catalogue, household, best);
}

type Weigh = (key: FactKey, score: number, service?: string, need?: string) => void;

/**
 * How much a need weighs for its services. Help for tonight is found once one service gives it: what else might give it
 * does not hold up the questions about the days after.
 */
function weightOf({ need, urgency }: FoundNeed, catalogue: Catalogue, entitlements: readonly Entitlement[]): number {
  const isMet = entitlements.some(
    ({ service, answer }) => answer === 'yes' && catalogue.services.get(service)?.covers.includes(need) === true,
  );
  return urgency === 'tonight' && isMet ? weights.weeks : weights[urgency];
}

/** Needs that are not found yet but may be there. Only what is urgent is asked for its own sake. */
function weighNeeds(catalogue: Catalogue, household: Household, needs: readonly FoundNeed[], weigh: Weigh): void {
  for (const need of catalogue.needs.values()) {
    const found = needs.find((one) => one.need === need.id);
    for (const rule of need.rules) {
      if (
        rule.urgency === 'long' ||
        rule.urgency === 'weeks' ||
        (found !== undefined && weights[found.urgency] >= weights[rule.urgency])
      )
        continue;
      const value = household.value(rule.when, 'household');
      if (!isUnknown(value)) continue;
      const keys = [...value.missing].map(factKey).filter((key) => key !== undefined);
      for (const key of keys) weigh(key, weights[rule.urgency] / keys.length, undefined, need.id);
    }
  }
}

function weighServices(
  catalogue: Catalogue,
  needs: readonly FoundNeed[],
  entitlements: readonly Entitlement[],
  weigh: Weigh,
): void {
  const weightOfNeed = new Map(needs.map((found) => [found.need, weightOf(found, catalogue, entitlements)]));
  for (const entitlement of entitlements) {
    if (entitlement.answer !== 'unknown' || entitlement.missing.length === 0) continue;
    const covers = catalogue.services.get(entitlement.service)?.covers ?? [];
    const weight = Math.max(notNeeded, ...covers.map((need) => weightOfNeed.get(need) ?? 0));
    const keys =
      entitlement.concerns === 'unknown'
        ? (entitlement.criteria.find((criterion) => criterion.id === 'concerns')?.missing ?? [])
        : entitlement.missing;
    for (const key of keys) {
      const isHinted = entitlement.concerns === 'yes' || catalogue.facts.get(key.fact)?.basic === true;
      if (isHinted || weight > notNeeded)
        weigh(key, (weight / keys.length) * (isHinted ? 1 : unhinted), entitlement.service);
    }
  }
}

/** The fact itself when it may be asked; while it is not known whether it applies, the facts that tell; else nothing. */
function askable(catalogue: Catalogue, household: Household, key: FactKey, depth = 0): FactKey[] {
  const fact = catalogue.facts.get(key.fact);
  if (fact?.question === undefined || depth > 4) return [];
  if (fact.askWhen === undefined) return [key];
  const applies = household.value(fact.askWhen, key.subject);
  if (answerOf(applies) === 'no') return [];
  if (!isUnknown(applies)) return [key];
  const before = [...applies.missing]
    .map(factKey)
    .filter((other) => other !== undefined && nameOf(other) !== nameOf(key)) as FactKey[];
  const first = before.flatMap((other) => askable(catalogue, household, other, depth + 1));
  return first.length > 0 ? first : [key];
}

function scoreOf(catalogue: Catalogue, candidate: Candidate): number {
  const fact = catalogue.facts.get(candidate.key.fact);
  return candidate.score * (fact?.sensitive === true ? 0.5 : 1) * (fact?.heldBy === undefined ? 1 : 0.8);
}

function asQuestion(catalogue: Catalogue, household: Household, { key, services, needs }: Candidate): NextQuestion {
  return {
    ...key,
    text: questionText(catalogue, household, catalogue.facts.get(key.fact) as Fact, key.subject),
    why: whyText(catalogue, services, needs),
  };
}

function whyText(catalogue: Catalogue, services: ReadonlySet<string>, needs: ReadonlySet<string>): Text {
  const of = (language: 'ru' | 'en'): string => {
    const names = [
      ...[...needs].map((need) => catalogue.needs.get(need as never)?.name[language] ?? need),
      ...[...services].map((service) => catalogue.services.get(service)?.name[language] ?? service),
    ];
    const shown = names.slice(0, 3).map((name) => (language === 'ru' ? `«${name}»` : `"${name}"`));
    const rest = names.length - shown.length;
    const more = rest === 0 ? '' : language === 'ru' ? ` и ещё ${rest}` : ` and ${rest} more`;
    return language === 'ru'
      ? `От ответа зависит: ${shown.join(', ')}${more}.`
      : `The answer decides: ${shown.join(', ')}${more}.`;
  };
  return { ru: of('ru'), en: of('en') };
}

function nameOf(key: FactKey): string {
  return `${key.fact}@${key.subject}`;
}
