import {
  registryOf,
  answerQuestion,
  disputeShape,
  faultReply,
  metaserviceCodes,
  methodList,
  questionShape,
  receiveQuestion,
  replyOf,
  sameSubsystem,
  serviceCodes,
  serviceOf,
  stateClass,
  oknoSubsystem,
} from '#protocol';
import type {
  Arrived,
  Checker,
  DescribedService,
  FactsQuestion,
  Received,
  ReceivedOrRefused,
  Reply,
  Signer,
} from '#protocol';

import type { FaultKind } from './faults.ts';
import { lookUp } from './look-up.ts';
import type { AgencyKind } from './model.ts';
import { openApiOf } from './open-api.ts';
import type { Store } from './store.ts';

export type Around = {
  readonly kind: AgencyKind;
  readonly store: Store;
  readonly signer: Signer;
  /** A key whose time is over: for the fault of that name. */
  readonly expired: Signer;
  readonly check: Checker;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Sends the answer to a question that was queued. */
  readonly answerLater: (received: Received, answer: unknown) => void;
};

type Answer = { readonly status: number; readonly body: unknown };

export type Provider = {
  /** Reads a question and checks who signed it. */
  readonly read: (arrived: Arrived) => Promise<ReceivedOrRefused>;
  readonly answer: (read: ReceivedOrRefused, faults: ReadonlySet<FaultKind>) => Reply;
};

/** The service and metaservices of one agency: a signed question comes in, a signed answer goes out. */
export function createProvider(around: Around): Provider {
  const { kind, store, check, now, newId } = around;
  const self = registryOf(kind.id);

  return {
    read: async (arrived) => await receiveQuestion(arrived, check, now(), newId()),
    answer: (read, faults) => {
      if ('refused' in read) return read.refused;
      const { received } = read;
      const refused = refusal(received);
      if (refused !== undefined) return refused;
      const answer = answerTo(received, received.asked.message.method, faults);
      if (answer === undefined)
        return faultReply('Server.ServerProxy.UnknownService', `${kind.id} has no such service.`, newId());
      const signer = faults.has('expired-certificate') ? around.expired : around.signer;
      return replyOf(answerQuestion(received, answer, { signer, at: now(), requestId: newId() }));
    },
  };

  /** Only the agency itself is answered for, and only to Okno of a state body. */
  function refusal({ service, about: { client } }: Received): Reply | undefined {
    const { service: _code, ...asked } = service;
    if (!sameSubsystem(asked, self))
      return faultReply('Server.ServerProxy.UnknownMember', `This is ${kind.id}.`, newId());
    if (client.memberClass !== stateClass || client.subsystem !== oknoSubsystem)
      return faultReply('Server.ServerProxy.AccessDenied', 'The client has no right to this service.', newId());
    return undefined;
  }

  function answerTo(received: Received, method: string, faults: ReadonlySet<FaultKind>): Answer | undefined {
    const { service, rest } = received;
    switch (`${method} ${service.service}`) {
      case `POST ${serviceCodes.facts}`:
        // One transaction: what is looked up and what is written down about it are of one moment.
        return rest === '' ? store.atOnce(() => facts(received, faults)) : undefined;
      case `GET ${serviceCodes.facts}`:
        return answeredBefore(received, rest.slice(1));
      case `POST ${serviceCodes.disputes}`:
        return dispute(received);
      case 'GET listMethods':
      case 'GET allowedMethods':
        return { status: 200, body: methodList(describedServices(kind)) };
      case 'GET getOpenAPI':
        return openApi(rest);
      default:
        return undefined;
    }
  }

  function facts(received: Received, faults: ReadonlySet<FaultKind>): Answer {
    const { about, asked } = received;
    const client = asked.message.headers.find(([name]) => name === 'x-road-client')?.[1] ?? '';
    // The same question again, because the first answer was lost on its way: the same answer.
    const before = store.answered(about.id, client);
    if (before !== undefined) return { status: before.status, body: JSON.parse(before.answer) };
    const question = readBody(asked.message.body, questionShape);
    if (question === undefined) return unreadable;
    const snils = store.find(question.subject);
    const known = lookUp(kind, store, snils, question.facts);
    const answer = { facts: faults.has('wrong') ? [...known, ...notAsked(question, snils)] : known };
    const put = {
      id: about.id,
      client,
      user: about.userId ?? '',
      issue: about.issue ?? '',
      snils: snils ?? '',
      facts: question.facts,
      ground: `${question.ground.kind}: ${question.ground.basis}`,
      purpose: question.purpose,
      at: now().toISOString(),
    };
    store.keepAnswer(put, 200, JSON.stringify(answer));
    if (!faults.has('queued')) return { status: 200, body: answer };
    around.answerLater(received, answer);
    return { status: 202, body: { messageId: about.id, checkAfterSeconds: 1 } };
  }

  /** A signed answer that tells more than was asked. */
  function notAsked({ facts: asked }: FactsQuestion, snils: string | undefined) {
    const fact = Object.keys(kind.holds).find((held) => !asked.includes(held));
    return fact === undefined ? [] : lookUp(kind, store, snils, [fact]);
  }

  /** `GET facts/{id of the question}`: for an answer that was queued. */
  function answeredBefore({ asked }: Received, id: string): Answer {
    const client = asked.message.headers.find(([name]) => name === 'x-road-client')?.[1] ?? '';
    const found = store.answered(decodeURIComponent(id), client);
    return found === undefined ? noSuchQuestion : { status: found.status, body: JSON.parse(found.answer) };
  }

  function dispute({ about, asked }: Received): Answer {
    const told = readBody(asked.message.body, disputeShape);
    if (told === undefined) return unreadable;
    store.keepDispute(about.id, asked.message.body, now().toISOString());
    return { status: 202, body: { messageId: about.id } };
  }

  function openApi(rest: string): Answer | undefined {
    const code = new URLSearchParams(rest.slice(1)).get('serviceCode');
    const isKnown = describedServices(kind).some(({ service }) => service.service === code);
    return isKnown ? { status: 200, body: openApiOf(kind) } : undefined;
  }
}

export function describedServices({ id }: AgencyKind): readonly DescribedService[] {
  const service = (code: string) => serviceOf(registryOf(id), code);
  return [
    {
      service: service(serviceCodes.facts),
      kind: 'OPENAPI',
      endpoints: [
        { method: 'POST', path: '/' },
        { method: 'GET', path: '/*' },
      ],
    },
    { service: service(serviceCodes.disputes), kind: 'OPENAPI', endpoints: [{ method: 'POST', path: '/' }] },
  ];
}

/** A problem of the agency itself: it has no `X-Road-Error`, and its form is that of RFC 9457. */
const unreadable: Answer = {
  status: 400,
  body: { type: 'about:blank', title: 'Вопрос не прочитан: смотрите описание OpenAPI. The question cannot be read.' },
};
const noSuchQuestion: Answer = {
  status: 404,
  body: { type: 'about:blank', title: 'Такого вопроса не было. No such question was put.' },
};

function readBody<Told>(
  text: string,
  shape: { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: Told } },
): Told | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const metaservices: readonly string[] = metaserviceCodes;
