import type { Catalogue } from '#catalogue';
import type { Text } from '#language';

/** Why a question is asked: the needs and services that its answer decides, three of them by name. */
export function whyText(
  catalogue: Catalogue,
  services: ReadonlySet<string>,
  needs: ReadonlySet<string>,
  isForRoute = false,
): Text {
  const of = (language: 'ru' | 'en'): string => {
    const names = [
      ...[...needs].map((need) => catalogue.needs.get(need as never)?.name[language] ?? need),
      ...[...services].map((service) => catalogue.services.get(service)?.name[language] ?? service),
    ];
    const shown = names.slice(0, 3).map((name) => (language === 'ru' ? `«${name}»` : `"${name}"`));
    const rest = names.length - shown.length;
    const more = rest === 0 ? '' : language === 'ru' ? ` и ещё ${rest}` : ` and ${rest} more`;
    if (isForRoute)
      return language === 'ru'
        ? `От ответа зависит только то, куда и с чем идти: ${shown.join(', ')}${more}.`
        : `The answer decides only where to go and what to bring: ${shown.join(', ')}${more}.`;
    return language === 'ru'
      ? `От ответа зависит: ${shown.join(', ')}${more}.`
      : `The answer decides: ${shown.join(', ')}${more}.`;
  };
  return { ru: of('ru'), en: of('en') };
}
