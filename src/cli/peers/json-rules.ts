import type { NestedCondition, TopLevelCondition } from 'json-rules-engine';

import type { MakePeer } from './peer.ts';
import type { PlainRule } from './plain-rules.ts';

const operators = {
  '=': 'equal',
  '!=': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
} as const;

/** json-rules-engine: one engine with a rule for each service over flat facts. */
export const jsonRules: MakePeer = async ({ rules }) => {
  const { Engine } = await import('json-rules-engine');
  const engine = new Engine(rules.map((rule, index) => ({ conditions: topLevel(rule), event: { type: `s${index}` } })));
  const places = new Map(rules.map((_, index) => [`s${index}`, index]));
  return {
    name: 'json-rules-engine',
    how: 'one engine, a rule for each service, flat facts',
    households: 40,
    answer: async (values) => {
      const { events } = await engine.run({ ...values });
      const holds = rules.map(() => false);
      for (const { type } of events) holds[places.get(type) ?? -1] = true;
      return holds;
    },
  };
};

function topLevel(rule: PlainRule): TopLevelCondition {
  const one = condition(rule);
  return 'all' in one || 'any' in one || 'not' in one ? one : { all: [one] };
}

function condition(rule: PlainRule): NestedCondition {
  switch (rule.kind) {
    case 'all':
      return { all: rule.parts.map(condition) };
    case 'any':
      return { any: rule.parts.map(condition) };
    case 'not':
      return { not: condition(rule.of) };
    case 'value':
      return { fact: rule.name, operator: 'equal', value: true };
    case 'in':
      return { fact: rule.name, operator: 'in', value: rule.texts };
    case 'compare': {
      const value =
        typeof rule.right === 'string'
          ? { fact: rule.right }
          : typeof rule.right === 'object'
            ? rule.right.text
            : rule.right;
      return { fact: rule.left, operator: operators[rule.sign], value };
    }
  }
}
