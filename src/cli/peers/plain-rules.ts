import type { Answers } from '#assessment';
import type { Graph, Node } from '#language';
import { inputsOf, states, truths } from '#language';

/**
 * The services' rules as every engine can say them: all, any, not, comparisons and memberships over plain values. What
 * the peers have no word for (ages, sums over the members, conditions on other people) is a value handed in, counted
 * before: that is in their favour. Each service is asked about one subject only, the last person where it is about
 * persons; Okno answers for everybody in the same time.
 */
export type PlainRule =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly PlainRule[] }
  | { readonly kind: 'not'; readonly of: PlainRule }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'in'; readonly name: string; readonly texts: readonly string[] }
  | {
      readonly kind: 'compare';
      readonly sign: Sign;
      readonly left: string;
      readonly right: string | number | PlainText;
    };

export type Sign = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type PlainText = { readonly text: string };
export type PlainValue = boolean | number | string;
export type PlainValues = Readonly<Record<string, PlainValue>>;

export type PlainRules = {
  readonly rules: readonly PlainRule[];
  /** What each value is, by its name. */
  readonly kinds: ReadonlyMap<string, 'boolean' | 'number' | 'text'>;
  /** The values of a household; undefined when one of them is "none" (null), which some peers stumble over. */
  readonly valuesOf: (answers: Answers) => PlainValues | undefined;
};

export function plainRules(answers: Answers): PlainRules {
  const { graph, services } = answers.rulebook;
  const texts = [...graph.texts].reduce<string[]>((all, [text, code]) => {
    all[code] = text;
    return all;
  }, []);
  const used = new Map<string, number>();
  const name = (node: number): string => {
    used.set(`v${node}`, node);
    return `v${node}`;
  };
  const rules = services.map(({ together }) => ruleOf(together, graph, texts, name));
  const kindOf = (node: number): 'boolean' | 'number' | 'text' => {
    const kind = graph.kinds[node];
    return kind === 'boolean' || kind === 'text' ? kind : 'number';
  };
  return {
    rules,
    kinds: new Map([...used].map(([key, node]) => [key, kindOf(node)])),
    valuesOf: (counted) => {
      const values: Record<string, PlainValue> = {};
      for (const [key, node] of used) {
        const value = valueAt(counted, node, kindOf(node), texts);
        if (value === undefined) return undefined;
        values[key] = value;
      }
      return values;
    },
  };
}

/** The subject a peer is asked about. */
export function subjectPlace(answers: Answers): number {
  return answers.told.people.length - 1;
}

function ruleOf(index: number, graph: Graph, texts: readonly string[], name: (node: number) => string): PlainRule {
  const node = graph.nodes[index] as Node;
  const rule = (of: number): PlainRule => ruleOf(of, graph, texts, name);
  const constantOf = (of: number): number | PlainText | undefined => {
    const constant = graph.nodes[of];
    if (constant?.op !== 'constant' || constant.slot.state !== states.known) return undefined;
    return graph.kinds[of] === 'text' ? { text: texts[constant.slot.low] ?? '' } : constant.slot.low;
  };
  switch (node.op) {
    case 'all':
    case 'any':
      return { kind: node.op, parts: node.parts.map(rule) };
    case 'not':
      return { kind: 'not', of: rule(node.of) };
    case 'among':
      return { kind: 'in', name: name(node.of), texts: node.codes.map((code) => texts[code] ?? '') };
    case 'compare': {
      const right = constantOf(node.right);
      if (graph.kinds[node.left] === 'boolean') {
        const isSame = (right === 1) === (node.sign === '=');
        return right === undefined
          ? { kind: 'value', name: name(index) }
          : isSame
            ? rule(node.left)
            : { kind: 'not', of: rule(node.left) };
      }
      if (inputsOf(node).every((input) => constantOf(input) !== undefined) || restsOnUnknown(index, graph))
        return { kind: 'value', name: name(index) };
      if (constantOf(node.left) !== undefined)
        return { kind: 'compare', sign: turned[node.sign], left: name(node.right), right: constantOf(node.left) ?? 0 };
      return { kind: 'compare', sign: node.sign, left: name(node.left), right: right ?? name(node.right) };
    }
    default:
      return { kind: 'value', name: name(index) };
  }
}

/** Whether a parameter without a value stands behind a node: what rests on it is handed in, as "no". */
function restsOnUnknown(index: number, graph: Graph): boolean {
  const node = graph.nodes[index] as Node;
  return (
    (node.op === 'constant' && node.slot.state !== states.known) ||
    inputsOf(node).some((input) => restsOnUnknown(input, graph))
  );
}

const turned: Readonly<Record<Sign, Sign>> = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function valueAt({ run, told }: Answers, node: number, kind: string, texts: readonly string[]): PlainValue | undefined {
  const slot = run.layout.at(node, told.people.length - 1);
  if (kind === 'boolean') return run.truth[slot] === truths.neither ? undefined : run.truth[slot] === truths.yes;
  if (run.state[slot] !== states.known) return undefined;
  const value = run.low[slot] ?? 0;
  return kind === 'text' ? (texts[value] ?? `text ${value}`) : value;
}
