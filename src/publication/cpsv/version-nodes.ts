import type { ServiceVersion } from '#catalogue';
import { marked } from '#publication/certainty.ts';
import type { Edition, ServiceInForce } from '#publication/edition.ts';

import { certaintyIri, conceptIri, publicConcepts } from './concept-nodes.ts';
import { namesInRule } from './names-in-rule.ts';
import type { Node } from './terms.ts';

/** How the service can be applied for; its places are channels of their own (`place-nodes.ts`). */
export function channelNodes({ iris, catalogue }: Edition, { service, version }: ServiceInForce): Node[] {
  return version.channels.map((channel, index) => ({
    id: iris.part(service.id, version.from, 'channel', String(index)),
    type: ['Channel'],
    identifier: `${service.id}/${channel.kind}/${index}`,
    description: service.howTo,
    kind: [conceptIri(iris, 'channel-kind', channel.kind)],
    ...(channel.kind === 'mfc' ? {} : { ownedBy: [iris.thing('agency', service.authority)] }),
    ...(channel.when === undefined
      ? {}
      : {
          appliesWhen: channel.when.text,
          hasConcept: namesInRule(catalogue, channel.when.tree).map(({ kind, id }) => iris.thing(kind, id)),
        }),
  }));
}

/** Papers, records and statuses that are given, and the money. */
export function outputNodes({ iris, catalogue }: Edition, { service, version }: ServiceInForce): Node[] {
  const given = version.gives.flatMap(({ evidence, of }): Node[] => {
    const known = catalogue.evidence.get(evidence);
    if (known === undefined) return [];
    return [
      {
        id: iris.part(service.id, version.from, 'output', evidence, of),
        type: ['Output'],
        identifier: `${service.id}/output/${evidence}/${of}`,
        title: known.name,
        kind: [conceptIri(iris, 'evidence-kind', known.kind)],
        specifiesEvidenceType: [iris.thing('evidence', evidence)],
        ownerOfEvidence: of,
      },
    ];
  });
  const { amount } = version;
  if (amount === undefined) return given;
  const money: Node = {
    id: iris.part(service.id, version.from, 'output', 'amount'),
    type: ['Output'],
    identifier: `${service.id}/output/amount`,
    title: service.name,
    ...(amount.text === undefined ? {} : { description: amount.text }),
    kind: [conceptIri(iris, 'evidence-kind', 'money')],
    expression: amount.value.text,
    currency: amount.currency === 'RUB' ? publicConcepts.rouble : undefined,
    per: amount.per,
    hasConcept: namesInRule(catalogue, amount.value.tree).map(({ kind, id }) => iris.thing(kind, id)),
    certainty: certaintyIri(iris, version.certainty),
  };
  return [...given, money];
}

/** What the person pays. A fee that has to be checked is told in words, without the number. */
export function costNodes({ iris }: Edition, { service, version }: ServiceInForce): Node[] {
  const fee = version.feeRoubles;
  if (fee === undefined) return [];
  const words =
    fee.value === 0 ? { ru: 'бесплатно', en: 'free of charge' } : { ru: `${fee.value} ₽`, en: `${fee.value} roubles` };
  return [
    {
      id: iris.part(service.id, version.from, 'cost'),
      type: ['Cost'],
      identifier: `${service.id}/cost`,
      description: marked(words, fee.certainty),
      ...(fee.certainty === 'unsure' ? {} : { hasValue: fee.value, currency: publicConcepts.rouble }),
      certainty: certaintyIri(iris, fee.certainty),
    },
  ];
}

/**
 * The term as `xsd:duration`, which knows no working days: five of them are told as a week. A term that has to be
 * checked is left out of the duration, which could carry no mark; the days stay in our own words.
 */
export function processingTime(version: ServiceVersion): Partial<Node> {
  const { term } = version;
  if (term === undefined) return {};
  return {
    termDays: term.days,
    termUnit: term.certainty === 'unsure' ? `${term.unit}, to be checked` : term.unit,
    ...(term.extendedTo === undefined ? {} : { termExtendedTo: term.extendedTo }),
    ...(term.certainty === 'unsure' ? {} : { processingTime: `P${calendarDays(term)}D` }),
  };
}

export function calendarDays({ days, unit }: Pick<NonNullable<ServiceVersion['term']>, 'days' | 'unit'>): number {
  if (unit === 'calendar') return days;
  const rest = days % 5;
  return Math.floor(days / 5) * 7 + (rest === 0 ? 0 : rest + 2);
}
