import { nearestCliffs, personName } from '#assessment';
import type { Cliff, HelpCurve, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import type { Language } from '#language';

const words = {
  title: { ru: 'ЕСЛИ ЗАРАБОТОК ИЗМЕНИТСЯ', en: 'IF EARNINGS CHANGE' },
  notKnown: {
    ru: 'Заработок семьи не известен: сказать нечего',
    en: 'The earnings of the family are not known: nothing can be said',
  },
  none: {
    ru: 'Больший заработок нигде не отнимает больше, чем даёт',
    en: 'Nowhere do higher earnings take more than they bring',
  },
  whose: { ru: 'Чей заработок: {who}, сейчас {sum} ₽ в месяц', en: 'Whose earnings: {who}, now {sum} RUB a month' },
  up: { ru: 'На {sum} ₽ в месяц больше ({at} ₽)', en: '{sum} RUB a month more ({at} RUB)' },
  down: {
    ru: 'Порог позади: он на {sum} ₽ в месяц ниже ({at} ₽)',
    en: 'The threshold behind: {sum} RUB a month lower ({at} RUB)',
  },
  ends: { ru: '{name}: больше не платят', en: '{name}: is not paid any more' },
  becomes: { ru: '{name}: {before} → {after} ₽ за год', en: '{name}: {before} → {after} RUB a year' },
  loss: { ru: 'вместе с заработком за год меньше на {sum} ₽', en: 'with the earnings, {sum} RUB a year less' },
  even: { ru: 'снова не меньше прежнего с {sum} ₽ в месяц', en: 'again no less than before from {sum} RUB a month' },
  beyond: { ru: 'и дальше, докуда посмотрели, остаётся меньше', en: 'and stays less as far as was looked' },
} as const;

/** The nearest cliffs above and below what is earned, as a section of a solution in a terminal. */
export function cliffsText(
  catalogue: Catalogue,
  told: ToldSituation,
  curve: HelpCurve | undefined,
  language: Language,
): string {
  const say = (word: keyof typeof words, values: Readonly<Record<string, string>> = {}): string =>
    words[word][language].replaceAll(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? '');
  if (curve === undefined) return `${say('title')}\n  ${say('notKnown')}`;
  const { up, down } = nearestCliffs(curve);
  const linesOf = (cliff: Cliff, word: 'up' | 'down'): string[] => [
    say(word, { sum: money(Math.abs(cliff.more), language), at: money(cliff.earned, language) }),
    ...cliff.changes.map((change) => `    ${changeText(catalogue, told, change, language, say)}`),
    `    ${say('loss', { sum: money(cliff.loss, language) })}; ${
      cliff.evenAt === undefined ? say('beyond') : say('even', { sum: money(curve.earned + cliff.evenAt, language) })
    }`,
  ];
  const lines = [
    say('whose', { who: personName(told, curve.earner, language), sum: money(curve.earned, language) }),
    ...(up === undefined ? [] : linesOf(up, 'up')),
    ...(down === undefined ? [] : linesOf(down, 'down')),
    ...(up === undefined && down === undefined ? [say('none')] : []),
  ];
  return [say('title'), ...lines.map((line) => `  ${line}`)].join('\n');
}

function changeText(
  catalogue: Catalogue,
  told: ToldSituation,
  { service, subject, before, after }: Cliff['changes'][number],
  language: Language,
  say: (word: 'ends' | 'becomes', values: Readonly<Record<string, string>>) => string,
): string {
  const plain = catalogue.services.get(service)?.name[language] ?? service;
  const isPlain = subject === 'household' || subject === told.applicant;
  const name = isPlain ? plain : `${plain} (${personName(told, subject, language)})`;
  if (after === 0) return say('ends', { name });
  return say('becomes', { name, before: money(before, language), after: money(after, language) });
}

export function money(value: number, language: Language): string {
  return value.toLocaleString(language === 'ru' ? 'ru-RU' : 'en-GB', { maximumFractionDigits: 2 });
}
