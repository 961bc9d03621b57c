import { askQuestion, checkAnswer, headersToSend } from '#protocol';
import type { Asked, CheckedAnswer, Checker, RequestMessage, SignedMessage, Signer } from '#protocol';

/** Who asks, where, and how answers are checked. */
export type Asker = {
  /** Where the agency listens. */
  readonly url: string;
  readonly signer: Signer;
  readonly check: Checker;
  readonly now: () => Date;
};

/** Puts one signed question and checks the answer: the smallest client of an agency. */
export async function ask(asker: Asker, asked: Asked): Promise<CheckedAnswer> {
  const { signer, check, now } = asker;
  const question = askQuestion(asked, signer, now());
  const arrived = await handIn(asker.url, question);
  const { status, headers } = arrived;
  return await checkAnswer(question, asked.service, { status, headers, body: await arrived.text() }, check, now());
}

/** Hands a question in as it is. */
export async function handIn(url: string, question: SignedMessage<RequestMessage>): Promise<Response> {
  const { method, path, body } = question.message;
  return await fetch(new URL(path, url), {
    method,
    headers: headersToSend(question).map(([name, value]): [string, string] => [name, value]),
    ...(body === '' ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(longestAnswerMilliseconds),
  });
}

const longestAnswerMilliseconds = 10_000;
