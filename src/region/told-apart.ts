import type { Catalogue, Service, ServiceVersion } from '#catalogue';
import { versionOn } from '#catalogue';
import type { CheckedExpression, Text } from '#language';

const kindPrefix = 'kind-';
export const incomeId = 'income-a-head';

/**
 * The law with what reports tell households apart by beside its services, as if each were one: kinds of households, and the
 * income a head as an amount. So whatever answers services answers these too. What a service brings in twelve months stands
 * for its amount where the packs say it.
 */
export function toldApart(catalogue: Catalogue, day: string): Catalogue {
  const { kinds, income } = catalogue.population;
  const added = [
    ...kinds.map(({ id, name, when }) => asService(`${kindPrefix}${id}`, name, { when })),
    ...(income === undefined ? [] : [asService(incomeId, { ru: 'Доход', en: 'Income' }, { amount: income })]),
  ];
  const services = [...catalogue.services.values()].map((service) => yearly(service, day));
  return { ...catalogue, services: new Map([...services, ...added].map((service) => [service.id, service])) };
}

export function kindIdOf(service: string): string | undefined {
  return service.startsWith(kindPrefix) ? service.slice(kindPrefix.length) : undefined;
}

function yearly(service: Service, day: string): Service {
  const dated = versionOn(service, day);
  const amount = dated?.version.amount;
  if (dated === undefined || amount?.overYear === undefined) return service;
  const version = { ...dated.version, amount: { ...amount, value: amount.overYear, per: 'year' as const } };
  return { ...service, versions: service.versions.with(dated.index, version) };
}

function asService(
  id: string,
  name: Text,
  { when, amount }: { readonly when?: CheckedExpression; readonly amount?: CheckedExpression },
): Service {
  const article = { citation: '', certainty: 'derived' } as const;
  const version: ServiceVersion = {
    from: '0001-01-01',
    transition: [],
    basis: [article],
    criteria: when === undefined ? [] : [{ id, text: name, when, article, kind: 'condition' }],
    ...(amount === undefined ? {} : { amount: { value: amount, currency: 'RUB', per: 'year' } }),
    evidence: [],
    gives: [],
    channels: [],
    collectInPerson: false,
    remedies: [],
    certainty: 'derived',
  };
  return {
    id,
    code: '',
    name,
    summary: name,
    howTo: name,
    authority: '',
    covers: [],
    aroundTheClock: false,
    subject: { each: 'household', nobody: name },
    versions: [version],
    examples: [],
    file: '',
    pack: '',
  };
}
