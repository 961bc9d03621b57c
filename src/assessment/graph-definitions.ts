import { daysOfChange, parameterOn } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { anyNumber, dayNumber, dayText, evaluate, partsOf, unknown } from '#language';
import type { Definitions, Kind, Tree, Value, ValueType, World } from '#language';

import { parameterPrefix } from './household.ts';

const kinds = {
  boolean: 'boolean',
  number: 'number',
  money: 'number',
  date: 'date',
  text: 'text',
  choice: 'text',
  choices: 'choices',
} as const;

/** What stands behind the names of rules on the day; also used to grow other graphs from the same packs. */
export function definitionsOf(catalogue: Catalogue, asOf: string, territory: string): Definitions {
  const parameter = (id: string, day: string): Value => {
    const found = catalogue.parameters.get(id);
    const value = found === undefined ? undefined : parameterOn(found, territory, day);
    return value === undefined ? unknown(new Set([`${parameterPrefix}${id}`]), anyNumber) : value.value;
  };
  const world = constantWorld(asOf, territory, parameter);
  return {
    leaf: (name) => {
      const fact = catalogue.facts.get(name);
      return fact === undefined
        ? undefined
        : { of: fact.of, kind: kinds[fact.type], choices: fact.choices.map((choice) => choice.value) };
    },
    derived: (name) => {
      const derived = catalogue.derived.get(name);
      if (derived === undefined || derived.parameters.length > 0) return undefined;
      const kind = kindOf(derived.type);
      return kind === undefined ? undefined : { of: derived.of, kind, ways: derived.ways };
    },
    isConstant: (name) => name === 'today' || name === 'territory' || catalogue.parameters.has(name),
    behind: (name) => catalogue.derived.get(name)?.ways ?? [],
    constant: (tree) => evaluate(tree, world),
    parametersIn: (tree) => parametersIn(tree, catalogue),
    isLocal: (tree) => isLocal(tree, catalogue),
    dated: (id) => {
      const found = catalogue.parameters.get(id);
      const days = found === undefined ? [] : daysOfChange(found);
      const before = { from: -Infinity, value: unknown(new Set([`${parameterPrefix}${id}`]), anyNumber) };
      return [before, ...days.map((from) => ({ from, value: parameter(id, dayText(from)) }))];
    },
  };
}

/** How the graph holds values of a type; undefined for what it has no slots for (a period): such a rule stays a tree. */
function kindOf(type: ValueType): Kind | undefined {
  if (type.kind === 'boolean' || type.kind === 'date' || type.kind === 'text' || type.kind === 'number')
    return type.kind;
  return type.kind === 'duration' ? 'months' : undefined;
}

/** Parameters whose values a tree that rests on no fact is counted from. */
function parametersIn(tree: Tree, catalogue: Catalogue): readonly string[] {
  const own =
    tree.kind === 'name'
      ? tree.name
      : tree.kind === 'call' && tree.name === 'parameterOn'
        ? literalText(tree.args[0])
        : undefined;
  const found = own !== undefined && catalogue.parameters.has(own) ? [own] : [];
  return [...new Set([...found, ...partsOf(tree).flatMap((part) => parametersIn(part, catalogue))])];
}

/** Whether a tree that rests on no fact names the territory, or a parameter that is not the same everywhere. */
function isLocal(tree: Tree, catalogue: Catalogue): boolean {
  if (tree.kind === 'name' && tree.name === 'territory') return true;
  const own = tree.kind === 'name' ? tree.name : undefined;
  const asked = tree.kind === 'call' && tree.name === 'parameterOn' ? (literalText(tree.args[0]) ?? '') : own;
  const parameter = asked === undefined ? undefined : catalogue.parameters.get(asked);
  if (asked === '' || parameter?.isRegional === true || parameter?.values.some(({ territory }) => territory !== ''))
    return true;
  return partsOf(tree).some((part) => isLocal(part, catalogue));
}

function literalText(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'literal' && typeof tree.value === 'string' ? tree.value : undefined;
}

/** The day, the territory and the parameters; nothing about anybody. */
function constantWorld(asOf: string, territory: string, parameter: (id: string, day: string) => Value): World {
  return {
    global: (name) => {
      if (name === 'today') return { kind: 'date', day: dayNumber(asOf) ?? 0 };
      return name === 'territory' ? territory : parameter(name, asOf);
    },
    member: () => null,
    call: (_name, [id, day]) => {
      const isDay = typeof day === 'object' && day !== null && day.kind === 'date';
      return typeof id === 'string' && isDay ? parameter(id, dayText(day.day)) : null;
    },
  };
}
