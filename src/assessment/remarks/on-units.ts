import type { Catalogue } from '#catalogue';
import { partsOf } from '#language';
import type { Tree } from '#language';

import { remark } from './remark.ts';
import type { Remark } from './remark.ts';

/** Numbers without a `unit` that a rule holds against one that has a unit: the checker then has nothing to check. */
export function withoutUnit(catalogue: Catalogue): Remark[] {
  const found = new Map<
    string,
    { readonly list: 'facts' | 'derived'; readonly unit: string; readonly other: string }
  >();
  const look = (tree: Tree): void => {
    if (tree.kind === 'compare' || (tree.kind === 'arithmetic' && (tree.operator === '+' || tree.operator === '-'))) {
      for (const [one, other] of [
        [tree.left, tree.right],
        [tree.right, tree.left],
      ] as const) {
        const list = isBare(catalogue, one);
        const unit = unitIn(catalogue, other);
        if (list !== undefined && unit !== undefined && !found.has(nameOf(one)))
          found.set(nameOf(one), { list, unit, other: nameOf(other) });
      }
    }
    for (const part of partsOf(tree)) look(part);
  };
  for (const service of catalogue.services.values())
    for (const version of service.versions)
      for (const rule of [...version.criteria.map(({ when }) => when), version.amount?.value])
        if (rule !== undefined) look(rule.tree);
  for (const derived of catalogue.derived.values()) for (const way of derived.ways) look(way.tree);
  return [...found].map(([id, { list, unit, other }]) =>
    remark(
      'no-unit',
      { list, id, path: ['id'] },
      {
        ru: `у «${id}» нет единицы, а правило сопоставляет его с «${other}» (${unit})`,
        en: `"${id}" has no unit, and a rule holds it against "${other}" (${unit})`,
      },
      { ru: `Напишите «unit»: возможно, ${unit}.`, en: `Write a "unit": ${unit}, perhaps.` },
    ),
  );
}

/** A declared number without a unit. */
function isBare({ facts, derived }: Catalogue, tree: Tree): 'facts' | 'derived' | undefined {
  const name = nameOf(tree);
  const fact = facts.get(name);
  if (fact !== undefined)
    return (fact.type === 'number' || fact.type === 'money') && fact.unit === undefined ? 'facts' : undefined;
  const one = derived.get(name);
  return one?.type.kind === 'number' && one.unit === undefined ? 'derived' : undefined;
}

function unitIn({ facts, derived, parameters }: Catalogue, tree: Tree): string | undefined {
  const name = nameOf(tree);
  return (facts.get(name) ?? derived.get(name) ?? parameters.get(name))?.unit;
}

/** The name that a piece of a rule is, if it is one. */
function nameOf(tree: Tree): string {
  return tree.kind === 'name' || tree.kind === 'path' ? tree.name : '';
}
