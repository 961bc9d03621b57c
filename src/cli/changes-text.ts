import { personName } from '#assessment';
import type { Cause, Change, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import type { Language } from '#language';

import { valueText } from './value-text.ts';

const words = {
  yes: { ru: 'да', en: 'yes' },
  no: { ru: 'нет', en: 'no' },
  unknown: { ru: 'не известно', en: 'not known' },
} as const;

/** What is answered differently than on the earlier day, a line each, with the causes under it. */
export function changesText(
  catalogue: Catalogue,
  told: ToldSituation,
  changes: readonly Change[],
  since: string,
  language: Language,
): string {
  const title = { ru: `ЧТО ИЗМЕНИЛОСЬ С ${since}`, en: `WHAT HAS CHANGED SINCE ${since}` }[language];
  if (changes.length === 0) return `${title}\n  ${language === 'ru' ? 'ничего' : 'nothing'}`;
  const lines = changes.flatMap((change) => {
    const who =
      change.subject === 'household' || change.subject === told.applicant
        ? ''
        : ` (${personName(told, change.subject, language)})`;
    const name = catalogue.services.get(change.service)?.name[language] ?? change.service;
    return [
      `  ${name}${who}: ${stateText(change.before, language)} → ${stateText(change.after, language)}`,
      ...change.causes.map((cause) => `      ${causeText(catalogue, told, cause, language)}`),
    ];
  });
  return [title, ...lines].join('\n');
}

function stateText(state: Change['before'], language: Language): string {
  if (state === undefined) return '—';
  return `${words[state.answer][language]}${state.amount === undefined ? '' : ` ${state.amount.toFixed(2)}`}`;
}

function causeText(catalogue: Catalogue, told: ToldSituation, cause: Cause, language: Language): string {
  switch (cause.kind) {
    case 'law':
      return `${language === 'ru' ? 'закон' : 'law'}: ${cause.text[language]}`;
    case 'time':
      return language === 'ru'
        ? `прошло время: с ${cause.from} по ${cause.to}`
        : `time has passed: from ${cause.from} to ${cause.to}`;
    case 'fact': {
      const { fact, subject } = cause.fact;
      const name = catalogue.facts.get(fact)?.name[language] ?? fact;
      const [before, after] = [cause.before, cause.after].map((value) => valueText(catalogue, fact, value, language));
      return `${language === 'ru' ? 'сведение' : 'fact'}: ${name}, ${personName(told, subject, language)}: ${before} → ${after}`;
    }
  }
}
