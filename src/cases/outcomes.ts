import { isApplicant, isLead, isParticipant } from './authority.ts';
import type { Circumstances } from './circumstances.ts';
import type { Command } from './commands.ts';
import type { Judged } from './decide.ts';
import type { Happening } from './events.ts';
import type { JointCase } from './model.ts';
import { emptyText, notYours, problem } from './problems.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** Told by the person, or by whoever asked her: at the closing and on the agreed days after it. */
export function tellOutcome(joint: JointCase, command: Of<'tell-outcome'>, { by, at }: Circumstances): Judged {
  if (!isApplicant(joint, by) && !isParticipant(joint, by)) return notYours;
  const { need, asked, answer, words } = command;
  if (!joint.needs.some((one) => one.need === need))
    return problem('no-such-need', 'Такой потребности в деле нет.', 'There is no such need in the case.');
  if (asked !== 0 && !joint.rhythm.followUpDays.includes(asked))
    return problem(
      'no-such-question',
      'Об этом дне соглашение не спрашивает.',
      'The agreement does not ask on that day.',
    );
  if (asked !== 0 && joint.status === 'open')
    return problem('still-open', 'Дело ещё не закрыто.', 'The case is still open.');
  const said = words === undefined || words.trim() === '' ? {} : { words: words.trim() };
  return { happenings: [{ kind: 'outcome-told', outcome: { need, asked, answer, ...said, toldAt: at, by } }] };
}

/** What came of a call. What the person answered about her needs is told as if she had told it here. */
export function recordCall(joint: JointCase, command: Of<'record-call'>, circumstances: Circumstances): Judged {
  if (!isParticipant(joint, circumstances.by)) return notYours;
  const { reached, words, answers } = command;
  const asked = joint.asked.at(-1) ?? 0;
  const told: Happening[] = [];
  for (const { need, answer } of answers) {
    const judged = tellOutcome(joint, { kind: 'tell-outcome', need, asked, answer }, circumstances);
    if ('problem' in judged) return judged;
    told.push(...judged.happenings);
  }
  return { happenings: [{ kind: 'person-called', reached, words: words.trim() }, ...told] };
}

/** Okno's own clock: so many days after the closing the question goes out. */
export function askOutcome(joint: JointCase, asked: number, { by }: Circumstances): Judged {
  if (by.kind !== 'okno') return notYours;
  if (joint.status === 'open') return problem('still-open', 'Дело ещё не закрыто.', 'The case is still open.');
  if (joint.asked.includes(asked)) return { happenings: [] };
  return { happenings: [{ kind: 'outcome-asked', asked }] };
}

export function handOverNeed(
  joint: JointCase,
  command: Of<'hand-over-need'>,
  { by, catalogue }: Circumstances,
): Judged {
  if (!isLead(joint, by)) return notYours;
  const { need, agency, reason } = command;
  if (!joint.needs.some((one) => one.need === need))
    return problem('no-such-need', 'Такой потребности в деле нет.', 'There is no such need in the case.');
  if (!catalogue.agencies.has(agency))
    return problem('no-such-agency', 'Такого ведомства нет.', 'There is no such agency.');
  if (reason.trim() === '') return emptyText('почему передаётся', 'why it is handed over');
  return { happenings: [{ kind: 'need-handed-over', need, agency, reason: reason.trim() }] };
}

/**
 * A case is closed only when each need has an outcome or somebody who has taken it over, and nobody still has a task.
 * What was not met and nobody took over is a gap.
 */
export function close(joint: JointCase, { by, at }: Circumstances): Judged {
  if (!isLead(joint, by)) return notYours;
  const open = joint.tasks.find(({ state }) => !['done', 'refused', 'cancelled'].includes(state));
  if (open !== undefined) {
    return problem('tasks-open', `Ещё не сделано: ${open.title.ru}`, `Not done yet: ${open.title.en}`, {
      ru: 'Завершите задачи или отмените их, изменив план.',
      en: 'Finish the tasks, or cancel them by changing the plan.',
    });
  }
  const unanswered = joint.needs.filter(
    ({ need, handedTo }) => handedTo === undefined && outcomeOf(joint, need) === undefined,
  );
  if (unanswered.length > 0) {
    const names = unanswered.map(({ need }) => need).join(', ');
    return problem(
      'needs-open',
      `Не сказано, решено ли: ${names}.`,
      `Whether these are solved was not told: ${names}.`,
      {
        ru: 'Спросите заявителя о каждой потребности или укажите, кто её берёт.',
        en: 'Ask the applicant about each need, or name who takes it over.',
      },
    );
  }
  const gaps = joint.needs
    .filter(({ need, handedTo }) => handedTo === undefined && ['not', 'partly'].includes(outcomeOf(joint, need) ?? ''))
    .filter(({ need }) => !joint.gaps.some((gap) => gap.need === need))
    .map(({ need, because }): Happening => ({
      kind: 'gap-found',
      gap: { need, reason: 'not-met', text: because, foundAt: at },
    }));
  return { happenings: [...gaps, { kind: 'case-closed' }] };
}

/** The last answer told at the closing. */
function outcomeOf(joint: JointCase, need: string): string | undefined {
  return joint.outcomes.findLast((one) => one.need === need && one.asked === 0)?.answer;
}
