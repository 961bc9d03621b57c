import { isUnknown, missingOf, unknown } from './values.ts';
import type { Value } from './values.ts';

/**
 * Kleene's strong logic over true, false and not known, with FEEL's null as a known "neither" (DMN 1.5, table 50).
 * One false decides `all`, one true decides `any`, whatever is not known.
 */
export function all(parts: Iterable<Value>): Value {
  return decide(parts, false);
}

export function any(parts: Iterable<Value>): Value {
  return decide(parts, true);
}

function decide(parts: Iterable<Value>, deciding: boolean): Value {
  const open: Value[] = [];
  let neither = false;
  for (const part of parts) {
    if (part === deciding) return deciding;
    if (isUnknown(part)) open.push(part);
    else if (typeof part !== 'boolean') neither = true;
  }
  if (open.length > 0) return unknown(missingOf(...open));
  return neither ? null : !deciding;
}

export function not(value: Value): Value {
  if (typeof value === 'boolean') return !value;
  // What is certainly a number is neither.
  return isUnknown(value) && value.bounds === undefined ? value : null;
}
