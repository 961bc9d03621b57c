import type { Context } from 'hono';

import type { Glasses, Look, Names, OnBehalf, ReadOfficers, Restricted, Sessions, SignIn } from '#access';
import type { Cases, Contacts, MeasureTimes } from '#cases';
import { dayIn } from '#catalogue';
import type { Catalogue } from '#catalogue';
import type { Copies } from '#copies';
import type { ToldSituations } from '#desk';
import type { AskAll, Dispute, Exchange, Gateway, NoticeOfPerson, Operations, ReceivedFact } from '#exchange';

import type { Batch, Offers } from '#offers';
import type { Refused, Region, TakeUp, WhatIf } from '#region';
import type { LongWork } from './long-work.ts';

import type { Assets } from './assets.ts';
import type { Pace, Tries } from './tries.ts';

export type Log = {
  readonly info: (details: object, message: string) => void;
  readonly error: (details: object, message: string) => void;
};

export type OpenExchange = {
  readonly exchange: Exchange;
  readonly operations: Operations;
  /** Asks registers what a situation waits for, and gives what they have told for it so far. */
  readonly askFor: (all: AskAll) => Promise<readonly ReceivedFact[]>;
  /** By what registers know a resident: as whoever let her in vouches for it. */
  readonly knowAs: (person: string, names: Names) => Promise<void>;
  readonly knownAs: (person: string) => Promise<Names | undefined>;
  /** "This is wrong": what a register answered is not used any more, and the register is told. */
  readonly dispute: Dispute;
  /** The person wants nothing of what a change brings within reach. */
  readonly decline: (person: string, notice: Pick<NoticeOfPerson, 'source' | 'id' | 'subject'>) => Promise<void>;
  /** The person lets a change be checked: registers are asked what the page named, and what is within reach is offered. */
  readonly agree: OpenExchange['decline'];
  /** Undefined until there is a key to answer with. */
  readonly gateway: () => Gateway | undefined;
};

/** What every page of the house has at hand. */
export type House = {
  readonly catalogue: Catalogue;
  readonly situations: ToldSituations;
  readonly now: () => Date;
  /** So many unpredictable bytes. */
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
  /** Zone in which it is today, IANA name. */
  readonly timeZone: string;
  readonly assets: Assets;
  /** Joint cases, and how they are looked at: only as somebody. */
  readonly cases: Cases;
  /** How residents are reached. */
  readonly contacts: Contacts;
  /** Development: every letter to residents stands on a page. */
  readonly showsOutbox: boolean;
  readonly look: Look;
  readonly sessions: Sessions;
  readonly onBehalf: OnBehalf;
  /** What only the lead of a case sees. */
  readonly restricted: Restricted;
  /** What officers are called. */
  readonly officers: ReadOfficers;
  /** How long agencies took to answer. */
  readonly times: MeasureTimes['read'];
  /** Emergency looks. */
  readonly glasses: Glasses;
  /** Loaded when somebody signs in. */
  readonly signIn: () => Promise<SignIn>;
  /** Sign-ins that failed, by address. */
  readonly signInTries: Tries;
  /** The address of the site as the browser knows it, without a slash at its end. */
  readonly originOf: (c: Context) => string;
  /** Codes tried in vain, by address. */
  readonly tries: Tries;
  readonly addressOf: (c: Context) => string;
  /** Inquiries to other agencies, and what they ask and tell; left out where the exchange is not set up. */
  readonly exchange?: OpenExchange;
  /** Whether Okno can do its work: its database answers. */
  readonly isReady: () => Promise<boolean>;
  /** Whoever brings it may read the metrics from another machine. */
  readonly metricsToken?: string;
  readonly behindProxy: boolean;
  /** The address under which published things are named, ending in a slash. */
  readonly base: string;
  /** Paper copies of what came electronically. */
  readonly copies: Copies;
  /** Codes of copies tried in vain, by address. */
  readonly copyTries: Tries;
  /** How many situations are opened, and forms sent, from one address by people who are not signed in. */
  readonly newSituations: Pace;
  readonly openForms: Pace;
  /** Services offered before they are asked for. */
  readonly offers: Offers;
  /** The people who are screened, and on whom a changed law is tried. */
  readonly region: Region;
  /** What is counted of the region for a page, all of it in one line. */
  readonly works: {
    readonly whatIf: LongWork<WhatIf | Refused>;
    readonly takeUp: LongWork<TakeUp | Refused>;
    readonly batch: LongWork<{ readonly batch: Batch } | Refused>;
  };
  /** Published JSON Schemas by file name. */
  readonly schemas: ReadonlyMap<string, string>;
};

/** The day in the house's zone, `YYYY-MM-DD`. */
export function today(house: House): string {
  return dayIn(house.timeZone, house.now());
}
