import type { Tree } from '#language/tree.ts';
import type { Value } from '#language/values.ts';
import type { Arithmetic, Comparison, Frame, Graph, Kind, Node } from './graph.ts';
import { slotOf } from './slots.ts';

/** Thrown inside the room when a piece has no operation of its own. */
export class NoOperation extends Error {}

/** The nodes of a graph as it grows; what is said twice stands once. */
export class Nodes {
  readonly #nodes: Node[] = [];
  readonly #kinds: Kind[] = [];
  readonly #known = new Map<string, number>();
  readonly #texts = new Map<string, number>();

  graph(): Graph {
    return { nodes: this.#nodes, kinds: this.#kinds, texts: this.#texts };
  }

  add(node: Node, kind: Kind): number {
    const key = keyOf(node, kind);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#nodes.push(node);
    this.#kinds.push(kind);
    this.#known.set(key, this.#nodes.length - 1);
    return this.#nodes.length - 1;
  }

  node(index: number): Node | undefined {
    return this.#nodes[index];
  }

  kind(index: number): Kind {
    return this.#kinds[index] ?? 'number';
  }

  /** Whom a node is of that is counted from these. */
  frame(...inputs: readonly number[]): Frame {
    let widest: Frame = 'household';
    for (const input of inputs) {
      const frame = this.#nodes[input]?.frame;
      if (frame === 'pair') return 'pair';
      if (frame === 'person') widest = 'person';
    }
    return widest;
  }

  /** What is said of a list of people is said once, unless it depends on the person outside the list. */
  frameOverPeople(...inputs: readonly number[]): Frame {
    return this.frame(...inputs) === 'pair' ? 'person' : 'household';
  }

  /** The code of a text. */
  text(text: string): number {
    const code = this.#texts.get(text) ?? this.#texts.size;
    this.#texts.set(text, code);
    return code;
  }

  /** `local`: what the value is of, where it is another one in another territory; such constants are told apart by that. */
  constant(value: Value, parameters: readonly string[] = [], local?: Tree): number {
    const found = slotOf(value, (text) => this.text(text));
    if (found === undefined) throw new NoOperation();
    const node = { op: 'constant', slot: found.slot, parameters, frame: 'household' } as const;
    return this.add(local === undefined ? node : { ...node, tree: local }, found.kind);
  }

  /** `and` or `or`: a chain inside a chain of the same kind is one chain. */
  combine(op: 'all' | 'any', parts: readonly number[]): number {
    return this.chain(
      op,
      parts.flatMap((part) => this.#inside(part, op)),
    );
  }

  /** A part said twice is said once. */
  chain(op: 'all' | 'any', parts: readonly number[]): number {
    const distinct = [...new Set(parts)];
    const [only] = distinct;
    if (distinct.length === 1 && only !== undefined) return only;
    return this.add({ op, parts: distinct, frame: this.frame(...distinct) }, 'boolean');
  }

  #inside(index: number, op: 'all' | 'any'): readonly number[] {
    const node = this.#nodes[index];
    return node !== undefined && node.op === op ? node.parts : [index];
  }

  compare(sign: Comparison, left: number, right: number): number {
    const kind = this.kind(left);
    if (kind !== this.kind(right) || kind === 'choices' || kind === 'months') throw new NoOperation();
    if ((kind === 'text' || kind === 'boolean') && sign !== '=' && sign !== '!=') throw new NoOperation();
    return this.add(
      { op: 'compare', sign, left, right, ofNumbers: kind === 'number', frame: this.frame(left, right) },
      'boolean',
    );
  }

  arithmetic(sign: Arithmetic, left: number, right: number): number {
    if (this.kind(left) !== 'number' || this.kind(right) !== 'number') throw new NoOperation();
    return this.add({ op: 'arithmetic', sign, left, right, frame: this.frame(left, right) }, 'number');
  }
}

/** Says the same of equal nodes only: the parts of nodes of one operation stand in one order. */
function keyOf(node: Node, kind: Kind): string {
  let key: string = kind;
  for (const part of Object.values(node)) key += typeof part === 'object' ? `;${keyOfPart(part)}` : `;${String(part)}`;
  return key;
}

function keyOfPart(part: unknown): string {
  if (Array.isArray(part)) return part.map(keyOfPart).join(',');
  if (typeof part !== 'object' || part === null) return String(part);
  // Equal trees at other places of other texts are equal.
  const isTree = 'kind' in part;
  const entries = Object.entries(part).filter(([name]) => !isTree || (name !== 'from' && name !== 'to'));
  return `{${entries.map(([name, value]) => `${name}:${keyOfPart(value)}`).join(' ')}}`;
}
