import { type Catalogue, type ChannelKind, type Day, type Office, type Service, territoryContains } from '#catalogue';

import type { Leg } from './leg.ts';
import { compareText } from './order.ts';

/** Where a visit is made. */
export type Place = {
  readonly channel: 'mfc' | 'agency';
  readonly office?: string;
  /** Two visits to one place on one day are one visit. */
  readonly key: string;
};

/** A visit to be made, with the places where it can be made, the preferred first. */
export type Visit = {
  readonly id: string;
  readonly day: Day;
  readonly places: readonly Place[];
  /** An earlier visit at whose place this one has to be: what was applied for there is handed over there. */
  readonly sameAs?: string;
};

/** Places of the channels the person can use; an agency's own office where no channel is a place. */
export function placesOf(leg: Leg, catalogue: Catalogue, territory: string): readonly Place[] {
  const channels = leg.channels.filter(isPlace);
  return (channels.length === 0 ? ['agency' as const] : channels).map((channel) => {
    const office = findOffice(catalogue.offices, channel, leg.service, territory)?.id;
    const unnamed = channel === 'mfc' ? 'mfc' : `agency ${leg.service.authority}`;
    return { channel, key: office ?? unnamed, ...(office === undefined ? {} : { office }) };
  });
}

/** The nearest office by territory that serves the agency, or every agency in a one-stop centre. */
export function findOffice(
  offices: readonly Office[],
  channel: 'mfc' | 'agency',
  service: Service,
  territory: string,
): Office | undefined {
  const lists = (office: Office): number => (office.services?.includes(service.id) === true ? 1 : 0);
  return offices
    .filter((office) => (channel === 'mfc' ? office.kind === 'mfc' : office.agency === service.authority))
    .filter((office) => territoryContains(office.territory, territory))
    .filter((office) => office.services === undefined || lists(office) === 1)
    .toSorted((a, b) => compareWidth(a.territory, b.territory) || lists(b) - lists(a) || compareText(a.id, b.id))[0];
}

/** Of two territories around one place the narrower comes first. */
function compareWidth(a: string, b: string): number {
  return Number(territoryContains(a, b)) - Number(territoryContains(b, a));
}

/** Chooses a place for every visit so that those of one day need few places: the one that serves most comes first. */
export function choosePlaces(visits: readonly Visit[]): ReadonlyMap<string, Place> {
  const chosen = new Map<string, Place>();
  const bound = (visit: Visit): Visit => {
    const place = visit.sameAs === undefined ? undefined : chosen.get(visit.sameAs);
    return place === undefined ? visit : { ...visit, places: [place] };
  };
  for (const day of [...new Set(visits.map((visit) => visit.day))].toSorted(compareText)) {
    let open = visits
      .filter((visit) => visit.day === day)
      .map(bound)
      .toSorted((a, b) => compareText(a.id, b.id));
    while (open.length > 0) {
      const key = mostUseful(open);
      for (const visit of open) {
        const place = visit.places.find((one) => one.key === key);
        if (place !== undefined) chosen.set(visit.id, place);
      }
      open = open.filter((visit) => !chosen.has(visit.id));
    }
  }
  return chosen;
}

/** A place that has to be visited anyway, else the place where most visits can be made, else the first preference. */
function mostUseful(visits: readonly Visit[]): string {
  const count = new Map<string, number>();
  for (const { places } of visits) {
    const isOnlyPlace = new Set(places.map(({ key }) => key)).size === 1;
    for (const { key } of places) count.set(key, (count.get(key) ?? 0) + (isOnlyPlace ? visits.length + 1 : 1));
  }
  const [first] = [...count].toSorted(([, a], [, b]) => b - a);
  if (first === undefined) throw new Error('A visit has no place to be made at');
  return first[0];
}

function isPlace(channel: ChannelKind): channel is 'mfc' | 'agency' {
  return channel === 'mfc' || channel === 'agency';
}
