import { inputsOf } from './graph.ts';
import type { Frame, Graph, Node } from './graph.ts';
import { operationOf, thresholdOf } from './instructions.ts';
import type { Places } from './instructions.ts';
import { yesSlot } from './opcodes.ts';

/** The nodes that the roots are counted from, and themselves. */
export function reachedFrom(graph: Graph, roots: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = graph.nodes[next];
    if (node === undefined || found.has(next)) continue;
    found.add(next);
    open.push(...inputsOf(node));
  }
  return found;
}

/**
 * The nodes in batches: always counted ones first; then by how far they stand from the facts; then by operation and frame.
 * Inside a batch those stand together that are likely to take the same way through the machine: comparisons of one value
 * in the order of their thresholds, combinations by their length.
 */
export function batchesOf(graph: Graph, isCounted: ReadonlySet<number> | undefined): readonly (readonly number[])[] {
  const levels = levelsOf(graph);
  const all = graph.nodes.flatMap((node, index): Placed[] => {
    if (isAlias(node)) return [];
    const isFact = node.op === 'leaf' || node.op === 'constant';
    const late = isFact || isCounted === undefined || isCounted.has(index) ? 0 : 1;
    const batch =
      ((late * graph.nodes.length + levels[index]!) * 64 + operationOf(node, graph)) * 3 + frames.indexOf(node.frame);
    const [first, second] = likeness(node, graph);
    return [{ batch, first, second, index }];
  });
  all.sort((x, y) => x.batch - y.batch || x.first - y.first || x.second - y.second || x.index - y.index);
  const batches: number[][] = [];
  for (const [place, { batch, index }] of all.entries()) {
    if (batch === all[place - 1]?.batch) batches.at(-1)?.push(index);
    else batches.push([index]);
  }
  return batches;
}

type Placed = { readonly batch: number; readonly first: number; readonly second: number; readonly index: number };

const frames: readonly Frame[] = ['household', 'person', 'pair'];

/** How many steps a node stands from the facts. */
function levelsOf(graph: Graph): Int32Array {
  const levels = new Int32Array(graph.nodes.length);
  for (const [index, node] of graph.nodes.entries()) {
    let level = -1;
    for (const input of inputsOf(node)) level = Math.max(level, levels[input]!);
    levels[index] = isAlias(node) ? level : level + 1;
  }
  return levels;
}

/** Nodes that only point at another node's slot. */
function isAlias(node: Node): boolean {
  return node.op === 'of-applicant' || node.op === 'of-outer';
}

function likeness(node: Node, graph: Graph): readonly [number, number] {
  if (node.op === 'all' || node.op === 'any') return [node.parts.length, 0];
  if (node.op !== 'compare') return [0, 0];
  const before = thresholdOf(graph, node.left);
  return before === undefined ? [node.left, thresholdOf(graph, node.right) ?? 0] : [node.right, before];
}

/**
 * Where the slots of each node begin and how far they are apart for the outer and the inner person. Nodes of one
 * operation and frame stand together person by person: all of the first, then all of the second.
 */
export function placesOf(
  graph: Graph,
  batches: readonly (readonly number[])[],
  people: number,
  applicant: number,
): { readonly size: number; readonly at: Places['at'] } {
  const base = new Int32Array(graph.nodes.length);
  const byOuter = new Int32Array(graph.nodes.length);
  const byInner = new Int32Array(graph.nodes.length);
  let size = yesSlot + 1;
  for (const batch of batches) {
    const frame = graph.nodes[batch[0] ?? 0]?.frame;
    for (const [place, index] of batch.entries()) {
      base[index] = size + place;
      byOuter[index] = frame === 'pair' ? people * batch.length : 0;
      byInner[index] = frame === 'household' ? 0 : batch.length;
    }
    size += batch.length * (frame === 'pair' ? people * people : frame === 'person' ? people : 1);
  }
  for (const [index, node] of graph.nodes.entries()) {
    if (node.op === 'of-applicant') base[index] = (base[node.of] ?? 0) + applicant * (byInner[node.of] ?? 0);
    if (node.op === 'of-outer') base[index] = base[node.of] ?? 0;
    if (node.op === 'of-outer') byOuter[index] = byInner[node.of] ?? 0;
  }
  return {
    size,
    at: (node, person, outer = person) =>
      (base[node] ?? 0) + outer * (byOuter[node] ?? 0) + person * (byInner[node] ?? 0),
  };
}
