import { parameterOn } from '#catalogue';
import type { Catalogue, Criterion } from '#catalogue';
import type { Text } from '#language';

import { entitlementsOf } from './entitlements.ts';
import { Household, parameterPrefix } from './household.ts';
import type { Answer, Entitlement, FactKey, FactValue, ToldSituation } from './model.ts';

/** Why an answer is another one than before: a told fact, a version or an amount of the law, or only the days that passed. */
export type Cause =
  | {
      readonly kind: 'fact';
      readonly fact: FactKey;
      readonly before: FactValue | undefined;
      readonly after: FactValue | undefined;
    }
  | { readonly kind: 'law'; readonly text: Text }
  | { readonly kind: 'time'; readonly from: string; readonly to: string };

export type Change = {
  readonly service: string;
  readonly subject: string;
  /** Absent: there was no such answer (the service concerned nobody, the person was not there). */
  readonly before?: { readonly answer: Answer; readonly amount?: number };
  readonly after?: { readonly answer: Answer; readonly amount?: number };
  readonly causes: readonly Cause[];
};

/** What is answered differently of a situation told again: with other facts, on another day, under another law. */
export function changesBetween(catalogue: Catalogue, before: ToldSituation, after: ToldSituation): Change[] {
  const old = new Household(catalogue, before);
  const now = new Household(catalogue, after);
  const answersBefore = byKey(entitlementsOf(catalogue, old));
  const answersAfter = byKey(entitlementsOf(catalogue, now));
  return [...new Set([...answersBefore.keys(), ...answersAfter.keys()])].flatMap((key) => {
    const was = answersBefore.get(key);
    const is = answersAfter.get(key);
    if (was?.answer === is?.answer && was?.amount?.value === is?.amount?.value) return [];
    // A row that comes or goes without a right in it ("concerns nobody") is no news to anybody.
    if ((was ?? is)?.answer === 'no' && (was === undefined || is === undefined)) return [];
    const { service, subject } = (is ?? was) as Entitlement;
    const causes = causesOf(catalogue, old, now, { was, is });
    return [{ service, subject, ...side('before', was), ...side('after', is), causes }];
  });
}

type Pair = { readonly was: Entitlement | undefined; readonly is: Entitlement | undefined };

function byKey(entitlements: readonly Entitlement[]): Map<string, Entitlement> {
  return new Map(entitlements.map((entitlement) => [`${entitlement.service} ${entitlement.subject}`, entitlement]));
}

function side(name: 'before' | 'after', entitlement: Entitlement | undefined): Partial<Change> {
  if (entitlement === undefined) return {};
  const { answer, amount } = entitlement;
  return { [name]: { answer, ...(amount === undefined ? {} : { amount: amount.value }) } };
}

function causesOf(catalogue: Catalogue, old: Household, now: Household, pair: Pair): Cause[] {
  const reads = new Set([...readsOf(catalogue, old, pair.was), ...readsOf(catalogue, now, pair.is)]);
  const facts = [...reads].flatMap((read) => factCause(old, now, read));
  const law = [
    ...versionCause(catalogue, pair),
    ...[...reads].flatMap((read) => parameterCause(catalogue, old.told, now.told, read)),
  ];
  if (facts.length + law.length > 0 || old.told.asOf === now.told.asOf) return [...facts, ...law];
  return [{ kind: 'time', from: old.told.asOf, to: now.told.asOf }];
}

/** Everything the rules of the answer looked at, parameters included. */
function readsOf(catalogue: Catalogue, household: Household, entitlement: Entitlement | undefined): string[] {
  const service = catalogue.services.get(entitlement?.service ?? '');
  const version = service?.versions[entitlement?.version ?? -1];
  if (service === undefined || version === undefined || entitlement === undefined) return [];
  // A row of a service of persons that concerns nobody has no person to be evaluated for.
  if (service.subject.each !== 'household' && entitlement.subject === 'household') return [];
  const rules = [
    service.subject.where,
    ...version.criteria.map((criterion: Criterion) => criterion.when),
    version.amount?.value,
  ];
  return rules.flatMap((rule) => (rule === undefined ? [] : [...household.answer(rule, entitlement.subject).reads]));
}

function factCause(old: Household, now: Household, read: string): Cause[] {
  if (read.startsWith(parameterPrefix)) return [];
  const at = read.indexOf('@');
  const fact = { fact: read.slice(0, at), subject: read.slice(at + 1) };
  const before = old.toldValue(fact);
  const after = now.toldValue(fact);
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ kind: 'fact', fact, before, after }];
}

function versionCause(catalogue: Catalogue, { was, is }: Pair): Cause[] {
  if (was === undefined || is === undefined || was.version === is.version) return [];
  const from = catalogue.services.get(is.service)?.versions[is.version]?.from;
  if (from === undefined)
    return [{ kind: 'law', text: { ru: 'услуга больше не действует', en: 'the service is not in force any more' } }];
  return [
    { kind: 'law', text: { ru: `другая редакция закона, с ${from}`, en: `another version of the law, from ${from}` } },
  ];
}

function parameterCause(catalogue: Catalogue, before: ToldSituation, after: ToldSituation, read: string): Cause[] {
  if (!read.startsWith(parameterPrefix)) return [];
  const parameter = catalogue.parameters.get(read.slice(parameterPrefix.length));
  if (parameter === undefined) return [];
  const was = parameterOn(parameter, before.territory, before.asOf);
  const is = parameterOn(parameter, after.territory, after.asOf);
  if (was?.value === is?.value) return [];
  const act = is?.act ?? was?.act ?? '';
  return [
    {
      kind: 'law',
      text: {
        ru: `${parameter.name.ru}: ${was?.value ?? '—'} → ${is?.value ?? '—'} (${act})`,
        en: `${parameter.name.en}: ${was?.value ?? '—'} → ${is?.value ?? '—'} (${act})`,
      },
    },
  ];
}
