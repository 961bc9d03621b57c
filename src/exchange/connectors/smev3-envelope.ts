import { createHash } from 'node:crypto';
import { SaxesParser } from 'saxes';

import type { FactAnswer } from '#protocol';

import type { Question } from '#exchange/model.ts';

/** Namespaces of the message exchange of СМЭВ 3, version 1.2, and of our kind of information. */
export const smevNamespaces = {
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  types: 'urn://x-artefacts-smev-gov-ru/services/message-exchange/types/1.2',
  basic: 'urn://x-artefacts-smev-gov-ru/services/message-exchange/types/basic/1.2',
  faults: 'urn://x-artefacts-smev-gov-ru/services/message-exchange/types/faults/1.2',
  facts: 'urn://okno/facts/1.0.0',
} as const;

export const interactionStatuses = [
  'doesNotExist',
  'requestIsQueued',
  'requestIsAcceptedBySmev',
  'requestIsRejectedBySmev',
  'underProcessing',
  'responseIsAcceptedBySmev',
  'cancelled',
  'responseIsDelivered',
] as const;

export const rejectionCodes = ['ACCESS_DENIED', 'NO_DATA', 'UNKNOWN_REQUEST_DESCRIPTION', 'FAILURE'] as const;

/** Faults after which the same request may be right later; after the others it stays wrong. */
const passingFaults: ReadonlySet<string> = new Set([
  'QuoteLimitExceeded',
  'SMEVFailure',
  'DestinationOverflow',
  'StaleMessageId',
]);

export function isPassing(fault: string): boolean {
  return passingFaults.has(fault);
}

/** An element of a message: prefixes are gone, the namespace says which name it is. */
export type Element = {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
};

/** Gives what stands in the system's signature (ЭП-ОВ) of an element: a program or a device, which takes its time. */
export type SignForSmev = (element: string) => Promise<string>;

/** Puts a request into the queue of the provider. */
export async function sendRequest(question: Question, at: Date, sign: SignForSmev): Promise<string> {
  const { id, subject, facts, ground, reason, asOf } = question;
  const messageId = timeId(id, at);
  const tag = (name: string, text: string | undefined): string =>
    text === undefined ? '' : `<f:${name}>${escaped(text)}</f:${name}>`;
  const content =
    `<f:FactsRequest xmlns:f="${smevNamespaces.facts}">${tag('Inquiry', id)}` +
    `<f:Subject>${tag('Snils', subject.snils)}${tag('Surname', subject.surname)}${tag('GivenName', subject.givenName)}` +
    `${tag('Patronymic', subject.patronymic)}${tag('BirthDate', subject.birthDate)}</f:Subject>` +
    `${facts.map((fact) => tag('Fact', fact)).join('')}${tag('Ground', `${ground.kind}: ${ground.basis}`)}` +
    `${tag('Purpose', reason)}${tag('AsOf', asOf)}</f:FactsRequest>`;
  const signed =
    `<t:SenderProvidedRequestData xmlns:t="${smevNamespaces.types}" xmlns:b="${smevNamespaces.basic}" Id="SIGNED_BY_CALLER">` +
    `<t:MessageID>${messageId}</t:MessageID><t:ReferenceMessageID>${messageId}</t:ReferenceMessageID>` +
    `<b:MessagePrimaryContent>${content}</b:MessagePrimaryContent></t:SenderProvidedRequestData>`;
  return envelope('SendRequestRequest', signed + signature(await sign(signed)));
}

/** Takes one answer from the own queue. */
export async function getResponse(at: Date, sign: SignForSmev): Promise<string> {
  const signed =
    `<b:MessageTypeSelector xmlns:b="${smevNamespaces.basic}" Id="SIGNED_BY_CALLER">` +
    `<b:NamespaceURI>${smevNamespaces.facts}</b:NamespaceURI><b:RootElementLocalName>FactsRequest</b:RootElementLocalName>` +
    `<b:Timestamp>${at.toISOString()}</b:Timestamp></b:MessageTypeSelector>`;
  return envelope('GetResponseRequest', signed + signature(await sign(signed)));
}

/** Confirms that a message was received: what is not confirmed is delivered again. */
export async function ack(messageId: string, isAccepted: boolean, sign: SignForSmev): Promise<string> {
  const signed = `<b:AckTargetMessage xmlns:b="${smevNamespaces.basic}" Id="SIGNED_BY_CALLER" accepted="${isAccepted}">${escaped(messageId)}</b:AckTargetMessage>`;
  return envelope('AckRequest', signed + signature(await sign(signed)));
}

export function messageIdOf(message: string): string {
  return find(readXml(message), 'MessageID')?.text ?? '';
}

/** The name of the fault that a message tells of. */
export function faultIn(root: Element | undefined): string | undefined {
  if (find(root, 'Fault') === undefined) return undefined;
  const told = all(root).find(({ namespace }) => namespace === smevNamespaces.faults);
  return told?.name ?? find(root, 'faultstring')?.text ?? 'Fault';
}

/** What an answer taken from the queue says: facts, a rejection, or only how far it has come. */
export type SmevResponse = {
  readonly messageId: string;
  readonly inquiry: string;
  readonly told:
    | { readonly facts: readonly FactAnswer[] }
    | { readonly rejected: string; readonly because: string }
    | { readonly status: string };
};

/** Undefined when the queue was empty. */
export function responseIn(root: Element | undefined): SmevResponse | undefined {
  const response = find(root, 'Response');
  const messageId = find(response, 'MessageID')?.text;
  if (response === undefined || messageId === undefined) return undefined;
  const inquiry = find(response, 'OriginalMessageId')?.text ?? '';
  const rejected = find(response, 'RequestRejected');
  if (rejected !== undefined) {
    const because = find(rejected, 'RejectionReasonDescription')?.text ?? '';
    return { messageId, inquiry, told: { rejected: find(rejected, 'RejectionReasonCode')?.text ?? '', because } };
  }
  const content = find(response, 'MessagePrimaryContent');
  if (content === undefined)
    return { messageId, inquiry, told: { status: find(response, 'StatusDescription')?.text ?? '' } };
  const facts = all(content).filter(({ name, namespace }) => name === 'Fact' && namespace === smevNamespaces.facts);
  return { messageId, inquiry, told: { facts: facts.map(factOf) } };
}

function factOf({ attributes, text }: Element): FactAnswer {
  const { name = '', type = '', heldSince } = attributes;
  const about = { fact: name, ...(heldSince === undefined ? {} : { heldSince }) };
  switch (type) {
    case 'notFound':
      return { ...about, notFound: true };
    case 'none':
      return { ...about, none: true };
    case 'boolean':
      return { ...about, value: text === 'true' };
    case 'number':
      return { ...about, value: Number(text) };
    default:
      return { ...about, value: text };
  }
}

/** UUID of version 1, as СМЭВ demands: made of the time and of the inquiry, with a random node (RFC 9562, 5.1 and 6.10). */
export function timeId(inquiry: string, at: Date): string {
  const hash = createHash('sha256').update(inquiry).digest();
  const ticks = (BigInt(at.getTime()) + 12_219_292_800_000n) * 10_000n + BigInt(hash.readUInt16BE(8) % 10_000);
  const time = ticks.toString(16).padStart(15, '0');
  const node = Buffer.from(hash.subarray(0, 6));
  node[0] = node[0]! | 1;
  const clock = ((hash.readUInt16BE(6) & 0x3fff) | 0x8000).toString(16);
  return `${time.slice(7)}-${time.slice(3, 7)}-1${time.slice(0, 3)}-${clock}-${node.toString('hex')}`;
}

/** The root of a message; undefined when it is not well formed. Entities of its own are refused by the parser. */
export function readXml(text: string): Element | undefined {
  const parser = new SaxesParser({ xmlns: true });
  const open: Element[] = [];
  let root: Element | undefined;
  parser.on('opentag', ({ local, uri, attributes }) => {
    const own = Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
    const element: Element = { name: local, namespace: uri, attributes: own, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', (part) => {
    const here = open.at(-1);
    if (here !== undefined) here.text += part;
  });
  parser.on('closetag', () => void open.pop());
  let isBroken = false;
  parser.on('error', () => (isBroken = true));
  parser.write(text).close();
  return isBroken ? undefined : root;
}

export function find(root: Element | undefined, name: string): Element | undefined {
  return root === undefined ? undefined : all(root).find((element) => element.name === name);
}

function all(root: Element | undefined): readonly Element[] {
  return root === undefined ? [] : [root, ...root.children.flatMap(all)];
}

function envelope(operation: string, content: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${smevNamespaces.soap}"><s:Body>` +
    `<t:${operation} xmlns:t="${smevNamespaces.types}">${content}</t:${operation}></s:Body></s:Envelope>`
  );
}

function signature(value: string): string {
  return `<t:CallerInformationSystemSignature xmlns:t="${smevNamespaces.types}">${value}</t:CallerInformationSystemSignature>`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
