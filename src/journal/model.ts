/**
 * Who acts: a resident, perhaps for somebody who has named her or for a child by law; an officer of an agency; or Okno itself (a
 * timer).
 */
export type Actor =
  | {
      readonly kind: 'person';
      readonly person: string;
      readonly onBehalfOf?: string;
      readonly as?: 'representative';
    }
  | { readonly kind: 'officer'; readonly officer: string; readonly agency: string; readonly office?: string }
  | { readonly kind: 'okno'; readonly job: string };

/** Why it was allowed: the law itself, a clause of an agreement, the person's consent, the person herself, or an emergency. */
export type Ground = {
  readonly kind: 'law' | 'agreement' | 'consent' | 'own' | 'emergency';
  /** The article, the clause of the agreement, the number of the consent, the reason told in an emergency. */
  readonly basis: string;
};

/** One look at or change of the data of one person. Plain JSON. */
export type Entry = {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly actor: Actor;
  readonly action: 'looked' | 'changed' | 'sent' | 'received' | 'refused';
  /** What it concerned: `case`, `situation`, `message`… and which. */
  readonly object: { readonly kind: string; readonly id: string };
  /** Kinds of facts that were shown or changed; never their values. */
  readonly facts: readonly string[];
  readonly ground: Ground;
  readonly purpose: string;
};

export type KeptEntry = Entry & { readonly person: string; readonly sequence: number };
