import { parameterOn } from '#catalogue';
import type { DerivedFact, Fact, Parameter } from '#catalogue';
import { typeText } from '#language';
import type { Edition } from '#publication/edition.ts';
import { certaintyIri, conceptIri } from './concept-nodes.ts';
import { namesInRule } from './names-in-rule.ts';
import type { Node } from './terms.ts';

/** Every fact, derived fact and parameter as an Information Concept of CCCEV. */
export function factNodes(edition: Edition): Node[] {
  const { catalogue } = edition;
  return [
    ...[...catalogue.facts.values()].map((fact) => toldFact(edition, fact)),
    ...[...catalogue.derived.values()].map((derived) => derivedFact(edition, derived)),
    ...[...catalogue.parameters.values()].flatMap((parameter) => parameterNodes(edition, parameter)),
  ];
}

function toldFact({ iris, catalogue }: Edition, fact: Fact): Node {
  const holder = fact.heldBy === undefined ? undefined : catalogue.agencies.get(fact.heldBy);
  return {
    id: iris.thing('fact', fact.id),
    type: ['InformationConcept'],
    identifier: fact.id,
    plainLabel: fact.name.ru,
    heading: fact.name,
    kind: [conceptIri(iris, 'fact-kind', fact.type)],
    ...(fact.help === undefined ? {} : { plainDescription: fact.help.ru }),
    ...(holder === undefined ? {} : { heldBy: [iris.thing('agency', holder.id)] }),
  };
}

function derivedFact({ iris, catalogue }: Edition, derived: DerivedFact): Node {
  const parameters = derived.parameters.map(({ name, type }) => `${name}: ${typeText(type, 'en')}`).join(', ');
  const uses = derived.ways.flatMap((way) => namesInRule(catalogue, way.tree));
  const iriOf = new Set(uses.filter(({ id }) => id !== derived.id).map(({ kind, id }) => iris.thing(kind, id)));
  return {
    id: iris.thing('fact', derived.id),
    type: ['InformationConcept'],
    identifier: derived.id,
    plainLabel: derived.name.ru,
    heading: derived.name,
    kind: [conceptIri(iris, 'fact-kind', 'derived')],
    notation: `${derived.id}${parameters === '' ? '' : `(${parameters})`}: ${typeText(derived.type, 'en')}`,
    expressionOfExpectedValue: derived.ways.map((way) => way.text),
    ...(iriOf.size === 0 ? {} : { requires: [...iriOf] }),
  };
}

/** A parameter, and its value in each territory on the day: only one in force there counts. */
function parameterNodes({ iris, asOf }: Edition, parameter: Parameter): Node[] {
  const id = iris.thing('parameter', parameter.id);
  const territories = [...new Set(parameter.values.map(({ territory }) => territory))];
  const values = territories.flatMap((territory) => {
    const own = {
      ...parameter,
      isRegional: false,
      values: parameter.values.filter((one) => one.territory === territory),
    };
    const value = parameterOn(own, territory, asOf);
    return value === undefined ? [] : [value];
  });
  return [
    {
      id,
      type: ['InformationConcept'],
      identifier: parameter.id,
      plainLabel: parameter.name.ru,
      heading: parameter.name,
      kind: [conceptIri(iris, 'fact-kind', 'parameter')],
      notation: parameter.unit,
    },
    ...values.map((value): Node => ({
      id: iris.thing('parameter', `${parameter.id}/${value.territory === '' ? 'country' : value.territory}`),
      type: ['SupportedValue'],
      providesValueFor: [id],
      // A value that has to be checked is told in words and never as a number a program may count with.
      ...(value.certainty === 'unsure'
        ? { heading: { ru: `${value.value} (требует проверки)`, en: `${value.value} (to be checked)` } }
        : { value: String(value.value) }),
      startDate: value.from,
      ...(value.to === undefined ? {} : { endDate: value.to }),
      plainDescription: value.act,
      certainty: certaintyIri(iris, value.certainty),
    })),
  ];
}
