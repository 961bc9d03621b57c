import { versionOn } from '#catalogue';
import type { Catalogue, Day, Service, ServiceVersion } from '#catalogue';

import type { Iris } from './iris.ts';

export type ServiceInForce = { readonly service: Service; readonly version: ServiceVersion };

/** What is published: the catalogue as it stands on a day, under names that begin with one base. */
export type Edition = {
  readonly catalogue: Catalogue;
  readonly iris: Iris;
  readonly asOf: Day;
  /** Who answers for the publication, as they call themselves. */
  readonly publisher?: string;
  readonly services: readonly ServiceInForce[];
  /** Services with no version in force on the day: told, not published. */
  readonly notInForce: readonly string[];
};

export function editionOf(catalogue: Catalogue, iris: Iris, asOf: Day, publisher?: string): Edition {
  const services = [...catalogue.services.values()].map((service) => ({
    service,
    version: versionOn(service, asOf)?.version,
  }));
  return {
    catalogue,
    iris,
    asOf,
    ...(publisher === undefined ? {} : { publisher }),
    services: services.flatMap(({ service, version }) => (version === undefined ? [] : [{ service, version }])),
    notInForce: services.flatMap(({ service, version }) => (version === undefined ? [service.id] : [])),
  };
}

/** Codes of where the service is given: its pack's territory; the whole country when the pack names none. */
export function territoryOf(catalogue: Catalogue, service: Service): string {
  return catalogue.packs.find(({ id }) => id === service.pack)?.territory ?? '';
}

/** The full code of a territory as it is kept: `69` is `69000000`; the empty code is the whole country. */
export function fullCode(territory: string): string {
  return territory.length >= 8 ? territory : territory.padEnd(8, '0');
}
