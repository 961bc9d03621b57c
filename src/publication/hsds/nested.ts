import type { Row, TableName, Tables } from './tables.ts';

type Nested = Readonly<Record<string, unknown>>;

/** The compiled forms of HSDS 3: each service, organisation and service at a location with all that belongs to it. */
export type HsdsDocuments = {
  readonly services: readonly Nested[];
  readonly organizations: readonly Nested[];
  readonly service_at_locations: readonly Nested[];
};

export function nestedDocuments(tables: Tables): HsdsDocuments {
  const under = (table: TableName, column: string): ((id: string) => readonly Row[]) => {
    const byOwner = Map.groupBy(tables[table], (row) => String(row[column] ?? ''));
    return (id) => byOwner.get(id) ?? [];
  };
  const byId = (table: TableName): ReadonlyMap<string, Row> => new Map(tables[table].map((row) => [row.id, row]));
  const [terms, taxonomies, services, locations, organizations] = (
    ['taxonomy_term', 'taxonomy', 'service', 'location', 'organization'] as const
  ).map(byId) as [Found, Found, Found, Found, Found];

  const attributesOf = under('attribute', 'link_id');
  const attributes = (id: string): Nested =>
    filled({
      attributes: attributesOf(id).map((row) => {
        const term = terms.get(String(row['taxonomy_term_id']));
        const taxonomy = taxonomies.get(String(term?.['taxonomy_id']));
        return filled({ ...row, taxonomy_term: term && filled({ ...term, taxonomy_detail: taxonomy }) });
      }),
    });
  const [phonesOfService, phonesOfPlace, phonesOfOrganization] = (
    ['service_id', 'location_id', 'organization_id'] as const
  ).map((column) => under('phone', column)) as [Owned, Owned, Owned];
  const addresses = under('address', 'location_id');
  const schedules = under('schedule', 'location_id');
  const areas = under('service_area', 'service_id');
  const languages = under('language', 'service_id');
  const costs = under('cost_option', 'service_id');
  const documents = under('required_document', 'service_id');
  const placesOfService = under('service_at_location', 'service_id');
  const servicesOf = under('service', 'organization_id');
  const locationsOf = under('location', 'organization_id');

  const location = (row: Row | undefined): Nested | undefined =>
    row &&
    filled({
      ...row,
      addresses: addresses(row.id),
      phones: phonesOfPlace(row.id),
      schedules: schedules(row.id),
      ...attributes(row.id),
    });
  const organization = (row: Row | undefined): Nested | undefined =>
    row && filled({ ...row, phones: phonesOfOrganization(row.id), ...attributes(row.id) });
  const service = (row: Row): Nested =>
    filled({
      ...row,
      phones: phonesOfService(row.id),
      service_areas: areas(row.id),
      languages: languages(row.id),
      cost_options: costs(row.id),
      required_documents: documents(row.id),
      ...attributes(row.id),
    });
  const atLocations = (id: string): Nested =>
    filled({
      service_at_locations: placesOfService(id).map((row) =>
        filled({ ...row, location: location(locations.get(String(row['location_id']))) }),
      ),
    });

  return {
    services: tables.service.map((row) => ({
      ...service(row),
      ...atLocations(row.id),
      ...filled({ organization: organization(organizations.get(String(row['organization_id']))) }),
    })),
    organizations: tables.organization.map((row) => ({
      ...organization(row),
      ...filled({ locations: locationsOf(row.id).map(location), services: servicesOf(row.id).map(service) }),
    })),
    service_at_locations: tables.service_at_location.map((row) => {
      const of = services.get(String(row['service_id']));
      return filled({
        ...row,
        location: location(locations.get(String(row['location_id']))),
        service: of && service(of),
      });
    }),
  };
}

type Found = ReadonlyMap<string, Row>;
type Owned = (id: string) => readonly Row[];

/** Without what is not known and without empty lists. */
function filled(of: Readonly<Record<string, unknown>>): Nested {
  return Object.fromEntries(
    Object.entries(of).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}
