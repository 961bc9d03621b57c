import { assess, readTold } from '#assessment';
import type { Catalogue } from '#catalogue';

/**
 * Life situations in which a service helps, as the packs themselves show it: those recognised in an example whose
 * answer is *yes*. A service without such an example is grouped by none.
 */
export function situationsByService(catalogue: Catalogue, only?: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const service of catalogue.services.values()) {
    if (only !== undefined && service.id !== only) continue;
    for (const example of service.examples) {
      if (!example.expect.some(({ answer }) => answer === 'yes')) continue;
      const read = readTold(catalogue, example.situation, { asOf: example.asOf });
      if ('problems' in read) continue;
      const situations = found.get(service.id) ?? new Set();
      for (const { situation } of assess(catalogue, read.told).situations) situations.add(situation);
      found.set(service.id, situations);
    }
  }
  return found;
}
