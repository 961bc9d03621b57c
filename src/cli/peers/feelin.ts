import type { MakePeer } from './peer.ts';
import type { PlainRule } from './plain-rules.ts';

/** feelin: FEEL again; all services in one list, parsed once as a FEEL function that is then called from JavaScript. */
export const feelin: MakePeer = async ({ rules, kinds }) => {
  const { evaluate } = await import('@bpmn-io/feelin');
  const names = [...kinds.keys()];
  const text = `function(${names.join(', ')}) [${rules.map(expression).join(', ')}]`;
  const parsed = evaluate(text) as unknown;
  const made = typeof parsed === 'object' && parsed !== null && 'value' in parsed ? parsed.value : parsed;
  const call = callable(made);
  return {
    name: '@bpmn-io/feelin',
    how: 'parsed once, as a FEEL function',
    households: 20,
    answer: (values) => (call(names.map((name) => values[name])) as readonly unknown[]).map((holds) => holds === true),
  };
};

function callable(made: unknown): (args: readonly unknown[]) => unknown {
  if (typeof made === 'function') return (args) => (made as (...all: readonly unknown[]) => unknown)(...args);
  const wrapped = made as { readonly invoke: (args: readonly unknown[]) => unknown };
  return (args) => wrapped.invoke(args);
}

function expression(rule: PlainRule): string {
  switch (rule.kind) {
    case 'all':
      return `(${rule.parts.map(expression).join(' and ')})`;
    case 'any':
      return `(${rule.parts.map(expression).join(' or ')})`;
    case 'not':
      return `not(${expression(rule.of)})`;
    case 'value':
      return rule.name;
    case 'in':
      return `(${rule.name} in (${rule.texts.map((one) => JSON.stringify(one)).join(', ')}))`;
    case 'compare':
      return `(${rule.left} ${rule.sign} ${typeof rule.right === 'object' ? JSON.stringify(rule.right.text) : String(rule.right)})`;
  }
}
