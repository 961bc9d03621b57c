import { z } from 'zod';

import { answerShape, disputeShape, queuedShape, questionShape } from '#protocol';

import type { AgencyKind, Holding } from './model.ts';

/** The description of an agency's services (OpenAPI 3.1), from the shapes that check what comes in and from what it holds. */
export function openApiOf({ id, name, holds }: AgencyKind): object {
  const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
  const refused = { description: 'Отказано, с причиной. Refused, with the reason.' };
  return {
    openapi: '3.1.0',
    info: { title: `${name.ru} · ${name.en}`, version: '1.0.0', 'x-okno-agency': id },
    paths: {
      '/facts': {
        post: {
          operationId: 'askFacts',
          summary: 'Спросить сведения о человеке. Ask facts about a person.',
          parameters: questionHeaders,
          requestBody: { required: true, ...json(schemaOf(questionShape)) },
          responses: {
            '200': { description: 'Подписанный ответ. The signed answer.', ...json(schemaOf(answerShape)) },
            '202': { description: 'Ответ будет позже. The answer comes later.', ...json(schemaOf(queuedShape)) },
            '400': refused,
            '403': refused,
          },
        },
      },
      '/facts/{messageId}': {
        get: {
          operationId: 'lookForAnswer',
          summary: 'Узнать, готов ли ответ. Look whether the answer is there.',
          parameters: [
            { name: 'messageId', in: 'path', required: true, schema: { type: 'string' } },
            ...questionHeaders,
          ],
          responses: {
            '200': { description: 'Подписанный ответ. The signed answer.', ...json(schemaOf(answerShape)) },
            '404': refused,
          },
        },
      },
      '/disputes': {
        post: {
          operationId: 'dispute',
          summary: 'Человек говорит, что сведение неверно. A person says that a fact is wrong.',
          parameters: questionHeaders,
          requestBody: { required: true, ...json(schemaOf(disputeShape)) },
          responses: { '202': { description: 'Принято. Taken.', ...json(queued) }, '400': refused },
        },
      },
    },
    components: { schemas: { held: { type: 'object', properties: mapped(holds, schemaOfHolding) } } },
  };
}

const queued = { type: 'object', properties: { messageId: { type: 'string' } }, required: ['messageId'] };

const header = (name: string, required: boolean): object => ({
  name,
  in: 'header',
  required,
  schema: { type: 'string' },
});
const questionHeaders = [
  header('X-Road-Client', true),
  header('X-Road-Id', true),
  header('X-Road-UserId', false),
  header('X-Road-Issue', false),
  header('X-Road-Represented-Party', false),
  header('X-JWS-Signature', true),
];

function schemaOf(shape: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  return schema;
}

function schemaOfHolding({ of, is }: Holding): object {
  const of_ = { 'x-okno-of': of };
  if (is === 'boolean' || is === 'number') return { type: is, ...of_ };
  return is === 'day' ? { type: 'string', format: 'date', ...of_ } : { type: 'string', enum: is, ...of_ };
}

function mapped<From, To>(record: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}
