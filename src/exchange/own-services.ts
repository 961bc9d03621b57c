import { z } from 'zod';

import { answerShape, lateAnswerShape, questionShape, serviceCodes } from '#protocol';

import { noticeShape } from './notices.ts';

/** OpenAPI of what Okno answers and takes, from the shapes that check what comes in. */
export function describeServices(): object {
  const body = (shape: z.ZodType): object => ({
    required: true,
    content: { 'application/json': { schema: z.toJSONSchema(shape, { io: 'input' }) } },
  });
  const taken = { '202': { description: 'Принято. Taken.' } };
  const refused = {
    '400': { description: 'Не прочитано. Unreadable.' },
    '403': { description: 'Нет основания. No ground.' },
  };
  const { $schema: _schema, ...answer } = z.toJSONSchema(answerShape);
  const facts = { '200': { description: 'Сведения. Facts.', content: { 'application/json': { schema: answer } } } };
  const post = (operationId: string, shape: z.ZodType, responses: object): object => ({
    post: { operationId, requestBody: body(shape), responses: { ...responses, ...refused } },
  });
  return {
    openapi: '3.1.0',
    info: { title: 'Окно: межведомственный обмен. Okno: exchange between agencies', version: '1.0.0' },
    paths: {
      [`/${serviceCodes.facts}`]: post('askFacts', questionShape, facts),
      [`/${serviceCodes.answers}`]: post('giveAnswer', lateAnswerShape, taken),
      [`/${serviceCodes.notices}`]: post('giveNotice', noticeShape, taken),
    },
  };
}
