import type { SignedAnswer } from '#exchange';
import type { Ground } from '#journal';
import type { Subject } from '#protocol';

/** What the paper says. It is kept as it was printed: a check shows this and nothing else. */
export type CopyText = {
  /** Whom it is about, as the register knows them; without numbers that the paper does not need. */
  readonly about: Omit<Subject, 'snils'>;
  /** The facts are of the household for which the person speaks. */
  readonly ofHousehold: boolean;
  /** Whose electronic document it is, and for whom it was asked. */
  readonly agency: string;
  readonly asker: string;
  readonly answer: SignedAnswer;
};

/** The officer who certified, as the paper names her. */
export type Certifier = {
  readonly officer: string;
  readonly name: string;
  readonly agency: string;
  readonly office?: string;
};

/** mistake: the copy was made wrongly; record-changed: the register holds something else now; misused: lost or misused. */
export const revokedBecause = ['mistake', 'record-changed', 'misused'] as const;
export type RevokedBecause = (typeof revokedBecause)[number];

export type Revocation = { readonly at: string; readonly because: RevokedBecause };

export type CertifiedCopy = {
  readonly person: string;
  readonly number: string;
  readonly code: string;
  readonly inquiry: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: Certifier;
  readonly ground: Ground;
  readonly text: CopyText;
  readonly revoked?: Revocation;
};
