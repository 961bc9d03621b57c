import type { Entitlement } from '#assessment';
import type { Catalogue, Remedy, RemedySpan } from '#catalogue';
import type { Language } from '#language';

/** What one may do against a refusal. Nothing where the service does not concern the person: nobody has refused it. */
export function remediesAgainst(catalogue: Catalogue, entitlement: Entitlement): readonly Remedy[] {
  if (entitlement.answer !== 'no' || entitlement.concerns === 'no') return [];
  return catalogue.services.get(entitlement.service)?.versions[entitlement.version]?.remedies ?? [];
}

const forms = {
  months: { ru: ['месяц', 'месяца', 'месяцев'], en: ['month', 'months', 'months'] },
  working: { ru: ['рабочий день', 'рабочих дня', 'рабочих дней'], en: ['working day', 'working days', 'working days'] },
  calendar: { ru: ['день', 'дня', 'дней'], en: ['day', 'days', 'days'] },
} as const;
const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') } as const;

/** "3 месяца", "15 рабочих дней". */
export function spanText(span: RemedySpan, language: Language): string {
  const [count, unit] = 'months' in span ? ([span.months, 'months'] as const) : ([span.days, span.unit] as const);
  const [one, few, many] = forms[unit][language];
  const plural = rules[language].select(count);
  return `${count} ${plural === 'one' ? one : plural === 'few' ? few : many}`;
}
