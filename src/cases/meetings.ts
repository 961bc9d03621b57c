import { isApplicant, isLead, isParticipant } from './authority.ts';
import type { Circumstances } from './circumstances.ts';
import type { AgreedAction, Command } from './commands.ts';
import type { Judged } from './decide.ts';
import type { PlannedTask } from './events.ts';
import type { JointCase } from './model.ts';
import { emptyText, notYours, problem } from './problems.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** The lead or the family calls a meeting. Who is invited is decided by the family: only participants can be. */
export function callMeeting(joint: JointCase, command: Of<'call-meeting'>, circumstances: Circumstances): Judged {
  const { by, newId, at } = circumstances;
  if (!isLead(joint, by) && !isApplicant(joint, by)) return notYours;
  if (!(Date.parse(command.at) > Date.parse(at))) {
    return problem(
      'meeting-past',
      'Время встречи уже прошло или не понятно.',
      'The time of the meeting is past or unreadable.',
      {
        ru: 'Выберите день и час после этого.',
        en: 'Choose a day and hour that is still to come.',
      },
    );
  }
  const stranger = command.invited.find((agency) => !isParticipant(joint, { kind: 'officer', officer: '', agency }));
  if (stranger !== undefined)
    return problem(
      'not-a-participant',
      `«${stranger}» не участвует в деле.`,
      `"${stranger}" does not take part in the case.`,
    );
  const { place, agenda, invited } = command;
  return {
    happenings: [
      { kind: 'meeting-called', meeting: { id: newId(), at: command.at, place, agenda, invited, state: 'called' } },
    ],
  };
}

/** Agreed actions become tasks with a name and a date: of agencies, and of the family itself. */
export function holdMeeting(joint: JointCase, command: Of<'hold-meeting'>, circumstances: Circumstances): Judged {
  const { by, newId } = circumstances;
  if (!isLead(joint, by)) return notYours;
  const meeting = joint.meetings.find(({ id }) => id === command.meeting);
  if (meeting === undefined) return noSuchMeeting;
  if (meeting.state !== 'called')
    return problem('meeting-over', 'Встреча уже прошла или отменена.', 'The meeting is over or was cancelled.');
  if (command.minutes.trim() === '') return emptyText('что решили на встрече', 'what the meeting agreed on');
  const nameless = command.actions.find(({ title }) => title.trim() === '');
  if (nameless !== undefined) return emptyText('что сделать', 'what is to be done');
  const stranger = command.actions.find(
    ({ holder }) =>
      holder.kind === 'agency' && !isParticipant(joint, { kind: 'officer', officer: '', agency: holder.agency }),
  );
  if (stranger !== undefined)
    return problem(
      'not-a-participant',
      'Действие поручено тому, кто не участвует в деле.',
      'An action was given to somebody who does not take part in the case.',
    );
  const late = command.actions.find(({ due }) => due < circumstances.today);
  if (late !== undefined)
    return problem(
      'action-past',
      `Срок действия «${late.title}» уже прошёл.`,
      `The day of the action "${late.title}" is past.`,
    );
  return {
    happenings: [
      {
        kind: 'meeting-held',
        meeting: meeting.id,
        minutes: command.minutes.trim(),
        actions: command.actions.map((action) => agreedTask(action, newId(), circumstances)),
      },
    ],
  };
}

export function cancelMeeting(joint: JointCase, command: Of<'cancel-meeting'>, { by }: Circumstances): Judged {
  if (!isLead(joint, by) && !isApplicant(joint, by)) return notYours;
  const meeting = joint.meetings.find(({ id }) => id === command.meeting);
  if (meeting === undefined) return noSuchMeeting;
  if (meeting.state === 'cancelled') return { happenings: [] };
  if (meeting.state === 'held') return problem('meeting-over', 'Встреча уже прошла.', 'The meeting is over.');
  return { happenings: [{ kind: 'meeting-cancelled', meeting: meeting.id, reason: command.reason.trim() }] };
}

function agreedTask({ title, holder, due }: AgreedAction, id: string, { agreement }: Circumstances): PlannedTask {
  // What people said at a meeting stands in the language they said it in.
  const said = { ru: title.trim(), en: title.trim() };
  return {
    id: `agreed:${id}`,
    kind: 'agreed',
    title: said,
    holder,
    clause: agreement.review.clause,
    after: [],
    meets: [],
    urgency: 'weeks',
    due,
  };
}

const noSuchMeeting = problem('no-such-meeting', 'Такой встречи в деле нет.', 'There is no such meeting in the case.');
