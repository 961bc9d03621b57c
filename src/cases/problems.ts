import type { Problem, Text } from '#language';

/** A problem of a case: what is not possible now, and what to do instead. */
export function problem(code: string, ru: string, en: string, remedy?: Text): { readonly problem: Problem } {
  return { problem: { code, message: { ru, en }, ...(remedy === undefined ? {} : { remedy }) } };
}

export const noSuchTask = problem('no-such-task', 'Такой задачи в деле нет.', 'There is no such task in the case.', {
  ru: 'Откройте дело снова: план могли изменить.',
  en: 'Open the case again: the plan may have changed.',
});

export const notYours = problem(
  'not-yours',
  'Это может сделать только тот, за кем это закреплено соглашением.',
  'Only whoever the agreement names may do this.',
  {
    ru: 'Передайте это тому, кто указан в деле, или ведущему дела.',
    en: 'Leave it to whoever the case names, or to its lead.',
  },
);

export const caseClosed = problem(
  'case-closed',
  'Дело закрыто: изменить его нельзя.',
  'The case is closed and cannot be changed.',
  { ru: 'Если помощь снова нужна, откройте новое дело.', en: 'If help is needed again, open a new case.' },
);

export const changedMeanwhile = problem(
  'changed-meanwhile',
  'Пока вы писали, это изменил кто-то другой.',
  'Somebody else changed this while you were writing.',
  {
    ru: 'Посмотрите, что изменилось: ваш текст сохранён в форме, отправьте его ещё раз, если он по-прежнему верен.',
    en: 'Look at what changed: your text is kept in the form; send it again if it still holds.',
  },
);

export const keyReused = problem(
  'idempotency-key-reused',
  'С этим ключом уже была другая команда: она выполнена, а эта нет.',
  'Another command came with this key before: that one was done, and this one is not.',
  {
    ru: 'Посмотрите, что уже сделано. Если и это нужно, отправьте ещё раз: программе нужен новый ключ.',
    en: 'Look at what was done. If this is wanted too, send it again; a program needs a new key.',
  },
);

export function emptyText(ru: string, en: string): { readonly problem: Problem } {
  return problem('empty', `Не заполнено: ${ru}.`, `Not filled in: ${en}.`, {
    ru: 'Напишите несколько слов: их прочтёт заявитель.',
    en: 'Write a few words: the applicant will read them.',
  });
}
