import { hash } from 'node:crypto';

/** Name in small letters, and value. */
export type Header = readonly [name: string, value: string];

export type RequestMessage = {
  readonly kind: 'request';
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body: string;
};

export type ResponseMessage = {
  readonly kind: 'response';
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
};

export type Message = RequestMessage | ResponseMessage;

/** A message as it was sent, and what its sender signed it with (a detached JWS). */
export type SignedMessage<M extends Message = Message> = { readonly message: M; readonly signature: string };

/** The header that carries the detached JWS; to X-Road a header defined by the user, which it passes on unchanged. */
export const signatureHeader = 'x-jws-signature';

/** Other headers are altered on their way by whoever forwards a message; these are part of what was said. */
export function isSignedHeader(name: string): boolean {
  return name === 'content-type' || name.startsWith('x-road-');
}

/** The headers that are hashed and signed: in small letters, in one order. */
export function signedHeaders(headers: Iterable<Header>): readonly Header[] {
  return [...headers]
    .map(([name, value]): Header => [name.toLowerCase(), value.trim()])
    .filter(([name]) => isSignedHeader(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * A message as one text: its head, an empty line, its body. These are the bytes that are signed and kept: a third party
 * needs nothing else to check the signature.
 */
export function messageText(message: Message): string {
  return `${headText(message)}\r\n${message.body}`;
}

/** The message again from its text; undefined when it is not one. */
export function readMessageText(text: string): Message | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const body = text.slice(end + 4);
  const isResponse = /^\d{3}$/u.test(first);
  const headers = (isResponse ? lines : lines.slice(1)).map((line): Header => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1)];
  });
  if (headers.some(([name]) => name === '')) return undefined;
  if (isResponse) return { kind: 'response', status: Number(first), headers, body };
  const [path] = lines;
  return path?.startsWith('/') === true ? { kind: 'request', method: first, path, headers, body } : undefined;
}

/** Base 64 of SHA512(SHA512(headers) + SHA512(body)), without a body of SHA512(headers) (PR-REST 4.3). */
export function requestHash(request: RequestMessage): string {
  const head = sha512(headText(request));
  if (request.body === '') return Buffer.from(head, 'latin1').toString('base64');
  return hash('sha512', Buffer.from(head + sha512(request.body), 'latin1'), 'base64');
}

/** A line for each: method and path, or the status, then the headers. */
function headText(message: Message): string {
  const start = message.kind === 'request' ? [message.method, message.path] : [String(message.status)];
  const headers = message.headers.map(([name, value]) => `${name}:${value}`);
  return [...start, ...headers].map((line) => `${line}\r\n`).join('');
}

/** A letter for each byte: a buffer of 64 bytes takes longer to make than its hash. */
function sha512(text: string): string {
  return hash('sha512', text, 'binary');
}
