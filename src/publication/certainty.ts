import type { Article, Certainty, ServiceVersion } from '#catalogue';
import type { Text } from '#language';

const leastFirst = ['unsure', 'memory', 'derived', 'source', 'seen'] as const;

/** The mark of a whole: that of its least certain part. */
export function leastSure(certainties: readonly Certainty[]): Certainty {
  return leastFirst.find((certainty) => certainties.includes(certainty)) ?? 'seen';
}

export function certaintyOf(version: ServiceVersion): Certainty {
  const articles: readonly Article[] = [...version.basis, ...version.criteria.map(({ article }) => article)];
  return leastSure([version.certainty, ...articles.map(({ certainty }) => certainty)]);
}

/**
 * A text that says itself that it has to be checked: a reader who knows nothing of our marks must not take it for
 * certain.
 */
export function marked(text: Text, certainty: Certainty): Text {
  if (certainty !== 'unsure') return text;
  return { ru: `${text.ru} (требует проверки)`, en: `${text.en} (to be checked)` };
}

export const certaintyTexts: Readonly<Record<Certainty, Text>> = {
  seen: { ru: 'прочитано в названном открытом источнике', en: 'read in a named public source' },
  source: { ru: 'прочитано в статьях-источниках проекта', en: "read in the project's source articles" },
  derived: { ru: 'выведено из отмеченных сведений', en: 'computed from marked facts' },
  memory: { ru: 'профессиональное знание; сверить с актом', en: 'professional knowledge, to be compared with the act' },
  unsure: { ru: 'требует проверки', en: 'to be checked before it is relied on' },
};

/** The same text before it was marked: a certainty of its own says now what the mark said. */
export function withoutMark(text: Text): Text {
  const bare = (one: string): string => one.replaceAll(/ \((?:требует проверки|to be checked)\)/gu, '');
  return { ru: bare(text.ru), en: bare(text.en) };
}
