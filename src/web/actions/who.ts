import { isLead } from '#cases';

import type { Asked } from './action.ts';

/** The case goes on. */
export function isOpen({ joint }: Asked): boolean {
  return joint.status === 'open';
}

/** The case goes on, and whoever asks leads it. */
export function isOfLead(asked: Asked): boolean {
  return isOpen(asked) && isLead(asked.joint, asked.who.actor) && asked.who.roles.includes('lead');
}
