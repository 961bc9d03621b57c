import type { Agency, Catalogue, NeedId, Office, Offer } from '#catalogue';
import type { Text } from '#language';
import { withoutMark } from '#publication/certainty.ts';
import type { TableName } from '#publication/hsds/tables.ts';

import { cleanPhone } from './clean-text.ts';
import type { ForeignRow, ForeignRows, LeftOut } from './foreign-rows.ts';
import { hoursOf } from './hours-of-place.ts';
import { needOfTerm } from './need-terms.ts';
import { inBoth, nameOf, ownId } from './place-names.ts';
import { TerritoryFinder } from './territory-of-place.ts';

export type ImportOptions = {
  readonly pack: string;
  readonly catalogue: Catalogue;
  readonly territory?: string;
  readonly needs?: ReadonlyMap<string, NeedId>;
};

export type ImportedPack = {
  readonly agencies: readonly Agency[];
  readonly offices: readonly Office[];
  readonly leftOut: readonly LeftOut[];
};

/**
 * A foreign directory as places to go. What a place offers is told in the directory's own words: who may have it is
 * prose, which nobody computes. Nothing of it is certain, since nobody of ours has checked it.
 */
export function packOfDirectory(rows: ForeignRows, options: ImportOptions): ImportedPack {
  return new PackOfDirectory(rows, options).pack();
}

class PackOfDirectory {
  readonly #rows: ForeignRows;
  readonly #options: ImportOptions;
  readonly #territories: TerritoryFinder;
  readonly #agencies = new Map<string, Agency>();
  readonly #offices = new Map<string, Office>();
  readonly #by: (table: TableName, column: string) => ReadonlyMap<string, readonly ForeignRow[]>;

  constructor(rows: ForeignRows, options: ImportOptions) {
    this.#rows = rows;
    this.#options = options;
    this.#territories = new TerritoryFinder(options.catalogue, options.territory);
    const grouped = new Map<string, ReadonlyMap<string, readonly ForeignRow[]>>();
    this.#by = (table, column) => {
      const key = `${table}.${column}`;
      const known = grouped.get(key) ?? Map.groupBy(rows.of(table), (row) => row[column] ?? '');
      grouped.set(key, known);
      return known;
    };
  }

  pack(): ImportedPack {
    const offersAt = this.#offersByLocation();
    for (const location of this.#rows.of('location')) this.#place(location, offersAt.get(location.id) ?? []);
    return {
      agencies: [...this.#agencies.values()],
      offices: [...this.#offices.values()],
      leftOut: this.#rows.leftOut(),
    };
  }

  #leave(what: string, row: ForeignRow, ru: string, en: string): void {
    const name = row['name'];
    this.#rows.leave({ what, id: row.id, ...(name === undefined ? {} : { name }), reason: { ru, en } });
  }

  /** Services at the locations where they are given; one without a location becomes a place one can call. */
  #offersByLocation(): ReadonlyMap<string, readonly ForeignRow[]> {
    const at = new Map<string, ForeignRow[]>();
    const placesOf = this.#by('service_at_location', 'service_id');
    for (const link of this.#rows.of('service_at_location')) {
      if (this.#rows.get('service', link['service_id']) === undefined)
        this.#leave('service_at_location', link, 'услуги нет в справочнике', 'its service is not in the directory');
      else if (this.#rows.get('location', link['location_id']) === undefined)
        this.#leave('service_at_location', link, 'места нет в справочнике', 'its location is not in the directory');
    }
    for (const service of this.#rows.of('service')) {
      const status = service['status'] ?? 'active';
      if (status !== 'active') {
        this.#leave('service', service, `не действует: ${status}`, `not given: ${status}`);
        continue;
      }
      if (service['name'] === undefined) {
        this.#leave('service', service, 'нет названия', 'it has no name');
        continue;
      }
      const places = (placesOf.get(service.id) ?? []).flatMap(
        (link) => this.#rows.get('location', link['location_id'])?.id ?? [],
      );
      for (const place of new Set(places)) at.set(place, [...(at.get(place) ?? []), service]);
      if (places.length === 0) this.#callable(service);
    }
    return at;
  }

  #callable(service: ForeignRow): void {
    const agency = this.#agency(service['organization_id']);
    const phone = this.#phone([
      ...(this.#by('phone', 'service_id').get(service.id) ?? []),
      ...(this.#by('phone', 'organization_id').get(service['organization_id'] ?? '') ?? []),
    ]);
    const territory = this.#territories.ofArea(this.#by('service_area', 'service_id').get(service.id) ?? []);
    if (agency === undefined || phone === undefined || territory === undefined) {
      const [ru, en] =
        agency === undefined
          ? ['её организации нет в справочнике', 'its organisation is not in the directory']
          : ['нет ни места, ни телефона с территорией', 'it has neither a place nor a telephone with a territory'];
      this.#leave('service', service, ru ?? '', en ?? '');
      return;
    }
    this.#keep({
      id: ownId(this.#options.pack, service['name'] ?? '', service.id),
      agency: agency.id,
      kind: 'provider',
      name: agency.name,
      territory,
      addressRestricted: false,
      phone,
      offers: [this.#offer(service)],
      certainty: 'unsure',
    });
  }

  #place(location: ForeignRow, services: readonly ForeignRow[]): void {
    const kind = location['location_type'] ?? 'physical';
    if (kind !== 'physical') {
      this.#leave('location', location, `это не место, куда можно прийти: ${kind}`, `not a place to come to: ${kind}`);
      return;
    }
    const owner = location['organization_id'] ?? services[0]?.['organization_id'];
    const agency = this.#agency(owner);
    if (agency === undefined) {
      this.#leave('location', location, 'организации нет в справочнике', 'its organisation is not in the directory');
      return;
    }
    const addresses = this.#by('address', 'location_id').get(location.id) ?? [];
    const territory = this.#territories.of(location, addresses);
    if (territory === undefined) {
      this.#leave(
        'location',
        location,
        'не понятно, где это: укажите --territory КОД',
        'it is not told where this is: give --territory CODE',
      );
      return;
    }
    if (addresses.length > 1)
      this.#leave('location', location, 'адресов несколько: взят первый', 'several addresses: the first is taken');
    const isRestricted = this.#said(location.id, 'address-restricted') === 'true';
    const address = isRestricted ? undefined : addressLine(addresses[0]);
    const phone = this.#phone(this.#nearest('phone', location, services));
    const { words, opening } = hoursOf(this.#nearest('schedule', location, services));
    const note = location['description'];
    this.#keep({
      id: ownId(this.#options.pack, location['name'] ?? '', location.id),
      agency: agency.id,
      // Never a one-stop centre, whatever it calls itself: no route of ours leads to a place nobody has checked.
      kind: 'provider',
      name: nameOf(location) ?? agency.name,
      territory,
      ...(address === undefined ? {} : { address: withoutMark(inBoth(address)) }),
      addressRestricted: isRestricted,
      ...(phone === undefined ? {} : { phone }),
      ...(words === undefined ? {} : { hours: withoutMark(inBoth(words)) }),
      ...(opening === undefined ? {} : { opening }),
      ...(note === undefined ? {} : { note: withoutMark(inBoth(note)) }),
      ...(services.length === 0 ? {} : { offers: services.map((service) => this.#offer(service)) }),
      certainty: 'unsure',
    });
  }

  /** What is told of the place, else of its services there, else of these services anywhere. */
  #nearest(table: 'phone' | 'schedule', location: ForeignRow, services: readonly ForeignRow[]): readonly ForeignRow[] {
    const links = this.#by('service_at_location', 'location_id').get(location.id) ?? [];
    const told = [
      this.#by(table, 'location_id').get(location.id) ?? [],
      links.flatMap((link) => this.#by(table, 'service_at_location_id').get(link.id) ?? []),
      services.flatMap((service) => this.#by(table, 'service_id').get(service.id) ?? []),
    ];
    const [nearest = [], ...further] = told.filter((rows) => rows.length > 0);
    for (const _row of further.flat())
      this.#rows.count(table, { ru: 'у места есть своё: взято оно', en: 'the place has its own: that is taken' });
    return nearest;
  }

  #keep(office: Office): void {
    this.#offices.set(office.id, office);
  }

  /** The first telephone that can be dialled; the others and what is none are told. */
  #phone(phones: readonly ForeignRow[]): string | undefined {
    let first: string | undefined;
    for (const row of phones) {
      const phone = cleanPhone(row['number'] ?? '');
      if (phone === undefined)
        this.#rows.leave({
          what: 'phone',
          id: row.id,
          name: row['number']?.slice(0, 60) ?? '',
          reason: { ru: 'это не номер телефона', en: 'this is no telephone number' },
        });
      else if (first === undefined) first = phone;
      else if (phone !== first)
        this.#rows.count('phone', { ru: 'ещё один номер: взят первый', en: 'one more number: the first is taken' });
    }
    return first;
  }

  #agency(id: string | undefined): Agency | undefined {
    const row = this.#rows.get('organization', id);
    const name = row === undefined ? undefined : nameOf(row);
    if (row === undefined || name === undefined) return undefined;
    const known = this.#agencies.get(row.id);
    if (known !== undefined) return known;
    const phone = this.#phone(this.#by('phone', 'organization_id').get(row.id) ?? []);
    const agency: Agency = {
      id: ownId(this.#options.pack, row['name'] ?? '', row.id),
      name,
      shortName: name,
      // HSDS does not tell whether the state is behind it: nobody is promised the objections of a state agency.
      level: 'non-governmental',
      ...(phone === undefined ? {} : { phone }),
      certainty: 'unsure',
    };
    this.#agencies.set(row.id, agency);
    return agency;
  }

  #offer(service: ForeignRow): Offer {
    const costs = (this.#by('cost_option', 'service_id').get(service.id) ?? []).map((cost) =>
      [cost['option'], cost['amount'], cost['currency'], cost['amount_description']].filter(Boolean).join(' '),
    );
    const documents = (this.#by('required_document', 'service_id').get(service.id) ?? []).flatMap(
      (row) => row['document'] ?? [],
    );
    const ages = [
      ...(service['minimum_age'] === undefined ? [] : [`от ${service['minimum_age']} лет`]),
      ...(service['maximum_age'] === undefined ? [] : [`до ${service['maximum_age']} лет`]),
    ].join(' ');
    const about = sentences([service['description'], service['alert']]);
    const whoFor = sentences([service['eligibility_description'], ages]);
    const howTo = sentences([
      service['application_process'],
      service['wait_time'],
      service['fees_description'] ?? service['fees'],
      costs.length > 0 && service['fees_description'] === undefined ? costs.join('; ') : undefined,
      documents.length === 0 ? undefined : `Документы: ${documents.join('; ')}`,
    ]);
    return {
      name: nameOf(service) ?? inBoth(service['name'] ?? ''),
      needs: this.#needs(service),
      ...(about === '' ? {} : { about: inBoth(about) }),
      ...(whoFor === '' ? {} : { whoFor: inBoth(whoFor) }),
      ...(howTo === '' ? {} : { howTo: inBoth(howTo) }),
    };
  }

  #needs(service: ForeignRow): NeedId[] {
    const needs = new Set<NeedId>();
    const ours = new Set(['eligibility', 'deadline', 'subject', 'exclusion', 'certainty', 'situation']);
    for (const attribute of this.#by('attribute', 'link_id').get(service.id) ?? []) {
      if (ours.has(attribute['link_type'] ?? '')) continue;
      const term = this.#rows.get('taxonomy_term', attribute['taxonomy_term_id']);
      const said = [term?.['code'], term?.['term_uri'], term?.['name'], attribute['value']].filter(
        (one) => one !== undefined,
      );
      const need = said
        .map((one) => needOfTerm(one, this.#options.needs ?? new Map()))
        .find((one) => one !== undefined);
      if (need !== undefined) needs.add(need);
      else if (said.length > 0) this.#rows.count(`taxonomy_term «${said.at(-1)?.slice(0, 100) ?? ''}»`, unmapped);
    }
    if (needs.size === 0) {
      const named = needOfTerm(service['name'] ?? '', this.#options.needs ?? new Map());
      if (named !== undefined) needs.add(named);
      else
        this.#leave(
          'service',
          service,
          'не понятно, какой потребности касается: видна только у своего места',
          'it is not told which need it is about: seen only at its place',
        );
    }
    return [...needs];
  }

  /** What Okno's own export says of a place beyond HSDS. */
  #said(location: string, type: string): string | undefined {
    return (this.#by('attribute', 'link_id').get(location) ?? []).find((row) => row['link_type'] === type)?.['value'];
  }
}

const unmapped: Text = {
  ru: 'потребность не понята: назовите её в файле --needs',
  en: 'the need is not understood: name it in the file of --needs',
};

function addressLine(row: ForeignRow | undefined): string | undefined {
  if (row === undefined) return undefined;
  const line = [row['city'], row['address_1'], row['address_2']].filter((part) => part !== undefined).join(', ');
  return line === '' ? undefined : line;
}

function sentences(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (/[.!?…]$/u.test(part ?? '') ? part : `${part}.`))
    .join(' ');
}
