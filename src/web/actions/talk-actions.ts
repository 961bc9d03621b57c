import { isApplicant, isParticipant } from '#cases';
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
