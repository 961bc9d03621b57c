import type { ToldSituation } from '#assessment';
import type { Cases, JointCase } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import type { Actor } from '#journal';
import type { Offers } from '#offers';

import type { Connector, Reply } from './connectors/connector.ts';
import type { InquiryDone } from './keep.ts';
import type { RefusedBecause } from './may-ask.ts';
import type { Inquiry, InquiryRef, Purpose } from './model.ts';

export type ExchangeAround = {
  readonly catalogue: Catalogue;
  readonly now: () => Date;
  /** The day at the centre. */
  readonly today: () => Day;
  readonly random: (bytes: number) => Uint8Array;
  /** How an agency's register is reached; undefined when it is not connected. */
  readonly connectorOf: (agency: string) => Connector | undefined;
  /** Joint cases that are told what registers answered. */
  readonly cases: Pick<Cases, 'carryOut'>;
  /** What a change brings within reach and the law offers before it is asked for. */
  readonly offers?: Pick<Offers, 'offerOne'>;
  /** How long one answer is waited for. */
  readonly timeOutMilliseconds?: number;
};

/** Some facts about one person, to be asked of one register. */
export type Asked = {
  readonly person: string;
  readonly purpose: Purpose;
  readonly subject: string;
  /** Under which name registers know whom it is about; as the situation calls them when left out. */
  readonly about?: string | undefined;
  readonly agency: string;
  readonly asker: string;
  readonly facts: readonly string[];
  readonly told: ToldSituation;
  readonly joint?: JointCase;
  readonly reason: string;
  readonly by: Actor;
  /** The register told of a change. */
  readonly notice?: { readonly source: string; readonly id: string };
  /** The same key asks the same question once. */
  readonly idempotencyKey: string;
};

export type PutResult = {
  /** Kept, and on their way: a question for each ground. */
  readonly inquiries: readonly Inquiry[];
  /** What may not be asked, and why; in the journal. */
  readonly refused: readonly {
    readonly fact: string;
    readonly because: RefusedBecause | 'not-connected' | 'not-identified';
  }[];
};

export type Exchange = {
  /** Asks what may be asked; acknowledged when it is kept. The answer comes by itself. */
  readonly put: (asked: Asked) => Promise<PutResult>;
  /** Waits until this process has what it can get for an inquiry now: an answer, or a failure that is tried again later. */
  readonly heard: (ref: InquiryRef) => Promise<void>;
  /** Waits until nothing is under way in this process, or so long at most. */
  readonly settled: (withinMilliseconds?: number) => Promise<void>;
  /** Hands in again, or asks after, what is due. Gives how many. */
  readonly tryDue: (most?: number) => Promise<number>;
  /** Takes what has come by queue or folder from an agency. Gives how many answers were kept. */
  readonly collect: (agency: string) => Promise<number>;
  /** Keeps an answer that came by itself; says whether it belongs to an inquiry that waits. */
  readonly arrived: (ref: InquiryRef, reply: Reply) => Promise<InquiryDone>;
  /** Tells cases what registers answered. Gives how many inquiries were told of. */
  readonly tellCases: (most?: number) => Promise<number>;
  /** Tells registers what people say is wrong. Gives how many they took. */
  readonly sendDisputes: (most?: number) => Promise<number>;
  /** Marks what is late, and what is of no use any more. Gives how many changed. */
  readonly takeTime: (most?: number) => Promise<number>;
  readonly cancel: (ref: InquiryRef) => Promise<InquiryDone>;
  readonly judgePreview: (ref: InquiryRef, isAccepted: boolean, by: Actor) => Promise<InquiryDone>;
  /** Tries again what lay with the operators. */
  readonly mend: (ref: InquiryRef) => Promise<InquiryDone>;
};
