import { createHash } from 'node:crypto';
import { Client } from 'pg';

import { isPrepared } from './prepared.ts';

const names = new Map<string, string>();

/** A connection that has PostgreSQL plan a statement only once when it is marked for that. */
export class PreparingConnection extends Client {
  // eslint-disable-next-line typescript/no-explicit-any -- the nine ways to call `query`
  override query(text: any, values?: any, answer?: any): any {
    const isMarked = typeof text === 'string' && isPrepared(text);
    return super.query(isMarked ? { name: nameOf(text), text } : text, values, answer);
  }
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}
