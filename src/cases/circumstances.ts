import type { Agreement, Catalogue, Day } from '#catalogue';
import type { Actor } from '#journal';

/** What a command is carried out in: the law and the agreement, the moment, and who gives it. */
export type Circumstances = {
  readonly catalogue: Catalogue;
  readonly agreement: Agreement;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The day at the centre. */
  readonly today: Day;
  readonly by: Actor;
  /** A new id, unlike every other. */
  readonly newId: () => string;
};
