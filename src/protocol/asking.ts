import type { Fault } from './faults.ts';
import { isFault } from './faults.ts';
import { readAnswerHeaders, writeQuestionHeaders } from './headers.ts';
import type { AnswerHeaders, QuestionHeaders } from './headers.ts';
import { readSubsystemId, sameService, sameSubsystem, writeServicePath } from './identifiers.ts';
import type { ServiceId } from './identifiers.ts';
import { requestHash, signatureHeader, signedHeaders } from './message.ts';
import type { Header, RequestMessage, ResponseMessage, SignedMessage } from './message.ts';
import type { Checker, SignatureFault, Signer } from './signature.ts';

/** What is asked of a service: with a body it is a `POST`, without one a `GET`. */
export type Asked = {
  readonly service: ServiceId;
  /** Behind the service: `/17`. */
  readonly rest?: string;
  readonly headers: QuestionHeaders;
  readonly body?: unknown;
};

/** A signed question. The same question signed again is the same question: its `X-Road-Id` says so. */
export function askQuestion(
  { service, rest, headers, body }: Asked,
  signer: Signer,
  at: Date,
): SignedMessage<RequestMessage> {
  const message: RequestMessage = {
    kind: 'request',
    method: body === undefined ? 'GET' : 'POST',
    path: writeServicePath(service, rest),
    headers: writeQuestionHeaders(headers),
    body: body === undefined ? '' : JSON.stringify(body),
  };
  return { message, signature: signer.sign(message, at) };
}

/** The headers with which a signed question goes over the wire. */
export function headersToSend({ message, signature }: SignedMessage<RequestMessage>): readonly Header[] {
  return [...message.headers, [signatureHeader, signature]];
}

export type AnswerFault = SignatureFault | 'unreadable-headers' | 'other-question' | 'other-service';

export type CheckedAnswer =
  /** Signed by the agency that was asked, and to this question. */
  | { readonly answer: SignedMessage<ResponseMessage>; readonly about: AnswerHeaders; readonly keyId: string }
  /** The exchange itself could not: nobody has answered for the agency. */
  | { readonly failed: Fault; readonly status: number }
  | { readonly fault: AnswerFault };

/** Whether what came back is the signed answer of the agency to this very question. */
export async function checkAnswer(
  asked: SignedMessage<RequestMessage>,
  service: ServiceId,
  arrived: { readonly status: number; readonly headers: Iterable<Header>; readonly body: string },
  check: Checker,
  receivedAt?: Date,
): Promise<CheckedAnswer> {
  const headers = [...arrived.headers];
  const signature = headers.find(([name]) => name.toLowerCase() === signatureHeader)?.[1];
  if (signature === undefined) {
    const failed = faultIn(headers, arrived.body);
    return failed === undefined ? { fault: 'not-a-signature' } : { failed, status: arrived.status };
  }
  const about = readAnswerHeaders(headers);
  if ('unreadable' in about) return { fault: 'unreadable-headers' };
  const message: ResponseMessage = {
    kind: 'response',
    status: arrived.status,
    headers: signedHeaders(headers),
    body: arrived.body,
  };
  const { service: _code, ...provider } = service;
  const checked = await check(message, signature, provider, receivedAt);
  if ('fault' in checked) return checked;
  const said = new Map(asked.message.headers);
  const client = readSubsystemId(said.get('x-road-client') ?? '');
  if (about.id !== said.get('x-road-id') || about.requestHash !== requestHash(asked.message))
    return { fault: 'other-question' };
  if (!sameService(about.service, service) || client === undefined || !sameSubsystem(about.client, client))
    return { fault: 'other-service' };
  return { answer: { message, signature }, about, keyId: checked.key.keyId };
}

function faultIn(headers: readonly Header[], body: string): Fault | undefined {
  if (!headers.some(([name]) => name.toLowerCase() === 'x-road-error')) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isFault(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
