/**
 * draft: kept, not handed in yet. sent: handed in, nothing heard. queued: the register has it and will answer. late: the
 * law's term is over. expired: an answer would be of no use any more. disputed: the person says the answer is wrong.
 */
export const inquiryStates = [
  'draft',
  'sent',
  'queued',
  'answered',
  'refused',
  'not-found',
  'late',
  'expired',
  'cancelled',
  'disputed',
] as const;
export type InquiryState = (typeof inquiryStates)[number];

const answers = ['answered', 'refused', 'not-found'] as const;

const next: { readonly [State in InquiryState]: readonly InquiryState[] } = {
  draft: ['sent', 'late', 'cancelled'],
  // A register that answers by file or queue may be handed the same question again: it stays sent.
  sent: ['sent', 'queued', ...answers, 'late', 'cancelled'],
  queued: ['queued', ...answers, 'late', 'cancelled'],
  late: ['late', ...answers, 'expired', 'cancelled'],
  answered: ['disputed'],
  disputed: ['answered', 'disputed'],
  refused: [],
  'not-found': ['disputed'],
  expired: [],
  cancelled: [],
};

/** Whether an inquiry may go from one state to another: an answer that comes a second time changes nothing. */
export function mayBecome(from: InquiryState, to: InquiryState): boolean {
  return next[from].includes(to);
}

/** Whether an answer is still awaited. */
export function isOpen(state: InquiryState): boolean {
  return state === 'draft' || state === 'sent' || state === 'queued' || state === 'late';
}
