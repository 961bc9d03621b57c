import {
  readSubsystemId,
  readRepresentedParty,
  readServiceId,
  writeSubsystemId,
  writeRepresentedParty,
  writeServiceId,
} from './identifiers.ts';
import type { SubsystemId, RepresentedParty, ServiceId } from './identifiers.ts';
import { signedHeaders } from './message.ts';
import type { Header } from './message.ts';

/** What a question carries besides its body (PR-REST 4.3). */
export type QuestionHeaders = {
  readonly client: SubsystemId;
  /** Unique for the question: whoever gets it twice has done nothing new. */
  readonly id: string;
  /** The officer whose work it is for. */
  readonly userId?: string;
  /** The number of the case it is asked for. */
  readonly issue?: string;
  readonly representedParty?: RepresentedParty;
};

/** What an answer carries besides its body. */
export type AnswerHeaders = {
  readonly client: SubsystemId;
  readonly service: ServiceId;
  readonly id: string;
  readonly requestHash: string;
  /** Given to each handing-in of the question, so that two answers to a repeated question can be told apart. */
  readonly requestId: string;
  /** The kind of fault, when it lies with the exchange and not with the agency. */
  readonly error?: string;
};

const json: Header = ['content-type', 'application/json;charset=utf-8'];

/** In the order in which they are signed. */
export function writeQuestionHeaders({
  client,
  id,
  userId,
  issue,
  representedParty,
}: QuestionHeaders): readonly Header[] {
  return signedHeaders([
    json,
    ['x-road-client', writeSubsystemId(client)],
    ['x-road-id', id],
    ...optional('x-road-userid', userId),
    ...optional('x-road-issue', issue),
    ...optional(
      'x-road-represented-party',
      representedParty === undefined ? undefined : writeRepresentedParty(representedParty),
    ),
  ]);
}

/** What cannot be read is named: it goes into the message of `Client.BadRequest`. */
export function readQuestionHeaders(headers: readonly Header[]): QuestionHeaders | { readonly unreadable: string } {
  const read = valuesOf(headers);
  // When there are several, the last one counts; a comma inside an identifier is percent-encoded.
  const client = readSubsystemId(read('x-road-client')?.split(',').at(-1)?.trim() ?? '');
  if (client === undefined) return { unreadable: 'X-Road-Client' };
  const id = read('x-road-id');
  if (id === undefined || id.length > 255) return { unreadable: 'X-Road-Id' };
  const party = read('x-road-represented-party');
  const representedParty = party === undefined ? undefined : readRepresentedParty(party);
  if (party !== undefined && representedParty === undefined) return { unreadable: 'X-Road-Represented-Party' };
  const userId = read('x-road-userid');
  const issue = read('x-road-issue');
  return {
    client,
    id,
    ...(userId === undefined ? {} : { userId }),
    ...(issue === undefined ? {} : { issue }),
    ...(representedParty === undefined ? {} : { representedParty }),
  };
}

export function writeAnswerHeaders(answer: AnswerHeaders): readonly Header[] {
  return signedHeaders([
    json,
    ['x-road-client', writeSubsystemId(answer.client)],
    ['x-road-service', writeServiceId(answer.service)],
    ['x-road-id', answer.id],
    ['x-road-request-hash', answer.requestHash],
    ['x-road-request-id', answer.requestId],
    ...optional('x-road-error', answer.error),
  ]);
}

export function readAnswerHeaders(headers: readonly Header[]): AnswerHeaders | { readonly unreadable: string } {
  const read = valuesOf(headers);
  const client = readSubsystemId(read('x-road-client') ?? '');
  if (client === undefined) return { unreadable: 'X-Road-Client' };
  const service = readServiceId(read('x-road-service') ?? '');
  if (service === undefined) return { unreadable: 'X-Road-Service' };
  const [id, hash] = [read('x-road-id'), read('x-road-request-hash')];
  if (id === undefined) return { unreadable: 'X-Road-Id' };
  if (hash === undefined) return { unreadable: 'X-Road-Request-Hash' };
  const error = read('x-road-error');
  return {
    client,
    service,
    id,
    requestHash: hash,
    requestId: read('x-road-request-id') ?? '',
    ...(error === undefined ? {} : { error }),
  };
}

function valuesOf(headers: readonly Header[]): (name: string) => string | undefined {
  const values = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => {
    const value = values.get(name)?.trim();
    return value === '' ? undefined : value;
  };
}

function optional(name: string, value: string | undefined): readonly Header[] {
  return value === undefined ? [] : [[name, value]];
}
