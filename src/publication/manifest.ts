import type { Language } from '#language';

import type { JsonLd } from './cpsv/catalogue-graph.ts';
import type { ClassName } from './cpsv/terms.ts';
import type { Edition } from './edition.ts';
import type { Tables } from './hsds/tables.ts';

export const manifestForm = 'okno-publication-1';

/** How much of each kind a publication holds: a half of it passes every shape, and is told by these. */
export type Counts = {
  readonly services: number;
  readonly criteria: number;
  readonly organisations: number;
  readonly situations: number;
  readonly places: number;
  readonly hsdsServices: number;
  readonly hsdsOrganizations: number;
  readonly hsdsServiceAtLocations: number;
};

export type Manifest = {
  readonly form: typeof manifestForm;
  readonly asOf: string;
  readonly base: string;
  readonly language: Language;
  readonly packs: readonly string[];
  readonly digest: string;
  readonly counts: Counts;
  /** Services that have no version in force on the day, and are not published. */
  readonly notInForce: readonly string[];
  /** Places whose address is not published, known to the packs or not. */
  readonly restrictedAddresses: number;
};

export function manifestOf(edition: Edition, language: Language, graph: JsonLd, tables: Tables): Manifest {
  const count = (type: ClassName): number => graph['@graph'].filter((node) => node.type.includes(type)).length;
  const { catalogue } = edition;
  return {
    form: manifestForm,
    asOf: edition.asOf,
    base: edition.iris.base,
    language,
    packs: catalogue.packs.map(({ id, version }) => `${id} ${version}`),
    digest: catalogue.digest,
    counts: {
      services: count('PublicService'),
      criteria: count('Criterion'),
      organisations: count('PublicOrganisation'),
      situations: count('LifeEvent'),
      places: catalogue.offices.length,
      hsdsServices: tables.service.length,
      hsdsOrganizations: tables.organization.length,
      hsdsServiceAtLocations: tables.service_at_location.length,
    },
    notInForce: edition.notInForce,
    restrictedAddresses: catalogue.offices.filter(({ addressRestricted }) => addressRestricted).length,
  };
}
