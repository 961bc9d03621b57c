import { z } from 'zod';

import type { FactAnswer } from '#protocol';

import type { HttpAnswer, SendHttp } from '#exchange/http.ts';

import type { Came, Connector, Reply } from './connector.ts';
import {
  ack,
  faultIn,
  find,
  getResponse,
  isPassing,
  messageIdOf,
  readXml,
  responseIn,
  sendRequest,
} from './smev3-envelope.ts';
import type { Element, SignForSmev, SmevResponse } from './smev3-envelope.ts';

/** What a pack may say of a connection by СМЭВ 3. */
export const smev3SettingsShape = z.strictObject({
  pollSeconds: z.number().int().min(1).max(3600).default(10).describe('an empty queue is asked again after so long'),
});

export type Smev3Settings = z.infer<typeof smev3SettingsShape> & {
  /** Of the service: `https://smev3-…/smev/v1.2/ws`. */
  readonly address: string;
  /** Makes the signature of the information system (ЭП-ОВ) over the signed element: ГОСТ R 34.10-2012 by a provider of its own. */
  readonly sign: SignForSmev;
  readonly send: SendHttp;
  readonly now: () => Date;
};

/** Nobody is asked after: the answer comes into our queue, or the term ends. */
const waitSeconds = 30 * 86_400;
/** So many answers at most are taken at once. */
const mostTaken = 100;

/**
 * Asks through СМЭВ 3: requests go into the queue of the provider, answers are taken from our own and confirmed only after they
 * are kept. What is not confirmed comes again, so an answer may come twice. All agencies behind one address answer into one queue:
 * one connector serves them.
 */
export function createSmev3({ address, sign, send, now, pollSeconds }: Smev3Settings): Connector {
  let emptyUntil = 0;

  async function call(operation: string, body: string, within: number): Promise<HttpAnswer> {
    const headers = [
      ['content-type', 'text/xml;charset=utf-8'],
      ['soapaction', `urn:${operation}`],
    ] as const;
    return await send(address, { method: 'POST', headers, body }, within);
  }

  async function takeOne(within: number): Promise<Came | undefined> {
    const { body } = await call('GetResponse', await getResponse(now(), sign), within);
    const response = responseIn(readXml(body));
    if (response === undefined) return undefined;
    const { messageId, inquiry } = response;
    const done = async (): Promise<void> => void (await call('Ack', await ack(messageId, true, sign), within));
    return { inquiry, reply: replyOf(response, body), done };
  }

  return {
    write: async (question, at) => ({ text: await sendRequest(question, at, sign), signature: '' }),
    send: async (_question, { text }, within) => {
      try {
        const { body } = await call('SendRequest', text, within);
        return receiptOf(readXml(body), text, body);
      } catch (error) {
        return { kind: 'failed', fault: `network: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
    collect: async (within) => {
      const came: Came[] = [];
      if (now().getTime() < emptyUntil) return came;
      // A message is given again until it is confirmed: the same one twice means that the rest waits behind it.
      const seen = new Set<string>();
      while (came.length < mostTaken) {
        const one = await takeOne(within);
        if (one === undefined || seen.has(one.inquiry)) break;
        seen.add(one.inquiry);
        came.push(one);
      }
      if (came.length === 0) emptyUntil = now().getTime() + pollSeconds * 1000;
      return came;
    },
  };
}

/** СМЭВ has put the request into a queue, or says why not. */
function receiptOf(root: Element | undefined, asked: string, body: string): Reply {
  const fault = faultIn(root);
  const message = { text: body, signature: '' };
  if (fault !== undefined)
    return isPassing(fault)
      ? { kind: 'failed', fault: `СМЭВ: ${fault}` }
      : { kind: 'refused', because: `СМЭВ: ${fault}`, message };
  const status = find(root, 'Status')?.text;
  if (status === undefined) return { kind: 'failed', fault: 'СМЭВ: no status in the receipt' };
  if (status === 'requestIsRejectedBySmev')
    return { kind: 'refused', because: 'СМЭВ: requestIsRejectedBySmev', message };
  return { kind: 'queued', queuedAs: messageIdOf(asked), checkAfterSeconds: waitSeconds, message };
}

function replyOf({ told, inquiry }: SmevResponse, body: string): Reply {
  const message = { text: body, signature: '' };
  if ('facts' in told) return { kind: 'answered', facts: told.facts, message };
  // Only how far it has come: the answer is still awaited.
  if ('status' in told) return { kind: 'queued', queuedAs: inquiry, checkAfterSeconds: waitSeconds };
  switch (told.rejected) {
    case 'NO_DATA':
      return { kind: 'answered', facts: [] satisfies FactAnswer[], message };
    case 'FAILURE':
      return { kind: 'failed', fault: `СМЭВ: ${told.because}` };
    default:
      return { kind: 'refused', because: `${told.rejected}: ${told.because}`, message };
  }
}
