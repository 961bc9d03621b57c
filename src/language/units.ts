import type { Language, Text } from './problem.ts';
import { nearest } from './vocabulary.ts';

/**
 * What a number counts: base units with their powers, `{ RUB: 1, month: -1 }` for roubles a month, `{}` for a share. A
 * number without any unit (a literal, or a name declared without one) takes the unit of whatever it meets.
 */
export type Unit = Readonly<Record<string, number>>;

/** Counted things: kept by +, − and comparisons; in × and ÷ they are plain numbers, so a sum a head is still a sum. */
const counted: ReadonlySet<string> = new Set(['person', 'piece', 'coefficient']);

/** Words of packs for base units; a wage is what one month brings, so «8 wages/year» times the monthly wage is a yearly sum. */
const bases: ReadonlyMap<string, string> = new Map([
  ['month', 'month'],
  ['months', 'month'],
  ['wages', 'month'],
  ['year', 'year'],
  ['years', 'year'],
  ['week', 'week'],
  ['weeks', 'week'],
  ['day', 'day'],
  ['days', 'day'],
  ['persons', 'person'],
  ['pieces', 'piece'],
  ['coefficients', 'coefficient'],
  ['percent', 'percent'],
  ['m²', 'm²'],
  ['ha', 'ha'],
]);
const pure: ReadonlySet<string> = new Set(['share', 'coefficient']);

/** A unit as packs write it: `RUB/month`, `years`, `m²`, `share`. Undefined when there is no such unit. */
export function readUnit(text: string): Unit | undefined {
  if (pure.has(text)) return {};
  const [over, under, more] = text.split('/');
  const top = baseOf(over ?? '');
  if (top === undefined || more !== undefined) return undefined;
  if (under === undefined) return { [top]: 1 };
  const bottom = baseOf(under);
  return bottom === undefined || bottom === top ? undefined : { [top]: 1, [bottom]: -1 };
}

/** A currency is three capitals. */
function baseOf(word: string): string | undefined {
  return /^[A-Z]{3}$/u.test(word) ? word : bases.get(word);
}

/** The unit somebody may have meant by a word that is none. */
export function nearestUnit(text: string): string | undefined {
  const common = ['RUB', 'RUB/month', 'RUB/year', 'months/year', 'wages/year', ...bases.keys(), ...pure];
  return nearest(text, common);
}

export function sameUnit(a: Unit, b: Unit): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** Whether numbers of the two can be added and compared; a number without a unit meets any. */
export function unitsAgree(a: Unit | undefined, b: Unit | undefined): boolean {
  return a === undefined || b === undefined || sameUnit(a, b);
}

/** The unit of a product (`sign` 1) or a quotient (−1). */
export function combinedUnit(a: Unit | undefined, b: Unit | undefined, sign: 1 | -1): Unit | undefined {
  const left = withoutCounted(a);
  const right = withoutCounted(b);
  if (left === undefined && right === undefined) return undefined;
  const powers = new Map(Object.entries(left ?? {}));
  for (const [name, power] of Object.entries(right ?? {})) powers.set(name, (powers.get(name) ?? 0) + sign * power);
  return Object.fromEntries([...powers].filter(([, power]) => power !== 0).toSorted(([x], [y]) => (x < y ? -1 : 1)));
}

export function raisedUnit(unit: Unit | undefined, power: number): Unit | undefined {
  const of = withoutCounted(unit);
  return of === undefined || power === 0
    ? undefined
    : Object.fromEntries(Object.entries(of).map(([name, one]) => [name, one * power]));
}

function withoutCounted(unit: Unit | undefined): Unit | undefined {
  if (unit === undefined) return undefined;
  const left = Object.entries(unit).filter(([name]) => !counted.has(name));
  return left.length === 0 && Object.keys(unit).length > 0 ? undefined : Object.fromEntries(left);
}

/** Names that say how one unit becomes another. The checker puts the number in their place, so they cost nothing. */
export const conversions: ReadonlyMap<string, { readonly value: number; readonly unit: Unit }> = new Map([
  ['monthsInYear', { value: 12, unit: { month: 1, year: -1 } }],
  ['oneMonth', { value: 1, unit: { month: 1 } }],
  ['oneYear', { value: 1, unit: { year: 1 } }],
  ['hundredPercent', { value: 100, unit: { percent: 1 } }],
]);

type Words = {
  readonly ru: readonly [over: string, under: string];
  readonly en: readonly [over: string, under: string];
};

const words: ReadonlyMap<string, Words> = new Map([
  ['RUB', { ru: ['рубли', 'рубль'], en: ['roubles', 'rouble'] }],
  ['month', { ru: ['месяцы', 'месяц'], en: ['months', 'month'] }],
  ['year', { ru: ['годы', 'год'], en: ['years', 'year'] }],
  ['week', { ru: ['недели', 'неделю'], en: ['weeks', 'week'] }],
  ['day', { ru: ['дни', 'день'], en: ['days', 'day'] }],
  ['person', { ru: ['люди', 'человека'], en: ['persons', 'person'] }],
  ['piece', { ru: ['штуки', 'штуку'], en: ['pieces', 'piece'] }],
  ['coefficient', { ru: ['коэффициенты', 'коэффициент'], en: ['coefficients', 'coefficient'] }],
  ['percent', { ru: ['проценты', 'процент'], en: ['percent', 'percent'] }],
  ['m²', { ru: ['м²', 'м²'], en: ['m²', 'm²'] }],
  ['ha', { ru: ['гектары', 'гектар'], en: ['hectares', 'hectare'] }],
]);

/** The unit in words: «рубли в месяц», "roubles a month". */
export function unitText(unit: Unit, language: Language): string {
  const all = Object.entries(unit);
  const over = all.filter(([, power]) => power > 0).map((one) => powerText(one, 0, language));
  const under = all.filter(([, power]) => power < 0).map((one) => powerText(one, 1, language));
  if (over.length === 0 && under.length === 0) return language === 'ru' ? 'доля' : 'a share';
  const top = over.length === 0 ? '1' : over.join(' × ');
  if (under.length === 0) return top;
  return `${top} ${language === 'ru' ? 'в' : 'a'} ${under.join(language === 'ru' ? ' и в ' : ' and a ')}`;
}

function powerText([name, power]: readonly [string, number], side: 0 | 1, language: Language): string {
  const word = words.get(name)?.[language][side] ?? name;
  return Math.abs(power) === 1 ? word : `${word}^${Math.abs(power)}`;
}

/** How numbers of two units can be brought together, for whoever put them side by side. */
export function conversionHint(a: Unit, b: Unit): Text {
  const ways: readonly (readonly [from: Unit, to: Unit, hint: Text])[] = [
    [{ month: -1 }, { year: -1 }, monthlyAndYearly],
    [{ month: -1 }, {}, monthlyToSum],
    [{ year: -1 }, {}, yearlyToSum],
    [{ year: 1 }, { month: 1 }, yearsToMonths],
    [{ percent: 1 }, {}, percentToShare],
  ];
  const found = ways.find(([from, to]) => differBy(a, b, from, to) || differBy(b, a, from, to));
  return found?.[2] ?? checkNames;
}

/** Whether the two units are the same but for `from` in the one and `to` in the other. */
function differBy(a: Unit, b: Unit, from: Unit, to: Unit): boolean {
  const rest = (unit: Unit, part: Unit): Unit | undefined => {
    const isPart = Object.entries(part).every(([name, power]) => unit[name] === power);
    return isPart ? Object.fromEntries(Object.entries(unit).filter(([name]) => part[name] === undefined)) : undefined;
  };
  const [left, right] = [rest(a, from), rest(b, to)];
  return left !== undefined && right !== undefined && sameUnit(left, right);
}

const monthlyAndYearly: Text = {
  ru: 'Месячное умножьте на monthsInYear или годовое разделите на него. Если закон в самом деле сравнивает сумму за год с суммой за один месяц, напишите это: «сумма * oneYear», «минимум * oneMonth».',
  en: 'Multiply the monthly one by monthsInYear, or divide the yearly one by it. If the law does compare a sum of a year with a sum of one month, say so: "sum * oneYear", "minimum * oneMonth".',
};
const monthlyToSum: Text = {
  ru: 'Чтобы из суммы в месяц вышла сумма, умножьте её на число месяцев; за один месяц — «… * oneMonth».',
  en: 'To make a sum of a sum a month, multiply it by the number of months; for one month: "… * oneMonth".',
};
const yearlyToSum: Text = {
  ru: 'Чтобы из суммы в год вышла сумма, умножьте её на число лет; за один год — «… * oneYear».',
  en: 'To make a sum of a sum a year, multiply it by the number of years; for one year: "… * oneYear".',
};
const yearsToMonths: Text = {
  ru: 'Годы умножьте на monthsInYear — получатся месяцы.',
  en: 'Multiply the years by monthsInYear to have months.',
};
const percentToShare: Text = {
  ru: 'Проценты разделите на hundredPercent — получится доля.',
  en: 'Divide the percent by hundredPercent to have a share.',
};
const checkNames: Text = {
  ru: 'Проверьте, то ли сведение названо; единицы объявлены в facts.yaml, derived.yaml и parameters.yaml.',
  en: 'Check that the right name is used; units are declared in facts.yaml, derived.yaml and parameters.yaml.',
};
