import type { TableName } from '#publication/hsds/tables.ts';

import type { ForeignRows } from './foreign-rows.ts';

type Foreign = Readonly<Record<string, unknown>>;
export type DocumentKind = 'service' | 'organization' | 'service_at_location' | 'location';

/** What a compiled HSDS document is, told by what it holds. */
export function kindOf(document: Foreign): DocumentKind | undefined {
  if ('location_type' in document) return 'location';
  if ('service_id' in document || 'location_id' in document || ('location' in document && 'service' in document))
    return 'service_at_location';
  if ('status' in document || 'organization_id' in document || 'service_at_locations' in document) return 'service';
  return 'name' in document ? 'organization' : undefined;
}

/** Takes a compiled document apart into rows of tables. */
export function flatten(rows: ForeignRows, kind: DocumentKind, document: Foreign): void {
  const take = { service, organization, service_at_location: serviceAtLocation, location }[kind];
  take(rows, document, {});
}

type Owner = Readonly<Record<string, string>>;

function service(rows: ForeignRows, document: Foreign, owner: Owner): string | undefined {
  const organizationId = one(rows, document, 'organization', organization);
  const id = rows.add('service', document, { ...owner, ...keyed('organization_id', organizationId) });
  if (id === undefined) return undefined;
  const own = { service_id: id };
  each(rows, document, 'phones', (item) => rows.add('phone', item, own));
  each(rows, document, 'schedules', (item) => rows.add('schedule', item, own));
  each(rows, document, 'cost_options', (item) => rows.add('cost_option', item, own));
  each(rows, document, 'required_documents', (item) => rows.add('required_document', item, own));
  each(rows, document, 'service_at_locations', (item) => serviceAtLocation(rows, item, own));
  attributes(rows, document, id);
  return id;
}

function organization(rows: ForeignRows, document: Foreign, owner: Owner): string | undefined {
  const id = rows.add('organization', document, owner);
  if (id === undefined) return undefined;
  const own = { organization_id: id };
  each(rows, document, 'phones', (item) => rows.add('phone', item, own));
  each(rows, document, 'locations', (item) => location(rows, item, own));
  each(rows, document, 'services', (item) => service(rows, item, own));
  return id;
}

function serviceAtLocation(rows: ForeignRows, document: Foreign, owner: Owner): string | undefined {
  const locationId = one(rows, document, 'location', location);
  const serviceId = one(rows, document, 'service', service);
  const id = rows.add('service_at_location', document, {
    ...owner,
    ...keyed('location_id', locationId),
    ...keyed('service_id', serviceId),
  });
  if (id === undefined) return undefined;
  const own = { service_at_location_id: id };
  each(rows, document, 'phones', (item) => rows.add('phone', item, own));
  each(rows, document, 'schedules', (item) => rows.add('schedule', item, own));
  return id;
}

function location(rows: ForeignRows, document: Foreign, owner: Owner): string | undefined {
  const id = rows.add('location', document, owner);
  if (id === undefined) return undefined;
  const own = { location_id: id };
  each(rows, document, 'addresses', (item) => rows.add('address', item, own));
  each(rows, document, 'phones', (item) => rows.add('phone', item, own));
  each(rows, document, 'schedules', (item) => rows.add('schedule', item, own));
  attributes(rows, document, id);
  return id;
}

function attributes(rows: ForeignRows, document: Foreign, link_id: string): void {
  each(rows, document, 'attributes', (item) => {
    const term = item['taxonomy_term'];
    const termId = isForeign(term) ? rows.add('taxonomy_term', term) : undefined;
    rows.add('attribute', item, { link_id, ...keyed('taxonomy_term_id', termId) });
  });
}

function each(rows: ForeignRows, document: Foreign, name: string, take: (item: Foreign) => void): void {
  const list = document[name];
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    rows.count(name, { ru: 'не список', en: 'not a list' });
    return;
  }
  for (const item of list as unknown[]) {
    if (isForeign(item)) take(item);
    else rows.count(name, { ru: 'не запись', en: 'not a record' });
  }
}

function one(
  rows: ForeignRows,
  document: Foreign,
  name: TableName,
  take: (rows: ForeignRows, document: Foreign, owner: Owner) => string | undefined,
): string | undefined {
  const value = document[name];
  if (value === undefined || value === null) return undefined;
  if (isForeign(value)) return take(rows, value, {});
  rows.count(name, { ru: 'не запись', en: 'not a record' });
  return undefined;
}

export function isForeign(value: unknown): value is Foreign {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyed(column: string, id: string | undefined): Owner {
  return id === undefined ? {} : { [column]: id };
}
