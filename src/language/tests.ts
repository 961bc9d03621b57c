import { spend } from './budget.ts';
import { equal, inRange } from './compare.ts';
import { all, any } from './logic.ts';
import { partsOf } from './tree.ts';
import type { Tree } from './tree.ts';
import { isList, isRange, isUnknown, missingOf, unknown } from './values.ts';
import type { Value } from './values.ts';

/**
 * Whether a value meets what it is held against (DMN 1.5, table 55 rows 2–4): it lies in a range, is equal, or meets one of
 * the items of a list.
 */
export function meets(value: Value, against: Value): Value {
  if (isUnknown(against)) return unknown(missingOf(value, against));
  if (isRange(against)) return isRange(value) ? equal(value, against) : inRange(value, against);
  if (!isList(against)) return equal(value, against);
  if (isList(value)) {
    const same = equal(value, against);
    return same === true
      ? true
      : any([same, any(against.items.map((item) => (isList(item) ? equal(value, item) : false)))]);
  }
  return any(
    against.items.map((item, index) => {
      spend(1);
      const maybe = against.maybe?.[index];
      const met = (isRange(item) ? inRange(value, item) : equal(value, item)) ?? false;
      return maybe === undefined ? met : all([unknown(maybe), met]);
    }),
  );
}

const known = new WeakMap<Tree, Map<string, boolean>>();

/** Whether the name stands anywhere in the tree. */
export function mentions(tree: Tree, name: string): boolean {
  let names = known.get(tree);
  if (names === undefined) {
    names = new Map();
    known.set(tree, names);
  }
  let found = names.get(name);
  if (found === undefined) {
    found = (tree.kind === 'name' && tree.name === name) || partsOf(tree).some((part) => mentions(part, name));
    names.set(name, found);
  }
  return found;
}
