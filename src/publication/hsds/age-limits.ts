import type { Tree } from '#language';
import type { ServiceInForce } from '#publication/edition.ts';

export type AgeLimits = { readonly minimum_age?: number; readonly maximum_age?: number };

/**
 * Ages outside of which the answer is surely no: read from criteria of the form `age >= 16`, alone or joined by "and".
 * A limit that depends on anything else stays in the rule itself.
 */
export function ageLimits({ service, version }: ServiceInForce): AgeLimits {
  if (service.subject.each !== 'person') return {};
  const rules = [service.subject.where, ...version.criteria.map(({ when }) => when)].flatMap(
    (rule) => rule?.tree ?? [],
  );
  const limits = rules.flatMap(demands).flatMap(limitOf);
  const low = limits.flatMap(({ low }) => low ?? []);
  const high = limits.flatMap(({ high }) => high ?? []);
  return {
    ...(low.length === 0 ? {} : { minimum_age: Math.max(...low) }),
    ...(high.length === 0 ? {} : { maximum_age: Math.min(...high) }),
  };
}

function demands(tree: Tree): Tree[] {
  return tree.kind === 'all' ? tree.parts.flatMap(demands) : [tree];
}

/** Ages are whole years: under 17 is 16 at most. */
function limitOf(tree: Tree): { low?: number; high?: number }[] {
  if (tree.kind !== 'compare' || !isOwnAge(tree.left)) return [];
  const years = tree.right.kind === 'literal' ? tree.right.value : undefined;
  if (typeof years !== 'number' || !Number.isInteger(years)) return [];
  switch (tree.operator) {
    case '>=':
      return [{ low: years }];
    case '>':
      return [{ low: years + 1 }];
    case '<=':
      return [{ high: years }];
    case '<':
      return [{ high: years - 1 }];
    case '=':
      return [{ low: years, high: years }];
    case '!=':
      return [];
  }
}

/** `age`, which the checker has read as the age of the subject. */
function isOwnAge(tree: Tree): boolean {
  return tree.kind === 'path' && tree.name === 'age' && tree.of.kind === 'name' && tree.of.name === 'subject';
}
