import { partsOf } from '#language/tree.ts';
import type { Tree } from '#language/tree.ts';

/** Functions that give a value whenever their arguments are values of the right types. */
const total: ReadonlySet<string> = new Set(['not', 'count', 'list contains', 'abs', 'floor', 'ceiling', 'decimal']);

/**
 * Whether an expression, once its facts are known, is certainly not null. Sure of simple ones only: a division by nought,
 * a sum over nobody, a name nobody vouches for may all be null.
 */
export function isNeverNull(tree: Tree, isNamed: (name: string) => boolean): boolean {
  const parts = (): boolean => partsOf(tree).every((part) => isNeverNull(part, isNamed));
  switch (tree.kind) {
    case 'literal':
      return tree.value !== null;
    case 'decimal':
    case 'date':
    case 'duration':
      return true;
    case 'name':
      return isNamed(tree.name);
    case 'path':
      return isNamed(tree.name) || (isPart(tree.name) && isNeverNull(tree.of, isNamed));
    case 'all':
    case 'any':
    case 'negate':
    case 'if':
    case 'compare':
    case 'in':
      return parts();
    case 'arithmetic':
      return tree.operator !== '/' && tree.operator !== '**' && parts();
    case 'call':
      if (tree.name === 'count') return true;
      return (total.has(tree.name) || tree.name === 'years and months duration') && parts();
    case 'quantified':
      return isNeverNull(
        tree.satisfies,
        (name) => isNamed(name) || tree.bindings.some((binding) => binding.name === name),
      );
    default:
      return false;
  }
}

function isPart(name: string): boolean {
  return ['year', 'month', 'day', 'years', 'months', 'days'].includes(name);
}
