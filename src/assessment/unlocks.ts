import { versionOn } from '#catalogue';
import type { Catalogue, EvidenceGiven } from '#catalogue';

import { withFact } from './answers.ts';
import { entitlementsTo } from './entitlements.ts';
import { Household } from './household.ts';
import type { Entitlement, FactKey, FactValue, ToldSituation } from './model.ts';

/** All that a service within reach would make so for one subject, and is not so yet. */
type Effect = { readonly service: string; readonly facts: readonly (FactKey & { readonly value: FactValue })[] };

/**
 * For every *no*: the services within the person's reach (yes, or not known yet) whose result makes a fact so that the
 * *no* would not stand. Getting registered as unemployed, say, opens the social contract. Only a told fact that a failed
 * criterion rests on can turn it: a *no* holds whatever the facts that are not known. What a service gives comes
 * together: whoever registers a birth has the certificate too, and needs no repeat.
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
      .filter(
        (effect) => effect.service !== entitlement.service && effect.facts.some((fact) => restsOn.has(nameOfKey(fact))),
      )
      .filter((effect) =>
        entitlementsTo(service, worldWith(effect), entitlement.subject).some((other) => other.answer !== 'no'),
      )
      .map((effect) => effect.service);
    return unlockedBy.length === 0 ? entitlement : { ...entitlement, unlockedBy: [...new Set(unlockedBy)] };
  });
}

function nameOfKey({ fact, subject }: FactKey): string {
  return `${fact}@${subject}`;
}

function effectsOf(catalogue: Catalogue, told: ToldSituation, entitlements: readonly Entitlement[]): Effect[] {
  const household = new Household(catalogue, told);
  return entitlements.flatMap(({ service: id, subject, answer, concerns }) => {
    const service = catalogue.services.get(id);
    const isWithinReach = answer !== 'no' && concerns === 'yes';
    const version = service === undefined || !isWithinReach ? undefined : versionOn(service, told.asOf)?.version;
    const facts = (version?.gives ?? []).flatMap((given) => {
      const sets = catalogue.evidence.get(given.evidence)?.sets;
      if (sets === undefined) return [];
      const of =
        catalogue.facts.get(sets.fact)?.of === 'household' ? 'household' : ownerOf(given, subject, told.applicant);
      const fact = { fact: sets.fact, subject: of, value: sets.value as FactValue };
      return household.toldValue(fact) === fact.value ? [] : [fact];
    });
    return facts.length === 0 ? [] : [{ service: id, facts }];
  });
}

/** Whose the evidence is: a person's id, or `household`. */
export function ownerOf(use: Pick<EvidenceGiven, 'of'>, subject: string, applicant: string): string {
  if (use.of === 'household') return 'household';
  return use.of === 'applicant' || subject === 'household' ? applicant : subject;
}

function having(told: ToldSituation, { facts }: Effect): ToldSituation {
  return facts.reduce((now, { fact, subject, value }) => withFact(now, fact, subject, value), told);
}
