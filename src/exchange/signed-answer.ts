import { createHash } from 'node:crypto';

import { answerShape, createChecker, es256, keyDirectory, lateAnswerShape, readMessageText } from '#protocol';
import type { FactAnswer } from '#protocol';

import { readKeys } from './connections.ts';
import { jsonIn } from './json-in.ts';
import type { InquiryRef } from './model.ts';
import { messagesOf } from './read-inquiries.ts';
import type { Queries } from './read-inquiries.ts';
import { checkMessages } from './verify.ts';

/** What a register answered, as it signed it. */
export type SignedAnswer = {
  readonly facts: readonly FactAnswer[];
  /** ISO 8601, UTC. */
  readonly signedAt: string;
  readonly receivedAt: string;
  /** Whose key it was, which, and from when until when it counts. */
  readonly member: string;
  readonly keyId: string;
  readonly algorithm: string;
  readonly keyFrom: string;
  readonly keyUntil: string;
  /** SHA-256 of the message, in hexadecimal. */
  readonly digest: string;
};

export type SignedAnswerFault = 'no-answer' | 'unsigned' | 'signature';

/**
 * The answer of a register out of the archive: checked now, by its signature and the key of its day. Read from the signed
 * message and from nothing else, so that no table of ours can say another thing than the register did.
 */
export async function signedAnswer(
  queries: Queries,
  ref: InquiryRef,
): Promise<SignedAnswer | { readonly fault: SignedAnswerFault }> {
  const messages = await messagesOf(queries, ref);
  const check = createChecker([es256], keyDirectory(await readKeys({ queries })));
  const checked = await checkMessages(ref.id, messages, check);
  const last = messages.findLastIndex(({ kind }) => kind === 'answer');
  const [message, mark] = [messages[last], checked[last]];
  if (message === undefined || mark === undefined) return { fault: 'no-answer' };
  if (mark === 'unsigned') return { fault: 'unsigned' };
  if (checked.some((one) => one !== 'unsigned' && 'fault' in one) || 'fault' in mark) return { fault: 'signature' };
  const facts = factsIn(message.text);
  if (facts === undefined) return { fault: 'no-answer' };
  const { key, signedAt } = mark;
  return {
    facts,
    signedAt,
    receivedAt: message.at,
    member: key.member,
    keyId: key.keyId,
    algorithm: key.algorithm,
    keyFrom: key.validFrom,
    keyUntil: key.validUntil,
    digest: createHash('sha256').update(message.text).digest('hex'),
  };
}

function factsIn(text: string): readonly FactAnswer[] | undefined {
  const message = readMessageText(text);
  if (message === undefined) return undefined;
  const body = jsonIn(message.body);
  return message.kind === 'request'
    ? lateAnswerShape.safeParse(body).data?.answer.facts
    : answerShape.safeParse(body).data?.facts;
}
