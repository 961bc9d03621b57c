import type { Catalogue } from '#catalogue';

import { blockingOf, type Chosen } from './choose.ts';
import type { Having } from './fresh.ts';
import type { EvidenceRef, LawCircle, StuckService } from './model.ts';

/** Services the person has a right to and cannot begin, and the services they wait for that cannot begin either. */
export function stuckServices(
  { legs, waits }: Chosen,
  had: readonly (readonly Having[])[],
  missed: ReadonlySet<number>,
): readonly number[] {
  const isStuck = (leg: number): boolean =>
    legs[leg]!.entitlement.answer !== 'no' && had[leg]!.length === 0 && !missed.has(leg);
  const found = new Set([...legs.keys()].filter((leg) => legs[leg]!.meets.length > 0 && isStuck(leg)));
  for (const leg of found) {
    for (const { anyOf } of waits[leg]!) {
      if (anyOf.some((giver) => had[giver.leg]!.length > 0)) continue;
      for (const giver of anyOf) if (isStuck(giver.leg)) found.add(giver.leg);
    }
  }
  return [...found].toSorted((a, b) => a - b);
}

export function stuckTold({ legs, waits }: Chosen, had: readonly (readonly Having[])[], leg: number): StuckService {
  const hopeless = new Set(
    waits[leg]!.filter(({ anyOf }) => !anyOf.some((giver) => had[giver.leg]!.length > 0)).map(({ key }) => key),
  );
  return {
    ...serviceRef(legs[leg]!),
    waitsFor: blockingOf(legs[leg]!)
      .filter(({ key }) => hopeless.has(key))
      .map(({ options: [{ evidence, subject }] }) => ({ evidence, subject })),
  };
}

/** Among services that cannot begin, those that wait for each other in the end: the strongly connected (Tarjan 1972). */
export function lawCircles(catalogue: Catalogue, chosen: Chosen, stuck: readonly number[]): readonly LawCircle[] {
  const isStuck = new Set(stuck);
  const next = (leg: number): readonly number[] => [
    ...new Set(
      chosen.waits[leg]!.flatMap(({ anyOf }) => anyOf.map((giver) => giver.leg)).filter((one) => isStuck.has(one)),
    ),
  ];
  return components(stuck, next).map((circle) => circleOf(catalogue, chosen, circle));
}

function circleOf(catalogue: Catalogue, { legs, waits }: Chosen, circle: readonly number[]): LawCircle {
  const inside = new Set(circle);
  const papers = new Map<string, EvidenceRef>();
  const told = circle.map((number) => {
    const names = waits[number]!.flatMap(({ key, anyOf }) => {
      if (!anyOf.some(({ leg }) => inside.has(leg))) return [];
      const option = legs[number]!.needs.find((need) => need.key === key)?.options[0];
      if (option === undefined) return [];
      papers.set(key, { evidence: option.evidence, subject: option.subject });
      return [catalogue.evidence.get(option.evidence)?.name ?? { ru: option.evidence, en: option.evidence }];
    });
    const { name } = legs[number]!.service;
    return {
      ru: `«${name.ru}» — нужно: ${names.map(({ ru }) => ru).join(', ')}`,
      en: `“${name.en}” needs: ${names.map(({ en }) => en).join(', ')}`,
    };
  });
  return {
    services: circle.map((number) => serviceRef(legs[number]!)),
    papers: [...papers.values()],
    text: {
      ru: `Замкнутый круг: эти услуги ждут результата друг друга. ${told.map(({ ru }) => ru).join('; ')}.`,
      en: `A circle: these services wait for each other’s results. ${told.map(({ en }) => en).join('; ')}.`,
    },
  };
}

function serviceRef({ service, entitlement }: Chosen['legs'][number]): { service: string; subject: string } {
  return { service: service.id, subject: entitlement.subject };
}

/** Strongly connected sets of two and more, or of one that leads to itself; each in ascending order, by their least. */
function components(
  nodes: readonly number[],
  next: (node: number) => readonly number[],
): readonly (readonly number[])[] {
  const seen = new Map<number, { readonly index: number; low: number; isOpen: boolean }>();
  const open: number[] = [];
  const found: number[][] = [];
  for (const start of nodes) {
    if (seen.has(start)) continue;
    const path: { readonly node: number; readonly left: number[] }[] = [];
    const enter = (node: number): void => {
      seen.set(node, { index: seen.size, low: seen.size, isOpen: true });
      open.push(node);
      path.push({ node, left: [...next(node)] });
    };
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const own = seen.get(top.node)!;
      const to = top.left.pop();
      if (to !== undefined) {
        const other = seen.get(to);
        if (other === undefined) enter(to);
        else if (other.isOpen) own.low = Math.min(own.low, other.index);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) seen.get(above.node)!.low = Math.min(seen.get(above.node)!.low, own.low);
      if (own.low !== own.index) continue;
      const circle = open.splice(open.indexOf(top.node));
      for (const one of circle) seen.get(one)!.isOpen = false;
      if (circle.length > 1 || next(top.node).includes(top.node)) found.push(circle.toSorted((a, b) => a - b));
    }
  }
  return found.toSorted((a, b) => a[0]! - b[0]!);
}
