import { orderOf } from './compare.ts';
import { readNumber } from './number.ts';
import { timeFunctions } from './functions-times.ts';
import { callBuiltIn } from './signatures.ts';
import type { Value } from './values.ts';

const shape = /^\s*([[\](])\s*([^\s.](?:(?!\.\.).)*?)??\s*\.\.\s*(\S.*?)??\s*([\])[])\s*$/u;
const constant = /^(?:(date|time|date and time|duration)\(\s*"([^"\\]*)"\s*\)|(@)"([^"\\]*)"|"((?:[^"\\]|\\.)*)")$/u;
const makers = new Map(timeFunctions);

/** The range written in a text, its ends constants of one kind: `range("[1..10)")` (DMN 1.5, table 71). Else null. */
export function readRange(text: string): Value {
  if (text.length > 1000) return null;
  const match = shape.exec(text);
  if (match === null) return null;
  const [, open, lowText = '', highText = '', close] = match;
  const low = lowText === '' ? undefined : end(lowText);
  const high = highText === '' ? undefined : end(highText);
  if (low === null || high === null || (low === undefined && high === undefined)) return null;
  if (low !== undefined && high !== undefined) {
    const order = orderOf(low, high);
    if (order === undefined || order > 0) return null;
  }
  const lowIn = open === '[';
  const highIn = close === ']';
  if ((low === undefined && lowIn) || (high === undefined && highIn)) return null;
  return {
    kind: 'range',
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    lowIn,
    highIn,
  };
}

function end(text: string): Value {
  const number = readNumber(text);
  if (number !== undefined) return number;
  const match = constant.exec(text);
  if (match === null) return null;
  const [, name, inside, at, afterAt, words] = match;
  if (words !== undefined) return words.replaceAll(/\\(.)/gu, '$1');
  const maker = makers.get(name ?? at ?? '');
  return maker === undefined ? null : callBuiltIn(maker, [inside ?? afterAt ?? '']);
}
