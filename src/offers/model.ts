/** Somebody whom screening found entitled: who would be told, and whom the service is about. */
export type Candidate = {
  readonly person: string;
  readonly service: string;
  readonly subject: string;
  readonly amount?: number;
  /** Id of the condition that explains best why: the one that the fewest others meet. */
  readonly criterion?: string;
};

/** Why somebody who is entitled is not offered a service. */
export const reasonsLeftOut = ['died', 'received', 'lately', 'no-consent'] as const;
export type LeftOut = (typeof reasonsLeftOut)[number];

/** What other registers tell of the people of a batch. */
export type Known = {
  readonly died: ReadonlySet<string>;
  /** `person service` pairs that are received already. */
  readonly received: ReadonlySet<string>;
  readonly consented: ReadonlySet<string>;
  /** `person service` pairs that were offered lately, whatever was answered. */
  readonly offeredLately: ReadonlySet<string>;
};

export type Batch = {
  readonly id: string;
  readonly rule: string;
  readonly day: string;
  readonly madeAt: string;
  readonly counts: { readonly offered: number } & Readonly<Record<LeftOut, number>>;
  readonly releasedAt?: string;
};

export type Offer = {
  readonly person: string;
  readonly batch: string;
  readonly service: string;
  readonly subject: string;
  readonly amount?: number;
  readonly criterion?: string;
  readonly shownFrom?: string;
  readonly answer?: 'accepted' | 'declined';
};
