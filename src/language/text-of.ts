import { spend, spendText } from './budget.ts';
import { dayText } from './days.ts';
import { durationText } from './durations.ts';
import { isNumber, numberText } from './number.ts';
import { dateTimeText, timeText } from './times.ts';
import type { Value } from './values.ts';

/** A value as FEEL's `string` writes it (DMN 1.5, table 71); texts inside lists and contexts are in quotes. */
export function textOf(value: Value): string {
  return typeof value === 'string' ? value : inside(value);
}

function inside(value: Value): string {
  spend(1);
  if (typeof value === 'string') return `"${value.replaceAll(/["\\]/gu, '\\$&')}"`;
  if (isNumber(value)) return numberText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  switch (value.kind) {
    case 'date':
      return dayText(value.day);
    case 'time':
      return timeText(value);
    case 'date and time':
      return dateTimeText(value);
    case 'duration':
      return durationText(value);
    case 'range': {
      if (value.low === undefined) return `${value.highIn ? '<=' : '<'} ${inside(value.high ?? null)}`;
      if (value.high === undefined) return `${value.lowIn ? '>=' : '>'} ${inside(value.low)}`;
      return `${value.lowIn ? '[' : '('}${inside(value.low)} .. ${inside(value.high)}${value.highIn ? ']' : ')'}`;
    }
    case 'list':
      return `[${joined(value.items.map(inside))}]`;
    case 'context':
      return `{${joined(Object.entries(value.entries).map(([key, entry]) => `${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : `"${key}"`}: ${inside(entry)}`))}}`;
    case 'entity':
      return value.id;
    case 'function':
      return `function(${value.parameters.map((parameter) => parameter.name).join(', ')})`;
    default:
      return 'null';
  }
}

function joined(parts: readonly string[]): string {
  spendText(parts.reduce((sum, part) => sum + part.length + 2, 0));
  return parts.join(', ');
}
