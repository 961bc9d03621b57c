import type { Catalogue } from '#catalogue';

/** Ids of the services that are asked for, in the order of the catalogue; all when they are not said. */
export function wantedServices(catalogue: Catalogue, ids: readonly string[] | undefined): readonly string[] {
  return [...catalogue.services.keys()].filter((id) => ids?.includes(id) ?? true);
}
