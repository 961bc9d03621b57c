import type { Catalogue } from '#catalogue';
import type { Actor } from '#journal';
import type { Problem } from '#language';

import { isLead, isParticipant } from './authority.ts';
import type { Circumstances } from './circumstances.ts';
import type { Command } from './commands.ts';
import type { Judged } from './decide.ts';
import type { JointCase, ShownPaper } from './model.ts';
import { papersFor } from './papers.ts';
import { emptyText, notYours, problem } from './problems.ts';

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** An officer has had the original in his hands: nobody of another agency asks for it again in this case. */
export function markPaper(joint: JointCase, command: Of<'mark-paper'>, { by, catalogue }: Circumstances): Judged {
  if (!isParticipant(joint, by)) return notYours;
  const { paper, hasCopy } = command;
  if (!papersFor(joint, by, catalogue).includes(paper)) return noSuchPaper;
  const shown = shownPaper(joint, paper);
  // Shown twice is shown; that a copy was made meanwhile is new.
  if (shown !== undefined && (shown.hasCopy || !hasCopy)) return { happenings: [] };
  return { happenings: [{ kind: 'paper-shown', paper, hasCopy }] };
}

/** It was a slip, or the paper is not valid any more: whoever marked it or the lead takes the mark back, and says why. */
export function unmarkPaper(joint: JointCase, { paper, reason }: Of<'unmark-paper'>, { by }: Circumstances): Judged {
  if (!isParticipant(joint, by)) return notYours;
  const shown = shownPaper(joint, paper);
  // Taken back twice is taken back.
  if (shown === undefined) return { happenings: [] };
  if (!mayUnmark(joint, shown, by)) return notYours;
  if (reason.trim() === '') return emptyText('почему отметка снимается', 'why the mark is taken back');
  return { happenings: [{ kind: 'paper-unmarked', paper, reason: reason.trim() }] };
}

export function mayUnmark(joint: JointCase, { by: marked }: ShownPaper, by: Actor): boolean {
  return isLead(joint, by) || (by.kind === 'officer' && marked.kind === 'officer' && marked.agency === by.agency);
}

export function shownPaper({ shownPapers = [] }: JointCase, paper: string): ShownPaper | undefined {
  return shownPapers.find((one) => one.paper === paper);
}

/** A refusal for want of a paper that was shown in the case is not made: whoever has seen it can be asked. */
export function refusedForShown(
  joint: JointCase,
  missingPapers: readonly string[],
  catalogue: Catalogue,
): { readonly problem: Problem } | undefined {
  const shown = missingPapers.map((paper) => shownPaper(joint, paper)).find((one) => one !== undefined);
  if (shown === undefined) return undefined;
  const name = catalogue.evidence.get(shown.paper)?.name ?? { ru: shown.paper, en: shown.paper };
  const agency = shown.by.kind === 'officer' ? catalogue.agencies.get(shown.by.agency)?.shortName : undefined;
  return problem(
    'paper-was-shown',
    `Документ «${name.ru}» в этом деле уже показан: ${agency?.ru ?? 'ведомство'} видело подлинник.`,
    `The paper "${name.en}" was shown in this case already: ${agency?.en ?? 'an agency'} has seen the original.`,
    {
      ru: 'Спросите у этого ведомства копию. Если документ уже не годится, пусть оно снимет отметку и напишет почему.',
      en: 'Ask that agency for the copy. If the paper is not valid any more, it takes the mark back and says why.',
    },
  );
}

const noSuchPaper = problem(
  'no-such-paper',
  'Для ваших задач этот документ не нужен.',
  'Your tasks do not need this paper.',
  { ru: 'Откройте дело снова: план могли изменить.', en: 'Open the case again: the plan may have changed.' },
);
