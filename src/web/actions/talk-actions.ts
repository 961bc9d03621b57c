import { isApplicant, isParticipant, mayUnmark, papersFor, shownPaper } from '#cases';
import { say } from '#web/words.ts';

import type { Action } from './action.ts';
import { agencyChoices, field } from './action.ts';

export const talkActions: readonly Action[] = [
  {
    kind: 'say',
    right: 'act',
    isOffered: ({ joint, who }) =>
      joint.status === 'open' && (isApplicant(joint, who.actor) || isParticipant(joint, who.actor)),
    fields: (asked) => {
      const { actor } = asked.who;
      const own = actor.kind === 'officer' ? actor.agency : '';
      const person = { value: 'person', text: say(asked.language, 'whoApplicant') };
      return [
        field(asked, 'choices', 'to', 'sayTo', {
          hint: say(asked.language, own === '' ? 'sayToHintOwn' : 'sayToHint'),
          items: [...(own === '' ? [] : [person]), ...agencyChoices(asked).filter(({ value }) => value !== own)],
        }),
        field(asked, 'words', 'words', 'sayWords'),
      ];
    },
    command: (_asked, form) => ({ kind: 'say', to: [...new Set(form.all('to'))], words: form.one('words') }),
  },
];

/** What is done to a paper of the case: `of` names it. */
export const paperActions: readonly Action[] = [
  {
    kind: 'mark-paper',
    right: 'act',
    isOffered: ({ joint, who, catalogue, of }) =>
      joint.status === 'open' &&
      isParticipant(joint, who.actor) &&
      shownPaper(joint, of) === undefined &&
      papersFor(joint, who.actor, catalogue).includes(of),
    fields: (asked) => [
      field(asked, 'choice', 'copy', 'markPaperCopy', {
        items: [
          { value: 'yes', text: say(asked.language, 'markPaperCopyYes') },
          { value: 'no', text: say(asked.language, 'markPaperCopyNo') },
        ],
      }),
    ],
    command: ({ of }, form) => ({ kind: 'mark-paper', paper: of, hasCopy: form.one('copy') === 'yes' }),
  },
  {
    kind: 'unmark-paper',
    right: 'act',
    isOffered: ({ joint, who, of }) => {
      const shown = shownPaper(joint, of);
      return joint.status === 'open' && shown !== undefined && mayUnmark(joint, shown, who.actor);
    },
    fields: (asked) => [field(asked, 'words', 'reason', 'unmarkPaperReason')],
    command: ({ of }, form) => ({ kind: 'unmark-paper', paper: of, reason: form.one('reason') }),
  },
];
