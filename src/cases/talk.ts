import { agenciesOf, isApplicant, isParticipant } from './authority.ts';
import type { Circumstances } from './circumstances.ts';
import type { Command } from './commands.ts';
import type { Judged } from './decide.ts';
import type { JointCase } from './model.ts';
import { emptyText, notYours, problem } from './problems.ts';

/** A letter within the case, to `person` or to agencies that take part; read by them and by the applicant, and by nobody else. */
export function sayTo(
  joint: JointCase,
  { to, words }: Extract<Command, { readonly kind: 'say' }>,
  { by }: Circumstances,
): Judged {
  if (!isApplicant(joint, by) && !isParticipant(joint, by)) return notYours;
  if (words.trim() === '') return emptyText('что вы хотите сказать', 'what you want to say');
  if (to.length === 0) return emptyText('кому', 'to whom');
  const known = new Set(['person', ...agenciesOf(joint)]);
  if (to.some((one) => !known.has(one)))
    return problem('not-a-participant', 'Этого ведомства в деле нет.', 'This agency takes no part in the case.', {
      ru: 'Выберите тех, кто участвует.',
      en: 'Choose those who take part.',
    });
  return { happenings: [{ kind: 'said', to, words: words.trim() }] };
}
