import type { Rounding } from '#language/number.ts';
import type { Tree } from '#language/tree.ts';

/**
 * The one small form of all rules: a graph of values in an order in which they can be counted. Every distinct piece of
 * every rule stands in it once, so that services share what they have in common. A node is a told fact, a value derived
 * from facts, an aggregate over the members, a comparison (an atom) or a Boolean combination. It belongs to the
 * household, to each person of it, or to each pair of persons: the one outside a list of people and the one inside ("of
 * the same relation as he"). `layout.ts` lays it out for a household of some size and `run.ts` counts it; column and SQL
 * forms walk the same nodes.
 */
export type Frame = 'household' | 'person' | 'pair';

export type LeafKind = 'number' | 'boolean' | 'date' | 'text' | 'choices';

/** A constant: how a value looks in a slot. `state` is one of `states`. */
export type Slot = { readonly state: number; readonly low: number; readonly high: number };

/** What a slot may hold: FEEL's null, a known value, a number between bounds, or anything at all. */
export const states = { nothing: 0, known: 1, bounded: 2, open: 3 } as const;

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/';
export type Aggregate = 'count' | 'sum' | 'min' | 'max';

/** How a parameter stands from a day on, until the next one. */
export type Dated = { readonly from: number; readonly slot: Slot };

/** A name inside a tree that stands for a person: each in turn, or the applicant. */
export type Bind = readonly [name: string, who: 'each' | 'applicant'];

/** Numbers in nodes are indices of earlier nodes. */
export type Node = { readonly frame: Frame } & (
  | { readonly op: 'leaf'; readonly name: string; readonly kind: LeafKind }
  /** `parameters`: whose values of the day it was counted from; `tree`: what has another value in another territory. */
  | { readonly op: 'constant'; readonly slot: Slot; readonly parameters: readonly string[]; readonly tree?: Tree }
  /** A person's value of the applicant, for the household; of the person outside, for a pair. */
  | { readonly op: 'of-applicant' | 'of-outer'; readonly of: number }
  | { readonly op: 'all' | 'any'; readonly parts: readonly number[] }
  | { readonly op: 'not'; readonly of: number }
  /** Whether it is known to be none: `= null`. */
  | { readonly op: 'absent'; readonly of: number }
  | {
      readonly op: 'compare';
      readonly sign: Comparison;
      readonly left: number;
      readonly right: number;
      readonly ofNumbers: boolean;
    }
  /** Whether a text is one of the codes, or a list of choices holds the code (a bit). */
  | { readonly op: 'among'; readonly of: number; readonly codes: readonly number[] }
  | { readonly op: 'holds'; readonly of: number; readonly bit: number }
  | { readonly op: 'arithmetic'; readonly sign: Arithmetic; readonly left: number; readonly right: number }
  | {
      readonly op: 'if';
      readonly condition: number;
      readonly then: number;
      readonly otherwise: number;
      readonly ofNumbers: boolean;
    }
  /** Whole months from one day to another; years are these divided. */
  | { readonly op: 'months-between'; readonly from: number; readonly to: number }
  | { readonly op: 'years-of' | 'months-of'; readonly of: number }
  | { readonly op: 'shift-day'; readonly of: number; readonly months: number; readonly days: number }
  | { readonly op: 'round'; readonly of: number; readonly rounding: Rounding; readonly scale: number }
  /** The parameter as it stood on a day that is a fact. */
  | { readonly op: 'parameter-on'; readonly of: number; readonly parameter: string; readonly dated: readonly Dated[] }
  | { readonly op: 'least' | 'greatest'; readonly parts: readonly number[] }
  /** Several ways to know the same thing: the first known one counts. */
  | { readonly op: 'first-known'; readonly ways: readonly number[] }
  /** Over the members for whom `among` holds; `of` is a person's value. */
  | { readonly op: 'aggregate'; readonly aggregate: Aggregate; readonly among: number; readonly of: number }
  | { readonly op: 'some' | 'every'; readonly among: number; readonly of: number }
  /** What this form has no operation for: the tree evaluator is asked; `rests` are the facts it may rest on. */
  | {
      readonly op: 'tree';
      readonly tree: Tree;
      readonly binds: readonly Bind[];
      readonly rests: readonly number[];
      readonly parameters: readonly string[];
    }
);

/** What the values of a node are; truths are kept apart from numbers. */
export type Kind = LeafKind | 'months';

export type Graph = {
  readonly nodes: readonly Node[];
  /** Kind of each node. */
  readonly kinds: readonly Kind[];
  /** Codes of texts: equal texts have equal codes. */
  readonly texts: ReadonlyMap<string, number>;
};

/** The nodes a node is counted from. */
export function inputsOf(node: Node): readonly number[] {
  switch (node.op) {
    case 'leaf':
    case 'constant':
      return [];
    case 'tree':
      return node.rests;
    case 'all':
    case 'any':
    case 'least':
    case 'greatest':
      return node.parts;
    case 'compare':
    case 'arithmetic':
      return [node.left, node.right];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'months-between':
      return [node.from, node.to];
    case 'first-known':
      return node.ways;
    case 'aggregate':
    case 'some':
    case 'every':
      return [node.among, node.of];
    default:
      return [node.of];
  }
}
