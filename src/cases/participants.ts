import { assess } from '#assessment';

import { agenciesOf, isHerself, isLead } from './authority.ts';
import { disclosuresTo } from './circle.ts';
import type { Circumstances } from './circumstances.ts';
import type { Command } from './commands.ts';
import type { Judged } from './decide.ts';
import type { JointCase, Participant } from './model.ts';
import { emptyText, notYours, problem } from './problems.ts';

/**
 * The family decides who takes part: she invites an agency that has signed the agreement. What the lead wants invited is a
 * proposal, shown to nobody else, until she invites it too; an agency that had left may be asked back.
 */
export function invite(
  joint: JointCase,
  { agency, reason }: Extract<Command, { readonly kind: 'invite' }>,
  { by, agreement, catalogue, today }: Circumstances,
): Judged {
  if (!isHerself(joint, by) && !isLead(joint, by)) return notYours;
  if (!agreement.parties.includes(agency))
    return problem(
      'not-a-party',
      'Это ведомство не подписало соглашение дела.',
      'This agency has not signed the agreement of the case.',
      { ru: 'Выберите сторону соглашения.', en: 'Choose a party to the agreement.' },
    );
  if (agenciesOf(joint).includes(agency)) return { happenings: [] };
  const proposed = joint.participants.find((one) => one.agency === agency && one.state === 'proposed');
  if (proposed === undefined && reason.trim() === '') return emptyText('зачем нужно ведомство', 'why it is needed');
  const why = { ru: reason.trim(), en: reason.trim() };
  const participant: Omit<Participant, 'state'> = {
    agency,
    clause: agreement.participants.find((one) => one.agency === agency)?.clause ?? agreement.plan.clause,
    because: reason.trim() === '' && proposed !== undefined ? proposed.because : why,
  };
  if (!isHerself(joint, by)) {
    if (proposed !== undefined) return { happenings: [] };
    return { happenings: [{ kind: 'participant-proposed', participant: { ...participant, state: 'proposed' } }] };
  }
  const assessment = assess(catalogue, { ...joint.told, asOf: today });
  return {
    happenings: [
      {
        kind: 'participant-invited',
        participant: { ...participant, state: 'invited' },
        disclosures: disclosuresTo([agency], assessment, agreement, catalogue, joint.route),
      },
    ],
  };
}

/** The agency's own answer to an invitation. */
export function join(joint: JointCase, contact: string | undefined, { by }: Circumstances): Judged {
  if (by.kind !== 'officer') return notYours;
  const own = joint.participants.find(({ agency }) => agency === by.agency);
  if (own === undefined || own.state === 'left' || own.state === 'proposed') return notYours;
  if (own.state === 'joined' && own.contact === contact) return { happenings: [] };
  return {
    happenings: [{ kind: 'participant-joined', agency: by.agency, ...(contact === undefined ? {} : { contact }) }],
  };
}

/** The family decides who is there; an agency may leave when it has nothing left to do. */
export function leave(joint: JointCase, agency: string, reason: string, { by }: Circumstances): Judged {
  const isOwn = by.kind === 'officer' && by.agency === agency;
  if (!isOwn && !isHerself(joint, by)) return notYours;
  const state = joint.participants.find((one) => one.agency === agency)?.state;
  if (state === undefined || (state === 'proposed' && isOwn))
    return problem('not-a-participant', 'Этого ведомства в деле нет.', 'This agency takes no part in the case.');
  if (state === 'left') return { happenings: [] };
  if (reason.trim() === '') return emptyText('почему участник выходит', 'why the participant leaves');
  const left = joint.tasks.find(
    ({ holder, state: of }) =>
      holder.kind === 'agency' && holder.agency === agency && !['done', 'refused', 'cancelled'].includes(of),
  );
  if (left !== undefined && state !== 'proposed') {
    return problem(
      'tasks-left',
      `У ведомства осталась задача: ${left.title.ru}`,
      `The agency still has a task: ${left.title.en}`,
      { ru: 'Сначала завершите или передайте её.', en: 'Finish it or pass it on first.' },
    );
  }
  return { happenings: [{ kind: 'participant-left', agency, reason: reason.trim() }] };
}
