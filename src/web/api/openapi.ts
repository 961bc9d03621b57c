import { z } from 'zod';

import { operations as rights } from '#access';

import type { ApiOperation } from './operation.ts';

type Json = Readonly<Record<string, unknown>>;

/** The operations as OpenAPI 3.1, from the same shapes that check what is sent. */
export function openApiOf(operations: readonly ApiOperation[]): Json {
  const paths: Record<string, Record<string, Json>> = { ...openToAll };
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/gu, '{$1}');
    paths[path] = { ...paths[path], [operation.method]: operationOf(operation) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Okno',
      version: '1',
      summary: 'Joint cases of several agencies, and what a situation gives a right to.',
      description:
        'Every look at personal data is written into the journal of the person with its ground. A command carries an ' +
        'Idempotency-Key of its own: sent again with the same key it gives the first answer and changes nothing. ' +
        'Problems are RFC 9457, in Russian or English by Accept-Language or `?lang=`.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    tags: ['cases', 'work', 'journal', 'agreements', 'situations'].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token of the sign-in service, with the scope `okno`.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'okno-session',
          description: 'The session of a browser. Commands with it have to come from a page of Okno (Origin).',
        },
      },
      schemas: { Problem: schemaOf(problemShape, 'output') },
    },
  };
}

function operationOf(operation: ApiOperation): Json {
  const { id, tag, summary, right, body, answer, status, command } = operation;
  const isOpen = right === 'agreement.see';
  const about = 'onCase' in rights[right] ? ['403'] : isOpen ? ['404'] : ['403'];
  const ofCommand = command === undefined ? [] : ['400', '409', '412', '415', '422'];
  return {
    operationId: id,
    tags: [tag],
    summary,
    security: isOpen ? [] : [{ token: [] }, { session: [] }],
    parameters: parametersOf(operation),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: {
      [status]: {
        description: status === 201 ? 'Opened.' : 'Done.',
        ...(right.startsWith('case.') ? { headers: { ETag: { schema: { type: 'string' } } } } : {}),
        content: { 'application/json': { schema: schemaOf(answer, 'output') } },
      },
      ...Object.fromEntries([...(isOpen ? [] : ['401']), ...about, ...ofCommand].map((code) => [code, problem(code)])),
      default: problem('default'),
    },
  };
}

function parametersOf({ path, query, command }: ApiOperation): readonly Json[] {
  const inPath = [...path.matchAll(/:(\w+)/gu)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'number' ? { type: 'string', pattern: String.raw`^\d{4}-\d{6,12}$` } : { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, shape]) => {
    const { description, ...schema } = schemaOf(shape as z.ZodType, 'input');
    return { name, in: 'query', schema, ...(description === undefined ? {} : { description }) };
  });
  return [
    ...inPath,
    ...inQuery,
    ...(command === undefined ? [] : [idempotencyKey]),
    ...(command === 'task' ? [ifMatch] : []),
  ];
}

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'New for each command; the same when it is sent again. With another body a key that was used is refused (422).',
  schema: { type: 'string', minLength: 16, maxLength: 200 },
};

const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  description:
    'ETag of the case as you have seen it. When the task was changed since, the command is refused with 412: somebody else ' +
    'changed it while you were writing. Changes of other tasks do not matter.',
  schema: { type: 'string' },
};

/** RFC 9457, with every problem in `problems`. */
export const problemShape = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What to do instead.'),
  problems: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      remedy: z.string().optional(),
      place: z.looseObject({ path: z.string().optional() }).optional().describe('JSON pointer into what was sent.'),
    }),
  ),
});

const meanings: Readonly<Record<string, string>> = {
  '400': 'A header is missing or not understood.',
  '401': 'Nobody is signed in.',
  '403': 'No right to it, or it is not there: which of the two is not told.',
  '404': 'There is nothing under this address.',
  '409': 'Not possible in the state the case or task is in.',
  '412': 'Somebody else changed this while you were writing.',
  '415': 'Not JSON.',
  '422': 'Understood, and refused with the reason.',
  default: 'A problem.',
};

function problem(code: string): Json {
  return {
    description: meanings[code],
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** Answered to everybody; their shapes are published on their own. */
const openToAll: Record<string, Record<string, Json>> = {
  '/api/solve': {
    post: {
      operationId: 'solve',
      tags: ['situations'],
      summary: 'What a situation gives a right to, and the route.',
      requestBody: {
        required: true,
        content: { 'application/json': { schema: publishedAs('situation') } },
      },
      responses: {
        '200': {
          description: 'Solved.',
          content: { 'application/json': { schema: publishedAs('solution') } },
        },
        default: problem('default'),
      },
    },
  },
  '/api/hear': {
    post: {
      operationId: 'hear',
      tags: ['situations'],
      summary: 'Facts, needs and situations that free words tell of.',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { type: 'object', required: ['words'], properties: { words: { type: 'string' } } },
          },
        },
      },
      responses: {
        '200': { description: 'Heard.', content: { 'application/json': { schema: { type: 'object' } } } },
        default: problem('default'),
      },
    },
  },
};

/** A shape that has a document of its own. */
function publishedAs(name: 'situation' | 'solution'): Json {
  return { type: 'object', externalDocs: { url: `/schemas/${name}.schema.json` } };
}

function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io });
  return schema;
}
