import { holds } from '#assessment';
import type { ToldSituation } from '#assessment';
import type { Agreement, Catalogue, Day } from '#catalogue';

/** unknown: what was told does not say whether the agreement is about this situation. */
export type FittingAgreement = { readonly agreement: Agreement; readonly fits: 'yes' | 'unknown' };

/** Agreements of the day under which a case may be opened on the situation, or could be if more were known. */
export function agreementsThatFit(catalogue: Catalogue, told: ToldSituation, today: Day): readonly FittingAgreement[] {
  return [...catalogue.agreements.values()]
    .filter(({ from, to }) => today >= from && (to === undefined || today <= to))
    .flatMap((agreement): readonly FittingAgreement[] => {
      const fits = holds(catalogue, told, agreement.situations.when);
      return fits === 'no' ? [] : [{ agreement, fits }];
    })
    .toSorted((a, b) => Number(a.fits === 'unknown') - Number(b.fits === 'unknown'));
}
