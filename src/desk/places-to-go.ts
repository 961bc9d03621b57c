import { territoryContains } from '#catalogue';
import type { Catalogue, NeedId, Offer, Office } from '#catalogue';

/** A place whose help no rule of ours answers, with what it offers for the needs at hand. */
export type PlaceToGo = {
  readonly office: Office;
  readonly needs: readonly NeedId[];
  readonly offers: readonly Offer[];
  /** The place's own, else its organisation's: whoever is told "ask them" has to be able to. */
  readonly phone?: string;
};

/**
 * Places of foreign directories that say they help with one of the needs where the household is: the most urgent need
 * first, then the nearest by territory. Whether they will help is not known: nobody computes what they write.
 */
export function placesToGo(
  catalogue: Catalogue,
  territory: string,
  needs: readonly { readonly need: NeedId }[],
): PlaceToGo[] {
  const wanted = needs.map(({ need }) => need);
  const places = catalogue.offices.flatMap((office): PlaceToGo[] => {
    if (office.offers === undefined || !territoryContains(office.territory, territory)) return [];
    const offers = office.offers.filter((offer) => offer.needs.some((need) => wanted.includes(need)));
    const met = wanted.filter((need) => offers.some((offer) => offer.needs.includes(need)));
    const rank = (offer: Offer): number => wanted.findIndex((need) => offer.needs.includes(need));
    const phone = office.phone ?? catalogue.agencies.get(office.agency)?.phone;
    const told = phone === undefined ? {} : { phone };
    return met.length === 0
      ? []
      : [{ office, needs: met, ...told, offers: offers.toSorted((a, b) => rank(a) - rank(b)) }];
  });
  const urgency = ({ needs: met }: PlaceToGo): number => Math.min(...met.map((need) => wanted.indexOf(need)));
  return places.toSorted(
    (one, other) =>
      urgency(one) - urgency(other) ||
      Number(territoryContains(one.office.territory, other.office.territory)) -
        Number(territoryContains(other.office.territory, one.office.territory)) ||
      (one.office.id < other.office.id ? -1 : 1),
  );
}
