import { faultTypes } from './faults.ts';
import type { Fault, FaultType } from './faults.ts';
import { readQuestionHeaders, writeAnswerHeaders } from './headers.ts';
import type { QuestionHeaders } from './headers.ts';
import { readServicePath } from './identifiers.ts';
import type { ServicePath } from './identifiers.ts';
import { requestHash, signatureHeader, signedHeaders } from './message.ts';
import type { Header, RequestMessage, ResponseMessage, SignedMessage } from './message.ts';
import type { Checker, Signer } from './signature.ts';

/** What came over the wire, before anything of it is believed. */
export type Arrived = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Iterable<Header>;
  readonly body: string;
};

/** A question that is signed by who says to be its client. */
export type Received = ServicePath & {
  readonly asked: SignedMessage<RequestMessage>;
  readonly about: QuestionHeaders;
};

/** What goes back over the wire. */
export type Reply = { readonly status: number; readonly headers: readonly Header[]; readonly body: string };

export type ReceivedOrRefused = { readonly received: Received } | { readonly refused: Reply };

/**
 * Reads a question and checks the signature of its client. What is refused is an answer ready to be sent: `Client.BadRequest`,
 * `Server.ServerProxy.InvalidSignature`. `detail` is an id for the logs of both sides.
 */
export async function receiveQuestion(
  arrived: Arrived,
  check: Checker,
  at: Date,
  detail: string,
): Promise<ReceivedOrRefused> {
  const headers = [...arrived.headers];
  const found = readServicePath(arrived.path);
  if (found === undefined)
    return { refused: faultReply('Client.BadRequest', 'The path is not one of the message protocol r1.', detail) };
  const about = readQuestionHeaders(headers);
  if ('unreadable' in about)
    return { refused: faultReply('Client.BadRequest', `The header ${about.unreadable} cannot be read.`, detail) };
  const message: RequestMessage = {
    kind: 'request',
    method: arrived.method,
    path: arrived.path,
    headers: signedHeaders(headers),
    body: arrived.body,
  };
  const signature = headers.find(([name]) => name.toLowerCase() === signatureHeader)?.[1] ?? '';
  const checked = await check(message, signature, about.client, at);
  if ('fault' in checked)
    return {
      refused: faultReply(
        'Server.ServerProxy.InvalidSignature',
        `The signature does not count: ${checked.fault}.`,
        detail,
      ),
    };
  return { received: { ...found, about, asked: { message, signature } } };
}

/** The signed answer to a question, as it is kept and sent (`replyOf`). `requestId` is new for each handing-in. */
export function answerQuestion(
  { asked, about, service }: Received,
  answer: { readonly status: number; readonly body: unknown; readonly error?: string },
  { signer, at, requestId }: { readonly signer: Signer; readonly at: Date; readonly requestId: string },
): SignedMessage<ResponseMessage> {
  const { client, id } = about;
  const message: ResponseMessage = {
    kind: 'response',
    status: answer.status,
    headers: writeAnswerHeaders({
      client,
      service,
      id,
      requestHash: requestHash(asked.message),
      requestId,
      ...(answer.error === undefined ? {} : { error: answer.error }),
    }),
    body: JSON.stringify(answer.body),
  };
  return { message, signature: signer.sign(message, at) };
}

export function replyOf({ message, signature }: SignedMessage<ResponseMessage>): Reply {
  const { status, headers, body } = message;
  return { status, headers: [...headers, [signatureHeader, signature]], body };
}

/** An answer that tells of a fault of the exchange, with the header that says so. */
export function faultReply(type: FaultType, message: string, detail: string): Reply {
  const fault: Fault = { type, message, detail };
  return {
    status: faultTypes[type],
    headers: [
      ['content-type', 'application/json;charset=utf-8'],
      ['x-road-error', type],
    ],
    body: JSON.stringify(fault),
  };
}
