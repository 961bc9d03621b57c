import { versionOn } from '#catalogue';
import type { Catalogue, EvidenceGiven } from '#catalogue';

import type { Answers } from './answers.ts';
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
  answers: Answers,
  entitlements: readonly Entitlement[],
): Entitlement[] {
  const { told } = answers;
  const unlockedBy = new Map<Entitlement, Set<string>>();
  const refused = entitlements
    .filter(({ answer }) => answer === 'no')
    .map((entitlement) => ({ entitlement, restsOn: factsOfRefusal(entitlement) }));
  for (const { service, facts } of effectsOf(catalogue, told, entitlements)) {
    const touched = refused.filter(
      ({ entitlement, restsOn }) =>
        entitlement.service !== service && facts.some((fact) => restsOn.has(nameOfKey(fact))),
    );
    if (touched.length === 0) continue;
    for (const { fact, subject, value } of facts) answers.change(fact, subject, value);
    for (const { entitlement } of touched) {
      if (stands(answers, entitlement)) continue;
      const others = unlockedBy.get(entitlement) ?? new Set();
      unlockedBy.set(entitlement, others.add(service));
    }
    for (const fact of facts) answers.change(fact.fact, fact.subject, toldValue(told, fact));
  }
  return entitlements.map((entitlement) => {
    const others = unlockedBy.get(entitlement);
    return others === undefined ? entitlement : { ...entitlement, unlockedBy: [...others] };
  });
}

/** The told facts on which the failed criteria rest. */
function factsOfRefusal({ criteria }: Entitlement): ReadonlySet<string> {
  return new Set(criteria.filter(({ answer }) => answer === 'no').flatMap(({ facts }) => facts.map(nameOfKey)));
}

/** Whether a *no* stands as the facts are now: for its subject, or, when it was said of nobody, for everybody. */
function stands(answers: Answers, { service, subject }: Entitlement): boolean {
  const rules = answers.rulebook.serviceOf.get(service);
  if (rules === undefined) return true;
  const place = answers.placeOf(subject);
  const isOfPeople = rules.service.subject.each === 'person';
  const places = place >= 0 ? [place] : isOfPeople ? [...answers.told.people.keys()] : [0];
  return places.every((one) => answers.answer(rules, one) === 'no');
}

function toldValue(told: ToldSituation, { fact, subject }: FactKey): FactValue | undefined {
  return subject === 'household' ? told.household[fact] : told.people.find(({ id }) => id === subject)?.facts[fact];
}

function nameOfKey({ fact, subject }: FactKey): string {
  return `${fact}@${subject}`;
}

/** What services within reach would make so. */
export function effectsOf(catalogue: Catalogue, told: ToldSituation, entitlements: readonly Entitlement[]): Effect[] {
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
      return toldValue(told, fact) === fact.value ? [] : [fact];
    });
    return facts.length === 0 ? [] : [{ service: id, facts }];
  });
}

/** Whose the evidence is: a person's id, or `household`. */
export function ownerOf(use: Pick<EvidenceGiven, 'of'>, subject: string, applicant: string): string {
  if (use.of === 'household') return 'household';
  return use.of === 'applicant' || subject === 'household' ? applicant : subject;
}
