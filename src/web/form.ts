import type { Context } from 'hono';

/** A posted form: the last value of a name, and all of them. */
export type Form = {
  readonly one: (name: string) => string;
  readonly all: (name: string) => readonly string[];
  /** The whole of it in one string: the same form sent twice is the same text. */
  readonly text: string;
};

export async function readForm(c: Context): Promise<Form> {
  const body = await c.req.parseBody({ all: true });
  const all = (name: string): readonly string[] => {
    const value = body[name];
    return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  };
  return { all, one: (name) => all(name).at(-1) ?? '', text: JSON.stringify([c.req.path, body]) };
}

/** Version of the situation that the form was made from; a form without one is never the newest. */
export function versionIn(form: Form): number {
  const version = Number(form.one('version'));
  return Number.isSafeInteger(version) ? version : -1;
}
