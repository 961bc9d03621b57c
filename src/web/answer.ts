import type { FactValue } from '#assessment';
import type { Fact } from '#catalogue';
import { daysOf } from '#language';
import type { Language } from '#language';
import { cutTo } from './form.ts';
import type { Form } from './form.ts';
import { number } from './parts/format.ts';
import { say } from './words.ts';

/** What a form sent, as text, so that it can be put back into the field when it does not fit. */
export type Typed = {
  readonly one: string;
  readonly many: readonly string[];
  readonly day: string;
  readonly month: string;
  readonly year: string;
  /** Marked that there is none of it. */
  readonly absent: boolean;
};

/** What the choice "there is none" sends where the answer is one of several. */
export const absentChoice = '(absent)';

export type ReadAnswer = { readonly value: FactValue } | { readonly problem: string };

export const nothingTyped: Typed = { one: '', many: [], day: '', month: '', year: '', absent: false };

/** What a form sent in the field of one fact. */
export function typedIn(form: Pick<Form, 'one' | 'all'>): Typed {
  return {
    ...nothingTyped,
    one: form.one('answer'),
    many: form.all('answer'),
    day: form.one('answer-day'),
    month: form.one('answer-month'),
    year: form.one('answer-year'),
    absent: form.one('answer-absent') === 'yes',
  };
}

/** A stored value as the form would have sent it. */
export function typedFrom(value: FactValue | undefined): Typed {
  if (value === undefined) return nothingTyped;
  if (value === null) return { ...nothingTyped, one: absentChoice, absent: true };
  if (Array.isArray(value)) return { ...nothingTyped, many: value as readonly string[] };
  const one =
    typeof value === 'boolean'
      ? value
        ? 'yes'
        : 'no'
      : typeof value === 'number'
        ? String(value).replace('.', ',')
        : String(value);
  const [year = '', month = '', day = ''] = /^\d{4}(-\d{2}){0,2}$/u.test(one) ? one.split('-') : [];
  return { ...nothingTyped, one, day: day.replace(/^0/u, ''), month: month.replace(/^0/u, ''), year };
}

/** Reads what was typed as a value of the fact; a problem says in the page's language what to do. */
export function readAnswer(language: Language, fact: Fact, typed: Typed, today: string): ReadAnswer {
  if (fact.mayBeAbsent !== undefined && (typed.absent || typed.one === absentChoice)) {
    const { one, many, day, month, year } = typed;
    const isElse = [one, ...many, day, month, year].some((part) => part.trim() !== '' && part !== absentChoice);
    return isElse ? { problem: say(language, 'eitherAbsent') } : { value: null };
  }
  switch (fact.type) {
    case 'boolean':
      if (typed.one === 'yes') return { value: true };
      if (typed.one === 'no') return { value: false };
      return { problem: say(language, 'chooseOne') };
    case 'choice':
      return fact.choices.some((choice) => choice.value === typed.one)
        ? { value: typed.one }
        : { problem: say(language, 'chooseOne') };
    case 'choices':
      return { value: fact.choices.map((choice) => choice.value).filter((value) => typed.many.includes(value)) };
    case 'date':
      return readDate(language, fact, typed, today);
    case 'number':
    case 'money':
      return readNumber(language, fact, typed.one);
    case 'text':
      return typed.one.trim() === ''
        ? { problem: say(language, 'writeSomething') }
        : { value: cutTo(typed.one.trim(), 500) };
  }
}

/** Takes "18 003,50", "18003.5 руб." and "18 тыс" is left to the person: what is not a plain number is asked again. */
function readNumber(language: Language, fact: Fact, text: string): ReadAnswer {
  const bare = text
    .replaceAll(/[\s\u00a0\u202f]/gu, '')
    .replace(/(?:₽|руб(?:лей|ля|ль)?\.?|р\.?)$/iu, '')
    .replace(',', '.');
  if (bare === '') return { problem: say(language, fact.type === 'money' ? 'writeMoney' : 'writeNumber') };
  if (!/^-?\d{1,12}(?:\.\d{1,6})?$/u.test(bare))
    return { problem: say(language, fact.type === 'money' ? 'moneyByDigits' : 'numberByDigits') };
  const value = Number(bare);
  if (fact.min !== undefined && value < fact.min)
    return { problem: say(language, 'notLess', { value: number(language, fact.min) }) };
  if (fact.max !== undefined && value > fact.max)
    return { problem: say(language, 'notMore', { value: number(language, fact.max) }) };
  return { value };
}

function readDate(language: Language, fact: Fact, typed: Typed, today: string): ReadAnswer {
  const [day, month, year] = [typed.day, typed.month, typed.year].map((part) => part.trim());
  if (day === '' && month === '' && year === '') return { problem: say(language, 'writeDate') };
  if (!/^\d{4}$/u.test(year ?? '')) return { problem: say(language, 'yearByFourDigits') };
  if (month === '' && day !== '') return { problem: say(language, 'dayWithoutMonth') };
  const text = [year, month, day]
    .filter((part) => part !== '')
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  if (daysOf(text) === undefined) return { problem: say(language, 'noSuchDay') };
  // A year or a month stands before its days in the order of texts.
  if (fact.past && text > today) return { problem: say(language, 'dayInFuture') };
  if (text < '1900') return { problem: say(language, 'dayTooEarly') };
  return { value: text };
}
