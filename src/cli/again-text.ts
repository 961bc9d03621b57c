import type { Catalogue } from '#catalogue';
import type { SolvedAgain } from '#desk';
import type { Language } from '#language';

/** What changed and why, and the rest of the route, as a person reads it in a terminal. */
export function againText(catalogue: Catalogue, { replanned, sentences }: SolvedAgain, language: Language): string {
  const { route, done } = replanned;
  const say = (ru: string, en: string): string => (language === 'ru' ? ru : en);
  const lines = route.steps.map((step) => {
    const days = step.start === step.end ? step.start : `${step.start} … ${step.end}`;
    const agency = catalogue.agencies.get(step.agency)?.shortName[language] ?? step.agency;
    const doubt = step.sure ? '' : ` (${say('если подтвердится', 'if confirmed')})`;
    return `${days}  ${step.text[language]} — ${agency}${doubt}`;
  });
  const changed = sentences.map((sentence) => sentence[language]);
  const nothing = say('Ничего не изменилось.', 'Nothing has changed.');
  return [
    section(say('ЧТО ИЗМЕНИЛОСЬ', 'WHAT CHANGED'), changed.length === 0 ? [nothing] : changed),
    `${say('Уже сделано шагов', 'Steps done')}: ${done.length}`,
    section(say('ДАЛЬШЕ', 'WHAT IS LEFT'), lines),
    `${say('визитов', 'visits')}: ${route.visits}; ${say('последний срок', 'last day')}: ${route.finish}`,
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `  • ${line}`)].join('\n');
}
