import type { MakePeer } from './peer.ts';
import type { PlainRule } from './plain-rules.ts';

/** GoRules ZEN: one decision with an expression for each service, compiled once. */
export const zen: MakePeer = async ({ rules }) => {
  const { ZenDecisionContent, ZenEngine } = await import('@gorules/zen-engine');
  const expressions = rules.map((rule, index) => ({ id: `e${index}`, key: `s${index}`, value: expression(rule) }));
  const content = new ZenDecisionContent({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      { id: 'rules', type: 'expressionNode', name: 'rules', position: { x: 1, y: 0 }, content: { expressions } },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'rules' },
      { id: 'b', type: 'edge', sourceId: 'rules', targetId: 'out' },
    ],
  });
  const decision = new ZenEngine().createDecision(content);
  return {
    name: '@gorules/zen-engine',
    how: 'one compiled decision (ZenDecisionContent), an expression for each service',
    households: 200,
    answer: async (values) => {
      const { result } = (await decision.evaluate(values)) as { result: Readonly<Record<string, boolean>> };
      return rules.map((_, index) => result[`s${index}`] === true);
    },
  };
};

function expression(rule: PlainRule): string {
  switch (rule.kind) {
    case 'all':
      return `(${rule.parts.map(expression).join(' and ')})`;
    case 'any':
      return `(${rule.parts.map(expression).join(' or ')})`;
    case 'not':
      return `(not ${expression(rule.of)})`;
    case 'value':
      return rule.name;
    case 'in':
      return `(${rule.name} in ${JSON.stringify(rule.texts)})`;
    case 'compare': {
      const right = typeof rule.right === 'object' ? JSON.stringify(rule.right.text) : String(rule.right);
      return `(${rule.left} ${rule.sign === '=' ? '==' : rule.sign} ${right})`;
    }
  }
}
