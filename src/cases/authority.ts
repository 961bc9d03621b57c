import type { Actor } from '#journal';

import type { JointCase, Task } from './model.ts';

/** The resident the case is about. */
export function isApplicant(joint: JointCase, actor: Actor): boolean {
  return actor.kind === 'person' && actor.person === joint.person;
}

/** An officer of the agency that leads the case. */
export function isLead(joint: JointCase, actor: Actor): boolean {
  return actor.kind === 'officer' && actor.agency === joint.lead;
}

/** An officer of an agency that takes part in the case and has not left it. */
export function isParticipant(joint: JointCase, actor: Actor): boolean {
  return (
    isLead(joint, actor) ||
    (actor.kind === 'officer' &&
      joint.participants.some(({ agency, state }) => agency === actor.agency && state !== 'left'))
  );
}

/**
 * Whoever holds the task; the lead for the family's own tasks and for what was agreed. In a joint team the officers of
 * all participants stand in for one another, except for a decision: that is made by the agency whom the law names.
 */
export function mayDo(joint: JointCase, task: Task, actor: Actor): boolean {
  if (task.holder.kind === 'person') return isApplicant(joint, actor) || isLead(joint, actor);
  if (actor.kind !== 'officer') return false;
  if (actor.agency === task.holder.agency) return true;
  if (task.kind === 'decide') return false;
  return joint.mode.mode === 'joint-team' ? isParticipant(joint, actor) : isLead(joint, actor);
}
