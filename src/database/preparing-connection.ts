import { createHash } from 'node:crypto';
import { Client } from 'pg';

const names = new Map<string, string>();

/**
 * A connection that has PostgreSQL plan a statement only once when its text begins with this mark. For the few long
 * statements that take longer to plan than to carry out; a plan does not know the values, so it is not for searches.
 */
export class PreparingConnection extends Client {
  // eslint-disable-next-line typescript/no-explicit-any -- the nine ways to call `query`
  override query(text: any, values?: any, answer?: any): any {
    const isMarked = typeof text === 'string' && text.startsWith('/* prepared */');
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
