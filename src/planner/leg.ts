import type { Answer, Entitlement } from '#assessment';
import type { ChannelKind, Evidence, EvidenceUse, NeedId, Service, ServiceVersion, Term, Validity } from '#catalogue';

import type { DayCount } from './day-count.ts';
import type { EvidenceRef } from './model.ts';
import type { Place } from './places.ts';

/** A piece of evidence that serves. */
export type EvidenceOption = EvidenceRef & {
  readonly key: string;
  readonly from: EvidenceUse['from'];
  readonly held: Answer;
  /** Some told fact says whether it is held; of other papers nobody can say so before a step gives them. */
  readonly isAsked: boolean;
  readonly kind: Evidence['kind'];
  readonly heldBy?: string;
  readonly validFor?: Validity;
};

/** What a service asks for: any one of the options, the first by preference; held as the best of them. */
export type EvidenceNeed = {
  readonly key: string;
  readonly options: readonly [EvidenceOption, ...EvidenceOption[]];
  readonly held: Answer;
};

/** A way to ask for it: at a place, or from wherever one is. */
export type Way = { readonly channel: ChannelKind; readonly place?: Place; readonly term?: Term };

/** One service for one subject on the way: an application, perhaps a waiting, perhaps a visit to collect. */
export type Leg = {
  /** `<service>:<subject>`, the beginning of the ids of its steps. */
  readonly id: string;
  readonly service: Service;
  readonly version: ServiceVersion;
  readonly entitlement: Entitlement;
  readonly meets: readonly NeedId[];
  /** Possible ways to ask for it, the preferred first: all at places, or all without. */
  readonly ways: readonly [Way, ...Way[]];
  /** Where the result is handed over, if it is, when it was not asked for at a place. */
  readonly handedOverAt: readonly Place[];
  /** Begins on the day asked for and waits for nothing: nothing of tonight waits for a paper. */
  readonly isAtOnce: boolean;
  /** Refused today, and time alone will turn it. */
  readonly isTooEarly: boolean;
  readonly window: LegWindow;
  /** Held back to this day, so that another service is asked for no later. */
  readonly notBefore: DayCount;
  readonly needs: readonly EvidenceNeed[];
  readonly gives: readonly EvidenceRef[];
};

/** The days between which the law lets one apply. */
export type LegWindow = {
  readonly opens: DayCount;
  readonly closes: DayCount;
  /** Criterion that closes it. */
  readonly closedBy?: string;
};

export function isVisited({ ways: [{ channel }] }: Leg): boolean {
  return channel === 'mfc' || channel === 'agency';
}
