import type { Criterion } from '#catalogue';
import { marked } from '#publication/certainty.ts';
import type { Edition, ServiceInForce } from '#publication/edition.ts';

import { certaintyIri, conceptIri } from './concept-nodes.ts';
import { lawIri } from './law-nodes.ts';
import { namesInRule } from './names-in-rule.ts';
import type { Node } from './terms.ts';

/** Criteria of a service, whom it is about, and the evidence it asks for: CCCEV requirements, each with its rule. */
export function requirementNodes(edition: Edition, { service, version }: ServiceInForce): Node[] {
  return [
    ...aboutWhom(edition, { service, version }),
    ...version.criteria.map((criterion) => criterionNode(edition, { service, version }, criterion)),
    ...evidenceNodes(edition, { service, version }),
  ];
}

/** `subject.where`: of whom the criteria are asked at all. */
function aboutWhom({ iris, catalogue }: Edition, { service, version }: ServiceInForce): Node[] {
  const { where, each, nobody } = service.subject;
  if (where === undefined) return [];
  return [
    {
      id: iris.part(service.id, version.from, 'subject'),
      type: ['Requirement', 'Criterion'],
      identifier: `${service.id}/subject`,
      title: { ru: `Кого касается услуга «${service.name.ru}»`, en: `Whom the service "${service.name.en}" is about` },
      // What is said when it is about nobody of the household.
      definition: nobody,
      plainLabel: `Кого касается услуга «${service.name.ru}»`,
      kind: [conceptIri(iris, 'criterion-kind', 'subject')],
      expression: where.text,
      ownerOfEvidence: each,
      hasConcept: namesInRule(catalogue, where.tree).map(({ kind, id }) => iris.thing(kind, id)),
      fulfils: [iris.part(service.id, version.from, 'rule')],
      certainty: certaintyIri(iris, version.certainty),
    },
  ];
}

function criterionNode({ iris, catalogue }: Edition, { service, version }: ServiceInForce, criterion: Criterion): Node {
  const text = marked(criterion.text, criterion.article.certainty);
  return {
    id: iris.part(service.id, version.from, 'criterion', criterion.id),
    type: ['Requirement', 'Criterion'],
    identifier: `${service.id}/${criterion.id}`,
    title: text,
    plainLabel: text.ru,
    kind: [conceptIri(iris, 'criterion-kind', criterion.kind)],
    fulfils: [iris.part(service.id, version.from, 'rule')],
    implements: [lawIri(iris, criterion.article)],
    certainty: certaintyIri(iris, criterion.article.certainty),
    ...(criterion.opens === undefined ? {} : { opensOn: criterion.opens.text }),
    ...(criterion.closes === undefined ? {} : { closesOn: criterion.closes.text }),
    ...(criterion.judgedBy === undefined ? {} : { judgedBy: criterion.judgedBy }),
    ...(criterion.when === undefined
      ? {}
      : {
          expression: criterion.when.text,
          hasConcept: namesInRule(catalogue, criterion.when.tree).map(({ kind, id }) => iris.thing(kind, id)),
        }),
  };
}

/** One requirement for each paper, since each may be asked under a condition of its own. */
function evidenceNodes({ iris, catalogue }: Edition, { service, version }: ServiceInForce): Node[] {
  return version.evidence.flatMap((use, index): Node[] => {
    const name = catalogue.evidence.get(use.evidence)?.name;
    if (name === undefined) return [];
    const key = [version.from, 'evidence', String(index)];
    // CCCEV: any one list satisfies the requirement, so what serves as well is a list of its own.
    const lists = [use.evidence, ...(use.or ?? []).map((other) => other.evidence)].map((evidence, way): Node => ({
      id: iris.part(service.id, ...key, 'list', String(way)),
      type: ['EvidenceTypeList'],
      identifier: `${service.id}/evidence/${index}/list/${way}`,
      plainLabel: catalogue.evidence.get(evidence)?.name.ru,
      specifiesEvidenceType: [iris.thing('evidence', evidence)],
    }));
    return [
      {
        id: iris.part(service.id, ...key),
        type: ['Requirement', 'InformationRequirement'],
        identifier: `${service.id}/evidence/${index}`,
        title: name,
        plainLabel: name.ru,
        kind: [conceptIri(iris, 'criterion-kind', 'evidence')],
        hasEvidenceTypeList: lists.map(({ id }) => id),
        suppliedBy: use.from,
        ownerOfEvidence: use.of,
        certainty: certaintyIri(iris, version.certainty),
        ...(use.when === undefined
          ? {}
          : {
              appliesWhen: use.when.text,
              hasConcept: namesInRule(catalogue, use.when.tree).map(({ kind, id }) => iris.thing(kind, id)),
            }),
      },
      ...lists,
    ];
  });
}

/** Kinds of evidence that any service asks for or gives, each with how long it is accepted. */
export function evidenceTypeNodes({ iris, catalogue }: Edition): Node[] {
  return [...catalogue.evidence.values()].flatMap((evidence): Node[] => {
    const id = iris.thing('evidence', evidence.id);
    const { validFor } = evidence;
    const node: Node = {
      id,
      type: ['EvidenceType'],
      identifier: evidence.id,
      title: evidence.name,
      evidenceTypeClassification: [conceptIri(iris, 'evidence-kind', evidence.kind)],
      ...(evidence.howToGet === undefined ? {} : { howTo: evidence.howToGet }),
      ...(evidence.heldBy === undefined ? {} : { heldBy: [iris.thing('agency', evidence.heldBy)] }),
    };
    if (validFor === undefined || validFor.certainty === 'unsure') return [node];
    const duration = validFor.months === undefined ? `P${validFor.days}D` : `P${validFor.months}M`;
    return [
      { ...node, validityPeriodConstraint: [`${id}/validity`] },
      {
        id: `${id}/validity`,
        type: ['ProperInterval'],
        duration,
        certainty: certaintyIri(iris, validFor.certainty),
      },
    ];
  });
}
