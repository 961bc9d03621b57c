import { sql } from 'kysely';

import type { Cases } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import type { Database } from '#database';
import {
  answerQuestion,
  faultReply,
  lateAnswerShape,
  memberList,
  messageText,
  methodList,
  readMessageText,
  receiveQuestion,
  registryOf,
  replyOf,
  requestHash,
  sameSubsystem,
  serviceCodes,
  serviceOf,
} from '#protocol';
import type { Arrived, Checker, DescribedService, Received, Reply, ServiceId, Signer, SubsystemId } from '#protocol';

import { keepDeadLetter } from './dead-letters.ts';
import type { Exchange } from './exchange.ts';
import { jsonIn } from './json-in.ts';
import { noticeShape, takeNotice } from './notices.ts';
import { describeServices } from './own-services.ts';
import { provideFacts } from './provide.ts';
import { inquiriesWhere, messagesOf } from './read-inquiries.ts';
import { answerUsage } from './usage.ts';

export type GatewayAround = {
  readonly catalogue: Catalogue;
  readonly exchange: Exchange;
  readonly cases: Pick<Cases, 'read'>;
  /** Okno itself as others address it. */
  readonly self: Required<SubsystemId>;
  readonly signer: Signer;
  readonly check: Checker;
  readonly now: () => Date;
  readonly today: () => Day;
  readonly newId: () => string;
};

export type Gateway = {
  /** Answers a message of another agency under `/r1/`. */
  readonly answer: (arrived: Arrived) => Promise<Reply>;
  /** The body of `listClients`: who may be asked. */
  readonly members: () => Promise<object>;
};

type Answered = { readonly status: number; readonly body: unknown };

/** What other agencies ask and tell Okno: facts that it holds, answers that took their time, changes, metaservices. */
export function createGateway(database: Database, around: GatewayAround): Gateway {
  const { catalogue, exchange, cases, self, signer, check, now, today, newId } = around;

  async function answer(arrived: Arrived): Promise<Reply> {
    const read = await receiveQuestion(arrived, check, now(), newId());
    if ('refused' in read) return read.refused;
    const { received } = read;
    if (!isAddressed(received.service, self))
      return faultReply('Server.ServerProxy.UnknownMember', `This is ${self.member}.`, newId());
    const signing = { signer, at: now(), requestId: newId() };
    if (`${arrived.method} ${received.service.service}` === `POST ${serviceCodes.facts}`)
      return replyOf(await provideFacts(database, received, { catalogue, today: today(), ...signing }));
    const answered = await answerTo(received, arrived.method);
    if (answered === undefined)
      return faultReply(
        'Server.ServerProxy.UnknownService',
        `There is no such service: ${received.service.service}.`,
        newId(),
      );
    return replyOf(answerQuestion(received, answered, signing));
  }

  async function answerTo(received: Received, method: string): Promise<Answered | undefined> {
    switch (`${method} ${received.service.service}`) {
      case `POST ${serviceCodes.answers}`:
        return await takeLateAnswer(received);
      case `POST ${serviceCodes.notices}`:
        return await takeNoticeOf(received);
      case `GET ${serviceCodes.usage}`:
        return await answerUsage(database, catalogue, received, now());
      case 'GET listMethods':
      case 'GET allowedMethods':
        return { status: 200, body: methodList(ownServices(self)) };
      case 'GET getOpenAPI': {
        const code = new URLSearchParams(received.rest.slice(1)).get('serviceCode');
        const isOwn = ownServices(self).some(({ service }) => service.service === code);
        return isOwn ? { status: 200, body: describeServices() } : undefined;
      }
      default:
        return undefined;
    }
  }

  /** The answer to a question that was queued. What belongs to no question of ours is taken, and lies with the operators. */
  async function takeLateAnswer({ asked, about }: Received): Promise<Answered> {
    const read = lateAnswerShape.safeParse(jsonIn(asked.message.body));
    if (!read.success) return unreadable;
    const { inReplyTo, requestHash: hash, answer: told } = read.data;
    const agency = about.client.member;
    const [inquiry] = await inquiriesWhere(database.queries, sql`id = ${inReplyTo} and agency = ${agency}`, 1);
    const questions = inquiry === undefined ? [] : await messagesOf(database.queries, inquiry);
    const isOurs = questions.some(({ kind, text }) => {
      const message = kind === 'question' ? readMessageText(text) : undefined;
      return message?.kind === 'request' && requestHash(message) === hash;
    });
    const message = { text: messageText(asked.message), signature: asked.signature };
    if (inquiry === undefined || !isOurs) {
      await keepDeadLetter(database, {
        source: agency,
        reason: `no inquiry ${inReplyTo}`,
        text: message.text,
        at: now(),
      });
      return { status: 202, body: { taken: false } };
    }
    const done = await exchange.arrived(inquiry, { kind: 'answered', facts: told.facts, message });
    return { status: 202, body: { taken: done.isChanged } };
  }

  async function takeNoticeOf({ asked, about }: Received): Promise<Answered> {
    const read = noticeShape.safeParse(jsonIn(asked.message.body));
    if (!read.success) return unreadable;
    const { member } = about.client;
    // An agency tells of its own register only.
    if (!read.data.source.split('/').includes(member))
      return { status: 403, body: { title: 'The source is another agency.' } };
    await takeNotice(database, read.data, member, { catalogue, exchange, cases, at: now(), today: today() });
    // Whether anybody was found is not for the register to know.
    return { status: 202, body: {} };
  }

  async function members(): Promise<object> {
    const rows = await database.queries.selectFrom('connection').select('agency').orderBy('agency').execute();
    const named = rows.map(({ agency }) => ({
      client: registryOf(agency, self.instance),
      name: catalogue.agencies.get(agency)?.shortName.ru ?? agency,
    }));
    return memberList([
      { client: self, name: catalogue.agencies.get(self.member)?.shortName.ru ?? self.member },
      ...named,
    ]);
  }

  return { answer, members };
}

function isAddressed({ service: _code, ...addressed }: ServiceId, self: SubsystemId): boolean {
  return sameSubsystem(addressed, self);
}

function ownServices(self: Required<SubsystemId>): readonly DescribedService[] {
  const post = [{ method: 'POST', path: '/' }];
  const usage = ['findUsage', 'usagePeriod', 'heartbeat'].map((path) => ({ method: 'GET', path: `/v2/${path}` }));
  return [
    ...[serviceCodes.facts, serviceCodes.answers, serviceCodes.notices].map(
      (code) => ({ service: serviceOf(self, code), kind: 'OPENAPI', endpoints: post }) as const,
    ),
    { service: serviceOf(self, serviceCodes.usage), kind: 'OPENAPI', endpoints: usage },
  ];
}

const unreadable: Answered = {
  status: 400,
  body: { type: 'about:blank', title: 'The body has another form than agreed.' },
};
