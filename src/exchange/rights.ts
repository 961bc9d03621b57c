import { assess } from '#assessment';
import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import type { Text } from '#language';

/** A service that came within reach of somebody. */
export type RightGained = { readonly service: string; readonly subject: string; readonly amount?: number };

/** Something that is paid again and again, to which somebody has no certain right any more, and the conditions that are not met; none when it is only not known. */
export type RightLost = { readonly service: string; readonly subject: string; readonly because: readonly Text[] };

export type RightsChanged = { readonly gained: readonly RightGained[]; readonly lost: readonly RightLost[] };

/** What a change of facts brings within reach and takes away, by the rules of the packs: never granted or ended by itself. */
export function rightsChanged(catalogue: Catalogue, before: ToldSituation, after: ToldSituation): RightsChanged {
  const [old, now] = [answersIn(catalogue, before), answersIn(catalogue, after)];
  const gained = [...now].flatMap(([key, { service, subject, answer, amount }]): readonly RightGained[] =>
    answer !== 'yes' || old.get(key)?.answer === 'yes'
      ? []
      : [{ service, subject, ...(amount === undefined ? {} : { amount: amount.value }) }],
  );
  const lost = [...old].flatMap(([key, { service, subject, answer, version }]): readonly RightLost[] => {
    const today = now.get(key);
    // What is done once does not end: whoever is registered now needs no registration any more.
    const per = catalogue.services.get(service)?.versions[version]?.amount?.per;
    if (answer !== 'yes' || today?.answer === 'yes' || per === undefined || per === 'once') return [];
    const failed = today?.criteria.filter((one) => one.answer === 'no') ?? [];
    return [{ service, subject, because: failed.map(({ text }) => text) }];
  });
  return { gained, lost };
}

function answersIn(catalogue: Catalogue, told: ToldSituation) {
  const { entitlements } = assess(catalogue, told);
  return new Map(entitlements.map((one) => [`${one.service} ${one.subject}`, one]));
}
