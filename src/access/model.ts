import type { Actor } from '#journal';

/**
 * What an officer's agency has entrusted to her. caseworker: the agency's tasks; lead: runs joint cases her agency leads;
 * head: the agency's board, lateness told to the head; operator: sits with residents at the centre; methodologist: packs
 * and agreements; auditor: the journal and the looks in an emergency.
 */
export const roles = ['caseworker', 'lead', 'head', 'operator', 'methodologist', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** The agency whose operators sit with residents: the one-stop centre. */
export const centre = 'mfc';

/** Somebody who is signed in. */
export type SignedIn = {
  readonly actor: Exclude<Actor, { readonly kind: 'okno' }>;
  readonly name: string;
  /** Empty for a resident. */
  readonly roles: readonly Role[];
  /** Persons a resident may act for, besides herself. */
  readonly actsFor: readonly string[];
  /** Of these, the children for whom she acts by law. */
  readonly represents?: readonly string[];
};

/** What the rules of access need to know of a case. */
export type CaseShape = {
  readonly person: string;
  readonly lead: string;
  /** Agencies that take part and have not left, the lead among them. */
  readonly agencies: readonly string[];
  /** The officer has given a reason for an emergency look, and its hour is not over. */
  readonly glassBroken?: boolean;
};
