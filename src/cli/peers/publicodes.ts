import type { MakePeer } from './peer.ts';
import type { PlainRule, PlainValue } from './plain-rules.ts';

/** Publicodes: a rule for each service, the values as the situation. The one peer that knows missing values. */
export const publicodes: MakePeer = async ({ rules, kinds }) => {
  const { default: Engine } = await import('publicodes');
  const written: Record<string, unknown> = {};
  for (const [name, kind] of kinds)
    written[name] = { 'par défaut': kind === 'number' ? 0 : kind === 'boolean' ? 'non' : "''" };
  for (const [index, rule] of rules.entries()) written[`s${index}`] = { valeur: expression(rule) };
  const engine = new Engine(written as ConstructorParameters<typeof Engine>[0], {
    logger: { log: ignored, warn: ignored, error: ignored },
  });
  return {
    name: 'publicodes',
    how: 'setSituation, then evaluate for each service',
    households: 10,
    answer: (values) => {
      engine.setSituation(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, said(value)])));
      return rules.map((_, index) => engine.evaluate(`s${index}`).nodeValue === true);
    },
  };
};

function ignored(): void {}

function said(value: PlainValue): string | number {
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  return typeof value === 'string' ? `'${value}'` : value;
}

function expression(rule: PlainRule): unknown {
  switch (rule.kind) {
    case 'all':
      return { 'toutes ces conditions': rule.parts.map(expression) };
    case 'any':
      return { 'une de ces conditions': rule.parts.map(expression) };
    case 'not':
      return rule.of.kind === 'value'
        ? `${rule.of.name} = non`
        : { variations: [{ si: expression(rule.of), alors: 'non' }, { sinon: 'oui' }] };
    case 'value':
      return rule.name;
    case 'in':
      return { 'une de ces conditions': rule.texts.map((text) => `${rule.name} = '${text}'`) };
    case 'compare': {
      const right = typeof rule.right === 'object' ? `'${rule.right.text}'` : String(rule.right);
      return `${rule.left} ${rule.sign} ${right}`;
    }
  }
}
