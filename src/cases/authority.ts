import type { Actor } from '#journal';

import type { JointCase, Task } from './model.ts';

/** The resident the case is about, or whoever acts for her: named by herself, or for a child by law. */
export function isApplicant(joint: JointCase, actor: Actor): boolean {
  return actor.kind === 'person' && (actor.onBehalfOf ?? actor.person) === joint.person;
}

/**
 * The resident herself, or a child's legal representative. What may be shown to whom, who takes part and whether to object she
 * decides alone: a helper who was only named has no power of attorney.
 */
export function isHerself(joint: JointCase, actor: Actor): boolean {
  if (!isApplicant(joint, actor) || actor.kind !== 'person') return false;
  return actor.onBehalfOf === undefined || actor.as === 'representative';
}

/** An officer of the agency that leads the case. */
export function isLead(joint: JointCase, actor: Actor): boolean {
  return actor.kind === 'officer' && actor.agency === joint.lead;
}

/** Agencies that take part, the lead first: neither only proposed nor gone. */
export function agenciesOf({ lead, participants }: Pick<JointCase, 'lead' | 'participants'>): readonly string[] {
  const others = participants.filter(
    ({ agency, state }) => (state === 'invited' || state === 'joined') && agency !== lead,
  );
  return [lead, ...others.map(({ agency }) => agency)];
}

/** An officer of an agency that takes part in the case and has not left it. */
export function isParticipant(joint: JointCase, actor: Actor): boolean {
  return actor.kind === 'officer' && agenciesOf(joint).includes(actor.agency);
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
