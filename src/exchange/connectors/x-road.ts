import {
  answerShape,
  askQuestion,
  checkAnswer,
  headersToSend,
  oknoOf,
  queuedShape,
  readMessageText,
  registryOf,
  messageText,
  serviceCodes,
  serviceOf,
  stateClass,
} from '#protocol';
import type {
  CheckedAnswer,
  Checker,
  DisputeSent,
  FactsQuestion,
  QuestionHeaders,
  RequestMessage,
  SignedMessage,
  Signer,
} from '#protocol';

import type { SendHttp } from '#exchange/http.ts';
import { jsonIn } from '#exchange/json-in.ts';
import type { Question, SignedText } from '#exchange/model.ts';

import type { Connector, Reply } from './connector.ts';

export type XRoadSettings = {
  /** Of the agency's server, or of our own security server: `http://127.0.0.1:8101`. */
  readonly address: string;
  readonly instance: string;
  /** The agency in whose name Okno asks; others are represented by it. */
  readonly centre: string;
  readonly signer: Signer;
  readonly check: Checker;
  readonly send: SendHttp;
  readonly now: () => Date;
};

/** Asks by the X-Road Message Protocol for REST; question and answer are signed by both sides. */
export function createXRoad(settings: XRoadSettings): Connector {
  const { address, instance, centre, signer, check, send, now } = settings;
  const client = oknoOf(centre, instance);
  // What goes out right after it was written need not be read again.
  const justWritten = new WeakMap<SignedText, SignedMessage<RequestMessage>>();

  function headersOf({
    id,
    asker,
    userId,
    issue,
  }: Pick<Question, 'id' | 'asker' | 'userId' | 'issue'>): QuestionHeaders {
    return {
      client,
      id,
      ...(userId === undefined ? {} : { userId }),
      ...(issue === undefined ? {} : { issue }),
      ...(asker === centre ? {} : { representedParty: { memberClass: stateClass, member: asker } }),
    };
  }

  async function exchanged(asked: SignedMessage<RequestMessage>, agency: string, within: number): Promise<Reply> {
    const { method, path, body } = asked.message;
    try {
      const arrived = await send(`${address}${path}`, { method, headers: headersToSend(asked), body }, within);
      const service = serviceOf(registryOf(agency, instance), serviceCodes.facts);
      return replyOf(await checkAnswer(asked, service, arrived, check, now()));
    } catch (error) {
      return { kind: 'failed', fault: `network: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  return {
    write: (question, at) => {
      const { subject, facts, reason, ground, asOf, agency } = question;
      const body: FactsQuestion = { subject, facts: [...facts], purpose: reason, ground: groundOf(ground), asOf };
      const service = serviceOf(registryOf(agency, instance), serviceCodes.facts);
      const asked = askQuestion({ service, headers: headersOf(question), body }, signer, at);
      const written = { text: messageText(asked.message), signature: asked.signature };
      justWritten.set(written, asked);
      return written;
    },
    send: async ({ agency }, written, within) => {
      const asked = justWritten.get(written) ?? signedRequest(written);
      return asked === undefined
        ? { kind: 'failed', fault: 'the kept question cannot be read' }
        : await exchanged(asked, agency, within);
    },
    askAfter: async (question, queuedAs, within) => {
      const { agency, id } = question;
      const service = serviceOf(registryOf(agency, instance), serviceCodes.facts);
      // A look after an answer is a message of its own.
      const headers = { ...headersOf(question), id: `${id}.${now().getTime()}` };
      const asked = askQuestion({ service, rest: `/${encodeURIComponent(queuedAs)}`, headers }, signer, now());
      return await exchanged(asked, agency, within);
    },
    dispute: async ({ subject, fact, inquiry, words, agency, ...question }, within) => {
      const service = serviceOf(registryOf(agency, instance), serviceCodes.disputes);
      const body: DisputeSent = { subject, fact, inReplyTo: inquiry, words };
      const asked = askQuestion({ service, headers: headersOf(question), body }, signer, now());
      const { method, path, body: text } = asked.message;
      try {
        const arrived = await send(`${address}${path}`, { method, headers: headersToSend(asked), body: text }, within);
        const checked = await checkAnswer(asked, service, arrived, check, now());
        return 'answer' in checked && checked.answer.message.status < 300;
      } catch {
        // Whatever kept it from the register, it is tried again.
        return false;
      }
    },
  };
}

/** The protocol knows three grounds; the person's own look and an emergency ask nobody. */
function groundOf({ kind, basis }: Question['ground']): FactsQuestion['ground'] {
  if (kind === 'law' || kind === 'agreement' || kind === 'consent') return { kind, basis };
  throw new Error(`Nobody is asked on the ground ${kind}.`);
}

function signedRequest({ text, signature }: SignedText): SignedMessage<RequestMessage> | undefined {
  const message = readMessageText(text);
  return message?.kind === 'request' ? { message, signature } : undefined;
}

function replyOf(checked: CheckedAnswer): Reply {
  if ('fault' in checked) return { kind: 'failed', fault: `answer not taken: ${checked.fault}` };
  if ('failed' in checked) {
    const { type, message } = checked.failed;
    return { kind: 'failed', fault: `${type}: ${message}` };
  }
  const { message, signature } = checked.answer;
  const kept = { text: messageText(message), signature };
  const body = jsonIn(message.body);
  if (message.status === 200) {
    const read = answerShape.safeParse(body);
    return read.success
      ? { kind: 'answered', facts: read.data.facts, message: kept }
      : { kind: 'failed', fault: 'the signed answer has another form than agreed' };
  }
  if (message.status === 202) {
    const read = queuedShape.safeParse(body);
    return read.success
      ? { kind: 'queued', queuedAs: read.data.messageId, checkAfterSeconds: read.data.checkAfterSeconds, message: kept }
      : { kind: 'failed', fault: 'the signed receipt has another form than agreed' };
  }
  // A signed refusal is an answer; a signed breakdown of the register is not.
  return message.status >= 400 && message.status < 500
    ? { kind: 'refused', because: `${message.status} ${titleIn(body)}`.trim(), message: kept }
    : { kind: 'failed', fault: `the register answers ${message.status}` };
}

function titleIn(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { title, message } = body as { readonly title?: unknown; readonly message?: unknown };
  return typeof title === 'string' ? title : typeof message === 'string' ? message : '';
}
