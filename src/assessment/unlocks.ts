import { versionOn } from '#catalogue';
import type { Catalogue, EvidenceGiven } from '#catalogue';

import { entitlementsTo } from './entitlements.ts';
import { Household } from './household.ts';
import type { Entitlement, FactKey, FactValue, ToldSituation } from './model.ts';

type Effect = FactKey & { readonly value: FactValue; readonly services: readonly string[] };

/**
 * For every *no*: the services within the person's reach (yes, or not known yet) whose result makes a fact so that the
 * *no* would not stand. Getting registered as unemployed, say, opens the social contract. Only a told fact that a failed
 * criterion rests on can turn it: a *no* holds whatever the facts that are not known.
 */
export function withUnlocks(
  catalogue: Catalogue,
  told: ToldSituation,
  entitlements: readonly Entitlement[],
): Entitlement[] {
  const effects = effectsOf(catalogue, told, entitlements);
  const worlds = new Map<Effect, Household>();
  const worldWith = (effect: Effect): Household => {
    const world = worlds.get(effect) ?? new Household(catalogue, having(told, effect));
    worlds.set(effect, world);
    return world;
  };
  return entitlements.map((entitlement) => {
    const service = catalogue.services.get(entitlement.service);
    if (entitlement.answer !== 'no' || service === undefined) return entitlement;
    const restsOn = new Set(
      entitlement.criteria
        .filter((criterion) => criterion.answer === 'no')
        .flatMap((criterion) => criterion.facts.map(nameOfKey)),
    );
    const unlockedBy = effects
      .filter((effect) => restsOn.has(nameOfKey(effect)))
      .filter((effect) =>
        entitlementsTo(service, worldWith(effect), entitlement.subject).some((other) => other.answer !== 'no'),
      )
      .flatMap((effect) => effect.services.filter((other) => other !== entitlement.service));
    return unlockedBy.length === 0 ? entitlement : { ...entitlement, unlockedBy: [...new Set(unlockedBy)] };
  });
}

function nameOfKey({ fact, subject }: FactKey): string {
  return `${fact}@${subject}`;
}

/** What services within reach would make so, and is not so yet. */
function effectsOf(catalogue: Catalogue, told: ToldSituation, entitlements: readonly Entitlement[]): Effect[] {
  const found = new Map<string, Effect & { services: string[] }>();
  const household = new Household(catalogue, told);
  for (const { service: id, subject, answer } of entitlements) {
    const service = catalogue.services.get(id);
    const version = service === undefined || answer === 'no' ? undefined : versionOn(service, told.asOf)?.version;
    for (const given of version?.gives ?? []) {
      const sets = catalogue.evidence.get(given.evidence)?.sets;
      if (sets === undefined) continue;
      const of =
        catalogue.facts.get(sets.fact)?.of === 'household' ? 'household' : ownerOf(given, subject, told.applicant);
      const effect = { fact: sets.fact, subject: of, value: sets.value as FactValue };
      if (household.toldValue(effect) === effect.value) continue;
      const key = JSON.stringify(effect);
      const before = found.get(key);
      if (before === undefined) found.set(key, { ...effect, services: [id] });
      else before.services.push(id);
    }
  }
  return [...found.values()];
}

/** Whose the evidence is: a person's id, or `household`. */
export function ownerOf(use: Pick<EvidenceGiven, 'of'>, subject: string, applicant: string): string {
  if (use.of === 'household') return 'household';
  return use.of === 'applicant' || subject === 'household' ? applicant : subject;
}

function having(told: ToldSituation, { fact, subject, value }: Effect): ToldSituation {
  if (subject === 'household') return { ...told, household: { ...told.household, [fact]: value } };
  return {
    ...told,
    people: told.people.map((person) =>
      person.id === subject ? { ...person, facts: { ...person.facts, [fact]: value } } : person,
    ),
  };
}
