import type { Told, Variable } from '#dmn/model.ts';
import type { Text } from '#language';

/** `Applicant Age` → `applicantAge`: the way packs write names. Undefined where nothing Latin is left to make one of. */
export function packName(name: string): string | undefined {
  const words = name.split(/[^A-Za-z0-9]+/u).filter((word) => word !== '');
  const joined = words
    .map((word, index) => (index === 0 ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`))
    .join('');
  // An abbreviation is one small word (`ID` → `id`), a name in capitals inside stays (`perCapitaIncome`).
  const first = /^[A-Z]+(?=$|[A-Z][a-z]|\d)/u.exec(joined)?.[0] ?? joined.slice(0, 1);
  const made = `${first.toLowerCase()}${joined.slice(first.length)}`;
  return /^[a-z]/u.test(made) ? made : undefined;
}

/** A name bound inside an expression; letters of any language may stand in it. */
export function localName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_]+(.)?/gu, (_, next: string | undefined) => (next ?? '').toUpperCase());
}

const marks = { ru: '[перевести]', en: '[translate]' } as const;

/** An element's texts by language; what is there in one language only stands in the other with a mark for the author. */
export function textsOf({ name, label, description }: Variable & Told): {
  readonly text: Text;
  readonly missing?: 'ru' | 'en';
} {
  const lines = [label, ...(description?.split('\n').slice(0, 2) ?? []), name].filter(
    (line) => line !== undefined && line.trim() !== '',
  );
  const isRussian = (line: string): boolean => /\p{Script=Cyrillic}/u.test(line);
  const ru = lines.find((line) => line !== undefined && isRussian(line))?.trim();
  const en = lines.find((line) => line !== undefined && !isRussian(line))?.trim();
  if (ru === undefined) return { text: { ru: `${marks.ru} ${en ?? name}`, en: en ?? name }, missing: 'ru' };
  // A name in one word is no text: it is the name by which rules call it.
  return en === undefined || (en === name && !en.includes(' '))
    ? { text: { ru, en: `${marks.en} ${ru}` }, missing: 'en' }
    : { text: { ru, en } };
}
