/** Tables of HSDS 3, in the order in which they refer to each other. */
export const tableNames = [
  'taxonomy',
  'taxonomy_term',
  'organization',
  'service',
  'service_area',
  'location',
  'service_at_location',
  'address',
  'phone',
  'schedule',
  'language',
  'cost_option',
  'required_document',
  'attribute',
] as const;
export type TableName = (typeof tableNames)[number];

export type Row = { readonly id: string; readonly [column: string]: string | number | undefined };
export type Tables = Readonly<Record<TableName, readonly Row[]>>;

export function tablesOf<Table>(make: (name: TableName) => Table): Readonly<Record<TableName, Table>> {
  return Object.fromEntries(tableNames.map((name) => [name, make(name)])) as Record<TableName, Table>;
}

/** Paths of the tabular form: HSDS names the files in the plural. */
export const csvNames: Readonly<Record<TableName, string>> = {
  taxonomy: 'taxonomies.csv',
  taxonomy_term: 'taxonomy_terms.csv',
  organization: 'organizations.csv',
  service: 'services.csv',
  service_area: 'service_areas.csv',
  location: 'locations.csv',
  service_at_location: 'service_at_location.csv',
  address: 'addresses.csv',
  phone: 'phones.csv',
  schedule: 'schedules.csv',
  language: 'languages.csv',
  cost_option: 'cost_options.csv',
  required_document: 'required_documents.csv',
  attribute: 'attributes.csv',
};
