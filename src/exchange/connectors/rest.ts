import { z } from 'zod';

import { messageText } from '#protocol';
import type { FactAnswer, Subject } from '#protocol';

import type { HttpAnswer, SendHttp } from '#exchange/http.ts';
import { jsonIn } from '#exchange/json-in.ts';
import type { Question } from '#exchange/model.ts';

import type { Connector, Reply } from './connector.ts';

const pointer = z.string().regex(/^(\/[^/]*)*$/u);

/**
 * How questions about facts are put to a plain REST service, and where its answer says what: content, no code.
 * `{snils}`, `{birthDate}`… stand for what the register knows people by.
 */
export const restMappingShape = z.strictObject({
  method: z.enum(['GET', 'POST']),
  /** As the OpenAPI description has it, with `{…}` filled in: `/persons/{snils}/policy`. */
  path: z.string().startsWith('/'),
  query: z.record(z.string(), z.string()).default({}),
  /** The body of a `POST`, with `{…}` in its texts. */
  body: z.record(z.string(), z.string()).optional(),
  /** An answer of this status says that nobody is known. */
  notFound: z.int().default(404),
  facts: z.record(
    z.string(),
    z.strictObject({
      /** JSON pointer into the answer. */
      at: pointer,
      /** What stands there, by what it means; a value that is not here is taken as it is. */
      means: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])).default({}),
      heldSince: pointer.optional(),
      validUntil: pointer.optional(),
    }),
  ),
});
export type RestMapping = z.infer<typeof restMappingShape>;

export type RestSettings = {
  readonly address: string;
  readonly mapping: RestMapping;
  /** A secret of the connection, if the service asks for one: never in a pack. */
  readonly authorization?: string;
  readonly send: SendHttp;
};

/** Asks a plain REST service. It signs nothing: what it said is kept as it came, without a signature. */
export function createRest({ address, mapping, authorization, send }: RestSettings): Connector {
  return {
    write: ({ subject }) => {
      const query = new URLSearchParams(
        Object.entries(mapping.query).map(([name, text]): [string, string] => [name, filled(text, subject)]),
      ).toString();
      const path = filled(mapping.path, subject, encodeURIComponent);
      const body =
        mapping.body === undefined
          ? ''
          : JSON.stringify(
              Object.fromEntries(Object.entries(mapping.body).map(([name, text]) => [name, filled(text, subject)])),
            );
      const text = messageText({
        kind: 'request',
        method: mapping.method,
        path: query === '' ? path : `${path}?${query}`,
        headers: [['content-type', 'application/json']],
        body,
      });
      return { text, signature: '' };
    },
    send: async (question, { text }, within) => {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const [method = '', path = ''] = head.split('\r\n');
      const headers = [
        ['accept', 'application/json'],
        ['content-type', 'application/json'],
        ...(authorization === undefined ? [] : [['authorization', authorization] as const]),
      ] as const;
      try {
        return readAnswer(question, mapping, await send(`${address}${path}`, { method, headers, body }, within));
      } catch (error) {
        return { kind: 'failed', fault: `network: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
  };
}

function readAnswer({ facts }: Question, mapping: RestMapping, { status, headers, body }: HttpAnswer): Reply {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const text = messageText({ kind: 'response', status, headers: [['content-type', type]], body });
  const message = { text, signature: '' };
  if (status === mapping.notFound)
    return { kind: 'answered', facts: facts.map((fact) => ({ fact, notFound: true })), message };
  if (status === 401 || status === 403) return { kind: 'refused', because: `the service answers ${status}`, message };
  const answer = jsonIn(body);
  if (status !== 200 || typeof answer !== 'object' || answer === null)
    return { kind: 'failed', fault: `the service answers ${status}` };
  return { kind: 'answered', facts: facts.map((fact) => factIn(answer, fact, mapping)), message };
}

function factIn(answer: object, fact: string, { facts }: RestMapping): FactAnswer {
  const place = facts[fact];
  const found = place === undefined ? undefined : valueAt(answer, place.at);
  if (place === undefined || found === undefined) return { fact, notFound: true };
  const days = { ...dayAt(answer, 'heldSince', place.heldSince), ...dayAt(answer, 'validUntil', place.validUntil) };
  if (found === null) return { fact, none: true, ...days };
  if (typeof found !== 'boolean' && typeof found !== 'number' && typeof found !== 'string')
    return { fact, notFound: true };
  return { fact, value: place.means[String(found)] ?? found, ...days };
}

function dayAt(answer: object, name: 'heldSince' | 'validUntil', at: string | undefined): object {
  const found = at === undefined ? undefined : valueAt(answer, at);
  return typeof found === 'string' && /^\d{4}-\d{2}-\d{2}/u.test(found) ? { [name]: found.slice(0, 10) } : {};
}

/** RFC 6901. */
function valueAt(answer: unknown, at: string): unknown {
  return at
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? (value as Readonly<Record<string, unknown>>)[step]
          : undefined,
      answer,
    );
}

function filled(text: string, subject: Subject, encode: (part: string) => string = (part) => part): string {
  return text.replaceAll(/\{(\w+)\}/gu, (_all, name: string) => encode(subject[name as keyof Subject] ?? ''));
}

/** What a mapping names and an OpenAPI description does not have: its paths and methods, and facts nobody knows. */
export function faultsOfMapping(openApi: unknown, mapping: RestMapping, facts: ReadonlySet<string>): readonly string[] {
  const escaped = mapping.path.replaceAll('~', '~0').replaceAll('/', '~1');
  const method = valueAt(openApi, `/paths/${escaped}/${mapping.method.toLowerCase()}`);
  const schema = valueAt(method, '/responses/200/content/application~1json/schema');
  return [
    ...(method === undefined ? [`${mapping.method} ${mapping.path}`] : []),
    ...Object.entries(mapping.facts).flatMap(([fact, { at }]) => [
      ...(facts.has(fact) ? [] : [fact]),
      ...(schema === undefined || isInSchema(openApi, schema, at.split('/').slice(1)) ? [] : [`${fact}: ${at}`]),
    ]),
  ];
}

function isInSchema(openApi: unknown, schema: unknown, [step, ...rest]: readonly string[]): boolean {
  const reference = valueAt(schema, '/$ref');
  const resolved = typeof reference === 'string' ? valueAt(openApi, reference.replace(/^#/u, '')) : schema;
  if (step === undefined) return resolved !== undefined;
  const next = valueAt(resolved, `/properties/${step}`);
  return next !== undefined && isInSchema(openApi, next, rest);
}
