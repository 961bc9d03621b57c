import { rulebookOf } from '#assessment';
import type { ServiceRules } from '#assessment';
import type { Catalogue } from '#catalogue';
import { inputsOf } from '#language';
import type { Graph, Node } from '#language';

import { lawsOf } from './laws.ts';

/**
 * Services whose answers another law or another day may have changed for somebody of whom nothing else has changed: somewhere
 * their rules are not the same piece by piece on both days. Parameters and the day itself are constants of a rulebook, so a
 * higher sum, a new version and the age of a child on the day are all found alike.
 */
export function servicesTouched(catalogue: Catalogue, since: string, asOf: string): ReadonlySet<string> {
  const touched = new Set<string>();
  const [before, after] = [lawsOf(catalogue, since), lawsOf(catalogue, asOf)];
  const seen = new Set<string>();
  for (const territory of catalogue.territories.keys()) {
    const [lawBefore, lawAfter] = [before(territory), after(territory)];
    if (seen.has(`${lawBefore} ${lawAfter}`)) continue;
    seen.add(`${lawBefore} ${lawAfter}`);
    const [old, now] = [rulebookOf(catalogue, since, lawBefore), rulebookOf(catalogue, asOf, lawAfter)];
    const pieces = new Map<string, number>();
    const [ofOld, ofNow] = [numbered(old.graph, pieces), numbered(now.graph, pieces)];
    for (const id of catalogue.services.keys()) {
      const [one, other] = [old.serviceOf.get(id), now.serviceOf.get(id)];
      if (one === undefined && other === undefined) continue;
      if (one === undefined || other === undefined || wordOf(one, ofOld) !== wordOf(other, ofNow)) touched.add(id);
    }
  }
  return touched;
}

/** The rules of a service as one text; where the law of an earlier day may be kept, no other text is the same. */
function wordOf(rules: ServiceRules, pieces: readonly number[]): string | symbol {
  const { versionIndex, where, together, amount, criteria, keeps } = rules;
  if (keeps.length > 0) return Symbol(rules.service.id);
  const nodes = [where, together, amount, ...criteria.map(({ node }) => node ?? -1)];
  return JSON.stringify([versionIndex, ...nodes.map((node) => pieces[node] ?? -1)]);
}

/** A number for each piece of a graph: pieces that say the same have the same number, in every graph numbered with these. */
function numbered(graph: Graph, pieces: Map<string, number>): readonly number[] {
  const texts = new Map([...graph.texts].map(([text, code]) => [code, text]));
  const numbers: number[] = [];
  graph.nodes.forEach((node, index) => {
    const inputs = inputsOf(node).map((input) => numbers[input]!);
    const isOrdered = node.op !== 'all' && node.op !== 'any';
    const word = JSON.stringify([
      graph.kinds[index],
      ownOf(node, texts, pieces.size, graph.kinds[index] === 'text'),
      isOrdered ? inputs : inputs.toSorted((a, b) => a - b),
    ]);
    const known = pieces.get(word) ?? pieces.size;
    pieces.set(word, known);
    numbers.push(known);
  });
  return numbers;
}

/** What a piece says itself, besides the pieces it is counted from. */
function ownOf(node: Node, texts: ReadonlyMap<number, string>, fresh: number, isText: boolean): unknown {
  const { op, frame } = node;
  switch (node.op) {
    case 'leaf':
      return [op, frame, node.name, node.kind];
    case 'constant': {
      const { state, low, high } = node.slot;
      return [op, frame, state, ...(isText ? [texts.get(low)] : [String(low), String(high)])];
    }
    case 'compare':
      return [op, frame, node.sign, node.ofNumbers];
    case 'among':
      return [op, frame, node.codes.map((code) => texts.get(code) ?? '').toSorted((a, b) => (a < b ? -1 : 1))];
    case 'holds':
      return [op, frame, node.bit];
    case 'arithmetic':
      return [op, frame, node.sign];
    case 'if':
      return [op, frame, node.ofNumbers];
    case 'shift-day':
      return [op, frame, node.months, node.days];
    case 'round':
      return [op, frame, node.rounding, node.scale];
    case 'parameter-on':
      return [op, frame, node.dated.map(({ from, slot }) => [from, slot.state, String(slot.low), String(slot.high)])];
    case 'aggregate':
      return [op, frame, node.aggregate];
    // What is said as a tree may rest on the day in a way that is not looked into: it is never the same.
    case 'tree':
      return [op, fresh];
    default:
      return [op, frame];
  }
}
