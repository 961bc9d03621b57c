import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

import { isKeepableJson, keepable } from '#language';

/** A posted form: the last value of a name, and all of them. */
export type Form = {
  readonly one: (name: string) => string;
  readonly all: (name: string) => readonly string[];
  /** What a person has written herself, without the choices and what the page put there. */
  readonly written: readonly string[];
  /** The whole of it in one string: the same form sent twice is the same text. */
  readonly text: string;
};

export async function readForm(c: Context): Promise<Form> {
  const body = await bodyOf(c);
  const all = (name: string): readonly string[] => {
    const value = body[name];
    return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string').map(keepable);
  };
  const written = Object.keys(body)
    .flatMap(all)
    .filter((text) => /\s/u.test(text.trim()));
  return { all, one: (name) => all(name).at(-1) ?? '', written, text: JSON.stringify([c.req.path, body]) };
}

/** Every field of a posted form with its value, as they came: to be sent once more. */
export async function fieldsSent(c: Context): Promise<readonly (readonly [string, string])[]> {
  return Object.entries(await bodyOf(c)).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one) =>
      typeof one === 'string' ? [[name, keepable(one)] as const] : [],
    ),
  );
}

/** A body that is torn or is no form is the sender's fault (400), not ours. */
async function bodyOf(c: Context): Promise<Awaited<ReturnType<Context['req']['parseBody']>>> {
  try {
    return await c.req.parseBody({ all: true });
  } catch (error) {
    throw new HTTPException(400, { cause: error });
  }
}

/** What a page has put into an address or a hidden field, `packed`; undefined for what somebody has written by hand. */
export function unpacked(text: string): unknown {
  const json = Buffer.from(text, 'base64url').toString();
  if (!isKeepableJson(json)) return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function packed(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** At most so many signs of a text; no sign is cut in two, as `slice` would cut an emoji. */
export function cutTo(text: string, most: number): string {
  return text.length <= most ? text : Array.from(text).slice(0, most).join('');
}

/** A version is a whole number of four bytes, and the next one has to be one too. */
const lastVersion = 2 ** 31 - 2;

/** Version of the situation that the form was made from; a form without one is never the newest. */
export function versionIn(form: Form): number {
  const version = Number(form.one('version'));
  return Number.isSafeInteger(version) && version >= 0 && version <= lastVersion ? version : -1;
}
