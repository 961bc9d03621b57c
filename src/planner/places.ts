import { type Catalogue, type Office, type Service, territoryContains, type Travel, weekdays } from '#catalogue';

import { countOf, type DayCount, weekdayAt, type WorkDays } from './day-count.ts';
import type { RouteOptions } from './model.ts';
import { compareText } from './order.ts';

export type Hours = readonly { readonly from: string; readonly to: string }[];

/** Where a visit is made. */
export type Place = {
  readonly channel: 'mfc' | 'agency';
  readonly office?: string;
  /** Two visits to one place on one day are one visit. */
  readonly key: string;
  /** First free appointment; before every day when nobody has told of any. */
  readonly freeFrom: DayCount;
  readonly travel?: Travel;
  /** Hours by weekday from Monday on; nothing when they are not known. */
  readonly week?: readonly Hours[];
};

/** Another office is worth a thought only where the nearest has no free appointment. */
const fullOfficesLookAt = 3;

/** Places for one household: offices around its territory, with their hours, appointments and the way to them. */
export class Places {
  readonly #territory: string;
  readonly #catalogue: Catalogue;
  readonly #work: WorkDays;
  readonly #appointments: RouteOptions['appointments'];
  readonly #around = new Map<string, readonly Office[]>();
  readonly #made = new Map<string, Place>();
  readonly #asOf: DayCount;

  constructor(catalogue: Catalogue, territory: string, asOf: DayCount, work: WorkDays, options: RouteOptions) {
    this.#catalogue = catalogue;
    this.#territory = territory;
    this.#asOf = asOf;
    this.#work = work;
    this.#appointments = options.appointments;
  }

  /** Where a service is asked for in a way; the nearest by territory first. */
  of(channel: 'mfc' | 'agency', service: Service): readonly Place[] {
    const lists = (office: Office): boolean => office.services?.includes(service.id) === true;
    const around = this.#officesAround(channel === 'mfc' ? 'mfc' : service.authority, channel);
    const fitting = around.filter((office) => office.services === undefined || lists(office));
    // Of offices around one territory the one that lists the service comes first.
    const ordered = fitting.toSorted(
      (a, b) => compareWidth(a.territory, b.territory) || Number(lists(b)) - Number(lists(a)),
    );
    const [nearest] = ordered;
    if (nearest === undefined) {
      const key = channel === 'mfc' ? 'mfc' : `agency ${service.authority}`;
      return [this.#made.get(key) ?? this.#make(key, { channel, key, freeFrom: Number.NEGATIVE_INFINITY })];
    }
    const first = this.#placeOf(nearest, channel);
    if (first.freeFrom <= this.#asOf) return [first];
    return [first, ...ordered.slice(1, fullOfficesLookAt).map((office) => this.#placeOf(office, channel))];
  }

  isOpen(place: Place, day: DayCount): boolean {
    return place.week === undefined ? this.#work.isWorked(day) : this.hoursOn(place, day).length > 0;
  }

  /** A Saturday to which work was moved has the hours of a Friday. */
  hoursOn({ week }: Place, day: DayCount): Hours {
    if (week === undefined || this.#work.isHoliday(day)) return [];
    const own = week[weekdayAt(day)] ?? [];
    return own.length === 0 && this.#work.isMovedHere(day) ? (week[4] ?? []) : own;
  }

  #placeOf(office: Office, channel: 'mfc' | 'agency'): Place {
    const known = this.#made.get(office.id);
    if (known !== undefined) return known;
    const travel = this.#travelTo(office.standsIn);
    const free = this.#appointments?.get(office.id);
    return this.#make(office.id, {
      channel,
      office: office.id,
      key: office.id,
      freeFrom: free === undefined ? Number.NEGATIVE_INFINITY : countOf(free),
      ...(travel === undefined ? {} : { travel }),
      ...(office.opening === undefined
        ? {}
        : {
            week: weekdays.map((weekday) => (office.opening?.week ?? []).filter(({ days }) => days.includes(weekday))),
          }),
    });
  }

  #make(key: string, place: Place): Place {
    this.#made.set(key, place);
    return place;
  }

  #officesAround(agency: string, channel: 'mfc' | 'agency'): readonly Office[] {
    const known = this.#around.get(`${channel} ${agency}`);
    if (known !== undefined) return known;
    const around = this.#catalogue.offices
      .filter((office) => (channel === 'mfc' ? office.kind === 'mfc' : office.agency === agency))
      .filter((office) => territoryContains(office.territory, this.#territory))
      .toSorted((a, b) => compareText(a.id, b.id));
    this.#around.set(`${channel} ${agency}`, around);
    return around;
  }

  /** The way is told at either of its ends. */
  #travelTo(standsIn: string | undefined): Travel | undefined {
    if (standsIn === undefined || territoryContains(standsIn, this.#territory)) return undefined;
    const { territories } = this.#catalogue;
    const own = territories.get(this.#territory)?.travel?.find(({ to }) => territoryContains(to, standsIn));
    return own ?? territories.get(standsIn)?.travel?.find(({ to }) => territoryContains(to, this.#territory));
  }
}

/** Of two territories around one place the narrower comes first. */
function compareWidth(a: string, b: string): number {
  return Number(territoryContains(a, b)) - Number(territoryContains(b, a));
}
