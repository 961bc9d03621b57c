import type { RuledOut } from '#assessment';
import type { Fact } from '#catalogue';
import type { Language } from '#language';
import { absentChoice } from '#web/answer.ts';
import type { Typed } from '#web/answer.ts';
import { say } from '#web/words.ts';
import { capitalised } from './format.ts';
import { type Choice, checkboxes, dateInput, input, radios, textarea } from './govuk.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** Where nothing is told, and why: as a choice beside the others, or as marks below a field. */
export const withoutAnswer = { unknown: '~unknown', declined: '~declined' } as const;

/**
 * The field a fact is told in, by its type. Alone on a page the question is its heading, and the names are `answer`,
 * `answer-day`…; on a page with others each has its own name, and a choice "I don't know" and "I'd rather not say".
 */
export function factControl(options: {
  readonly language: Language;
  readonly fact: Fact;
  readonly question: string;
  readonly hint?: string;
  readonly typed: Typed;
  readonly error?: string;
  /** The name on a page with others. */
  readonly name?: string;
  /** Answers that cannot be right with what was told: not offered, unless it is what stands there now. */
  readonly ruledOut?: readonly RuledOut[];
}): Html {
  const { language, fact, typed } = options;
  const skips = options.name === undefined ? [] : skipChoices(language, typed.one);
  const field = {
    name: options.name ?? 'answer',
    label: options.question,
    heading: options.name === undefined,
    language,
    ...(options.hint === undefined ? {} : { hint: options.hint }),
    ...(options.error === undefined ? {} : { error: options.error }),
  };
  const isOffered = (value: boolean | string, typedAs: string): boolean =>
    typed.one === typedAs || options.ruledOut?.some((out) => out.value === value) !== true;
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
      name: `${field.name}-absent`,
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
          ...(['yes', 'no'] as const)
            .filter((value) => isOffered(value === 'yes', value))
            .map((value) => ({
              value,
              text: say(language, value === 'yes' ? 'yesCapital' : 'noCapital'),
              checked: typed.one === value,
            })),
          ...absent,
          ...skips,
        ],
        ...(skips.length === 0 ? {} : { divider: say(language, 'or'), dividerBefore: withoutAnswer.unknown }),
      });
    case 'choice':
      return radios({
        ...field,
        items: [
          ...fact.choices
            .filter(({ value }) => isOffered(value, value))
            .map((choice) => ({
              value: choice.value,
              text: capitalised(choice.label[language]),
              checked: typed.one === choice.value,
            })),
          ...absent,
          ...skips,
        ],
        ...(skips.length === 0 ? {} : { divider: say(language, 'or'), dividerBefore: withoutAnswer.unknown }),
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

/** "I don't know" and "I'd rather not say": kept apart, and neither counts as an answer. */
export function skipChoices(language: Language, chosen: string): readonly Choice[] {
  return (['unknown', 'declined'] as const).map((why) => ({
    value: withoutAnswer[why],
    text: say(language, why === 'unknown' ? 'dontKnow' : 'ratherNot'),
    checked: chosen === withoutAnswer[why],
  }));
}

/** Whether "I don't know" is one of the choices of the field itself, or has to be marked beside it. */
export function hasChoices(fact: Fact): boolean {
  return fact.type === 'boolean' || fact.type === 'choice';
}

/** Where an error leads: the first field of the control. */
export function firstField(fact: Fact, name = 'answer'): string {
  return fact.type === 'date' ? `${name}-day` : name;
}
