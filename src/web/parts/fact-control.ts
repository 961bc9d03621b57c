import type { Fact } from '#catalogue';
import type { Language } from '#language';
import { absentChoice } from '#web/answer.ts';
import type { Typed } from '#web/answer.ts';
import { say } from '#web/words.ts';
import { capitalised } from './format.ts';
import { checkboxes, dateInput, input, radios, textarea } from './govuk.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** The field a fact is told in, by its type; the question is the heading of the page. Names: `answer`, `answer-day`… */
export function factControl(options: {
  readonly language: Language;
  readonly fact: Fact;
  readonly question: string;
  readonly hint?: string;
  readonly typed: Typed;
  readonly error?: string;
}): Html {
  const { language, fact, typed } = options;
  const field = {
    name: 'answer',
    label: options.question,
    heading: true,
    language,
    ...(options.hint === undefined ? {} : { hint: options.hint }),
    ...(options.error === undefined ? {} : { error: options.error }),
  };
  const absence = fact.mayBeAbsent;
  const absent =
    absence === undefined
      ? []
      : [{ value: absentChoice, text: capitalised(absence[language]), checked: typed.one === absentChoice }];
  if (absence !== undefined && fact.type !== 'boolean' && fact.type !== 'choice') {
    const { mayBeAbsent: _, ...present } = fact;
    const one = typed.one === absentChoice ? '' : typed.one;
    return html`${factControl({ ...options, fact: present, typed: { ...typed, one } })}
    ${checkboxes({
      name: 'answer-absent',
      label: say(language, 'orAbsent'),
      language,
      items: [{ value: 'yes', text: capitalised(absence[language]), checked: typed.absent }],
    })}`;
  }
  switch (fact.type) {
    case 'boolean':
      return radios({
        ...field,
        items: [
          ...(['yes', 'no'] as const).map((value) => ({
            value,
            text: say(language, value === 'yes' ? 'yesCapital' : 'noCapital'),
            checked: typed.one === value,
          })),
          ...absent,
        ],
      });
    case 'choice':
      return radios({
        ...field,
        items: [
          ...fact.choices.map((choice) => ({
            value: choice.value,
            text: capitalised(choice.label[language]),
            checked: typed.one === choice.value,
          })),
          ...absent,
        ],
      });
    case 'choices':
      return checkboxes({
        ...field,
        items: fact.choices.map((choice) => ({
          value: choice.value,
          text: capitalised(choice.label[language]),
          checked: typed.many.includes(choice.value),
        })),
      });
    case 'date':
      return dateInput({ ...field, hint: options.hint ?? say(language, 'dateHint'), typed });
    case 'money':
      return input({ ...field, value: typed.one, inputmode: 'decimal', suffix: '₽', width: 10 });
    case 'number':
      return input({ ...field, value: typed.one, inputmode: 'decimal', width: 5 });
    case 'text':
      return textarea({ ...field, value: typed.one, rows: 2 });
  }
}

/** Where an error leads: the first field of the control. */
export function firstField(fact: Fact): string {
  return fact.type === 'date' ? 'answer-day' : 'answer';
}
