import { namesBehind } from '#assessment';
import type { Catalogue, LawChange, Service } from '#catalogue';
import { versionOn } from '#catalogue';

/** Services whose answer or amount on the day a change can touch: its own, and those that rest on a changed parameter. */
export function touchedBy({ before, after }: LawChange, day: string): ReadonlySet<string> {
  const parameters = [...before.parameters.values()].flatMap(({ id }) =>
    after.parameters.get(id) === before.parameters.get(id) ? [] : [id],
  );
  return new Set(
    [...before.services.values()].flatMap((service) => {
      const isChanged = after.services.get(service.id) !== service;
      return isChanged || restsOn(before, service, day, parameters) ? [service.id] : [];
    }),
  );
}

function restsOn(catalogue: Catalogue, service: Service, day: string, parameters: readonly string[]): boolean {
  if (parameters.length === 0) return false;
  const version = versionOn(service, day)?.version;
  const expressions = [
    service.subject.where,
    ...(version?.criteria.map(({ when }) => when) ?? []),
    version?.amount?.value,
    version?.amount?.overYear,
    ...(version?.transition.flatMap(({ keeps, asOn }) => [keeps, asOn]) ?? []),
  ];
  const names = new Set<string>();
  for (const expression of expressions) if (expression !== undefined) namesBehind(catalogue, expression.tree, names);
  // `parameterOn` names its parameter in a text.
  return names.has('parameterOn') || parameters.some((parameter) => names.has(parameter));
}
