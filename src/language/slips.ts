import type { Text } from './problem.ts';
import { nearest } from './vocabulary.ts';

/** Keys of a Russian keyboard in the order of the Latin letters on the same keys. */
const russianKeys = 'йцукенгшщзфывапролдячсмить';
const latinKeys = 'qwertyuiopasdfghjklzxcvbnm';

/** Russian letters that look like Latin ones. */
const lookAlikes = new Map(
  Array.from('асеорхукмтнв', (letter, place) => [letter, 'aceopxykmthb'[place] ?? letter] as const),
);

/** What somebody may have meant by a word that is none of the names: a wrong key, a wrong alphabet, a slip of the pen. */
export function slipHint(word: string, names: readonly string[]): Text | undefined {
  const typed = mapped(word, (letter) => latinKeys[russianKeys.indexOf(letter)]);
  const known = (candidate: string): string | undefined =>
    candidate === word.toLowerCase() ? undefined : names.find((name) => name.toLowerCase() === candidate);
  const byKeys = known(typed);
  if (byKeys !== undefined)
    return {
      ru: `Похоже, включена русская раскладка: «${word}» теми же клавишами — «${byKeys}».`,
      en: `The keyboard seems to be set to Russian: "${word}" on the same keys is "${byKeys}".`,
    };
  const byLook = known(mapped(word, (letter) => lookAlikes.get(letter)));
  if (byLook !== undefined)
    return {
      ru: `В слове есть русские буквы, похожие на латинские: наберите «${byLook}» латиницей.`,
      en: `The word has Russian letters that look like Latin ones: type "${byLook}" in Latin.`,
    };
  const near = nearest(word, names);
  return near === undefined ? undefined : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` };
}

/** What to write instead of a Russian connecting word, or of a `not` without brackets. */
export function foreignWords(text: string): Text | undefined {
  const plain = text.replaceAll(/"[^"]*"/gu, '');
  if (/(?:^|[\s()])(?:и|или|не|если|то|иначе|в|да|нет)(?=$|[\s()])/iu.test(plain))
    return {
      ru: 'Связки пишутся по-английски: и — and, или — or, не — not(…), если — if … then … else …, да — true, нет — false.',
      en: 'Connecting words are English: and, or, not(…), if … then … else …, true, false.',
    };
  const denied = /^not\s+(.+)$/u.exec(plain.trim())?.[1];
  return denied === undefined
    ? undefined
    : { ru: `Отрицание пишется со скобками: «not(${denied})».`, en: `A denial has brackets: "not(${denied})".` };
}

function mapped(word: string, to: (letter: string) => string | undefined): string {
  return Array.from(word.toLowerCase(), (letter) => to(letter) ?? letter).join('');
}

/** What to write where a value of one kind stands in the place of another. */
export function placeHint(wanted: string, got: string): Text | undefined {
  if (wanted === 'boolean' && got !== 'list')
    return {
      ru: 'Сравните это с чем-нибудь, например «rent > 0» или «sex = "female"».',
      en: 'Compare it with something, for example "rent > 0" or "sex = "female"".',
    };
  return kindHint(wanted, got);
}

/** What to write where values of two kinds stand side by side. */
export function kindHint(left: string, right: string): Text | undefined {
  const has = (...kinds: readonly string[]): boolean => kinds.includes(left) || kinds.includes(right);
  if (has('list'))
    return {
      ru: 'Список — это много значений. О ком-нибудь: «some m in members satisfies m.age < 3», обо всех: «every m in …», сколько: «count(…)», вместе: «sum(…)».',
      en: 'A list is many values. About somebody: "some m in members satisfies m.age < 3", about all: "every m in …", how many: "count(…)", together: "sum(…)".',
    };
  if (has('entity'))
    return {
      ru: 'Назовите сведение о человеке, например «applicant.age».',
      en: 'Name a fact of the person, for example "applicant.age".',
    };
  if (has('boolean'))
    return {
      ru: 'Да и нет пишутся true и false без кавычек; «да или нет» не считают и не сравнивают с числом.',
      en: 'Yes and no are written true and false without quotes; they are not counted or compared with a number.',
    };
  if (has('date', 'time', 'date and time', 'duration'))
    return {
      ru: 'Дата пишется date("2026-03-02"), срок — duration("P6M"); к дате прибавляют срок.',
      en: 'A date is written date("2026-03-02"), a duration duration("P6M"); a duration is added to a date.',
    };
  return has('number') && has('text')
    ? {
        ru: 'Число пишется без кавычек, текст — в кавычках.',
        en: 'A number is written without quotes, a text in quotes.',
      }
    : undefined;
}
