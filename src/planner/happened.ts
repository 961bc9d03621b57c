import type { FactKey } from '#assessment';
import type { Day } from '#catalogue';

import type { EvidenceRef, ServiceRef } from './model.ts';

/** What came otherwise than the route says. */
export type Happened =
  | (ServiceRef & { readonly kind: 'refused' })
  /** The step will be over, or can only be begun, on a later day: the answer is late, the office is closed. */
  | { readonly kind: 'delayed'; readonly step: string; readonly until: Day }
  /** Made before its day, or on the day itself. */
  | { readonly kind: 'done'; readonly step: string }
  /** Its day has passed and it was not made. */
  | { readonly kind: 'missed'; readonly step: string }
  | (EvidenceRef & { readonly kind: 'lost' })
  /** Facts became known or are different now. */
  | { readonly kind: 'told'; readonly facts: readonly FactKey[] };
