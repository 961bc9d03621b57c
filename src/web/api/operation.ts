import type { Context } from 'hono';
import type { z } from 'zod';

import type { Operation as Right, SignedIn } from '#access';
import type { House } from '#web/house.ts';

/** What an operation is asked: by whom, and with what that has been checked. */
export type ApiAsked = {
  readonly c: Context;
  readonly house: House;
  readonly who: SignedIn;
  readonly query: Readonly<Record<string, string>>;
  /** Read when it is needed, after the right to the operation is seen to; undefined when it was refused. */
  readonly body: () => Promise<{ readonly body: unknown } | { readonly refused: Response }>;
  /** Of a command: new for each, the same when it is sent again. */
  readonly idempotencyKey: string;
  /** Version of the case that whoever commands has seen (`If-Match`). */
  readonly seen: number | undefined;
};

/** One thing a program can ask of Okno: what serves it, what checks it and what documents it are the same. */
export type ApiOperation = {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** As Hono has it: `/api/cases/:number`. */
  readonly path: string;
  readonly tag: 'cases' | 'work' | 'journal' | 'agreements';
  readonly summary: string;
  /** Asked first; an operation on a case asks with the case, when it is found. */
  readonly right: Right;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  readonly status: 200 | 201;
  /** Takes `Idempotency-Key`; `task`: takes `If-Match` too. */
  readonly command?: 'case' | 'task';
  readonly answerTo: (asked: ApiAsked) => Promise<Response>;
};
