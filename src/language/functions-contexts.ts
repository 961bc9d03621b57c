import { spend } from './budget.ts';
import { signature } from './signatures.ts';
import type { BuiltIn } from './signatures.ts';
import { listOf, types } from './types.ts';
import { context, entryOf, isContext, isList, list } from './values.ts';
import type { Value } from './values.ts';

/** FEEL's functions of contexts (DMN 1.5, table 80). */
export const contextFunctions: readonly (readonly [string, BuiltIn])[] = [
  [
    'get value',
    [
      signature('m: context, key: text', 'any', (m, key) =>
        m !== undefined && isContext(m) && typeof key === 'string' ? (entryOf(m, key) ?? null) : null,
      ),
    ],
  ],
  ['get entries', [signature('m: context', () => listOf(types.any), entries)]],
  ['context', [signature('entries: contexts', 'context', made)]],
  [
    'context put',
    [
      signature('context: context, key: text, value: any', 'context', put),
      signature('context: context, keys: texts, value: any', 'context', put),
    ],
  ],
  ['context merge', [signature('contexts: contexts', 'context', merge)]],
];

function entries(m: Value = null): Value {
  if (!isContext(m)) return null;
  return list(
    Object.entries(m.entries).map(([key, value]) =>
      context([
        ['key', key],
        ['value', value],
      ]),
    ),
  );
}

function made(of: Value = null): Value {
  if (!isList(of)) return null;
  const seen = new Set<string>();
  const found: [string, Value][] = [];
  for (const item of of.items) {
    if (!isContext(item)) return null;
    const key = entryOf(item, 'key');
    const value = entryOf(item, 'value');
    if (typeof key !== 'string' || value === undefined || seen.has(key)) return null;
    seen.add(key);
    found.push([key, value]);
  }
  return context(found);
}

function put(of: Value = null, key: Value = null, value: Value = null): Value {
  if (!isContext(of)) return null;
  const keys = isList(key) ? key.items : [key];
  const [first, ...rest] = keys;
  if (typeof first !== 'string') return null;
  spend(Object.keys(of.entries).length);
  let inner = value;
  if (rest.length > 0) {
    const below = put(entryOf(of, first) ?? null, list(rest), value);
    if (below === null) return null;
    inner = below;
  }
  return context([...Object.entries(of.entries), [first, inner]]);
}

function merge(of: Value = null): Value {
  if (!isList(of) || !of.items.every(isContext)) return null;
  return context(
    of.items.filter(isContext).flatMap((item) => {
      spend(Object.keys(item.entries).length);
      return Object.entries(item.entries);
    }),
  );
}
