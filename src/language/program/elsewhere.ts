import type { Value } from '#language/values.ts';
import type { Definitions } from './definitions.ts';
import { states } from './graph.ts';
import type { Dated, Graph, Node, Slot } from './graph.ts';
import { slotOf } from './slots.ts';

/**
 * A graph with the values of another territory: the same nodes, and other constants where the values differ. Undefined
 * where a value differs in more than its size (it is not known there, or nought) and that decides how something is
 * counted, so that what was found out about the one graph need not hold for the other.
 */
export function elsewhere(graph: Graph, definitions: Definitions): Graph | undefined {
  const decisive = decisiveIn(graph);
  const nodes: Node[] = [];
  for (const [index, node] of graph.nodes.entries()) {
    const found = nodeElsewhere(node, graph, definitions);
    if (found === undefined || (decisive.has(index) && !isAlike(node, found))) return undefined;
    nodes.push(found);
  }
  return { ...graph, nodes };
}

/** What something is compared with, or divided by. */
function decisiveIn({ nodes }: Graph): ReadonlySet<number> {
  const found = new Set<number>();
  for (const node of nodes) {
    if (node.op === 'compare') found.add(node.left).add(node.right);
    if (node.op === 'arithmetic' && node.sign === '/') found.add(node.right);
  }
  return found;
}

function isAlike(one: Node, other: Node): boolean {
  if (one.op !== 'constant' || other.op !== 'constant') return true;
  return one.slot.state === other.slot.state && (one.slot.low === 0) === (other.slot.low === 0);
}

function nodeElsewhere(node: Node, graph: Graph, definitions: Definitions): Node | undefined {
  const slotIn = (value: Value, before: Slot): Slot | undefined => {
    const found = slotOf(value, (text) => graph.texts.get(text) ?? Number.NaN)?.slot;
    // A text that no rule here names.
    if (found === undefined || (found.state === states.known && Number.isNaN(found.low))) return undefined;
    return (found.state === states.nothing) === (before.state === states.nothing) ? found : undefined;
  };
  if (node.op === 'constant' && node.tree !== undefined) {
    const slot = slotIn(definitions.constant(node.tree), node.slot);
    return slot === undefined ? undefined : { ...node, slot };
  }
  if (node.op !== 'parameter-on') return node;
  const dated = definitions.dated(node.parameter).flatMap(({ from, value }, place): Dated[] => {
    const before = node.dated[place];
    const slot = before?.from === from ? slotIn(value, before.slot) : undefined;
    return slot === undefined ? [] : [{ from, slot }];
  });
  return dated.length === node.dated.length ? { ...node, dated } : undefined;
}
