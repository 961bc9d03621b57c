import type { CheckedExpression, Text } from '#language';

import type { Day } from './model.ts';
import type { Article } from './service.ts';

/**
 * What agencies have agreed on joint work (210-FZ art. 18, PP 797 for centres; the "memorandum" of networked delivery):
 * in which situations a joint case is opened, who takes part, who leads, in what terms, and which facts may be shown to
 * whom on which ground. Every task and every fact shown names a clause of it.
 */
export type Agreement = {
  readonly id: string;
  readonly name: Text;
  /** proposal: a text nobody has signed yet; said wherever the agreement is shown. */
  readonly standing: 'proposal' | 'in-force';
  readonly from: Day;
  readonly to?: Day;
  readonly basis: readonly Article[];
  /** Agencies that are party to it. */
  readonly parties: readonly string[];
  readonly situations: Clause & { readonly when: CheckedExpression; readonly because: Text };
  readonly lead: Clause & { readonly agency: string };
  /** Whoever has a step of the route takes part under this clause. */
  readonly plan: Clause;
  /** Who else is invited, case by case. */
  readonly participants: readonly (Clause & {
    readonly agency: string;
    readonly when?: CheckedExpression;
    readonly because: Text;
  })[];
  /** Terms agreed on that are shorter than the law's. */
  readonly terms: readonly (Clause & {
    readonly service: string;
    readonly days: number;
    readonly unit: 'working' | 'calendar';
  })[];
  readonly disclosures: readonly AgreedDisclosure[];
  readonly review: Clause & { readonly everyDays: number };
  /** Days of lateness after which the lead, and then the head of the late agency, is told. */
  readonly escalation: Clause & { readonly leadAfterDays: number; readonly headAfterDays: number };
  /** Days after the closing on which the person is asked whether it helped. */
  readonly followUp: Clause & { readonly days: readonly number[] };
};

export type Clause = { readonly clause: string };

/** Facts that may be shown, and why. `services`: the facts that the criteria of the agency's own services in the case use. */
export type AgreedDisclosure = Clause & {
  readonly facts: readonly string[] | 'services';
  /** An agency, or `participants`. */
  readonly to: string;
  readonly ground: 'law' | 'consent' | 'agreement';
  readonly article: Article;
  readonly purpose: Text;
  /** The person looks at what a register answers before it is used. */
  readonly preview?: true;
};
