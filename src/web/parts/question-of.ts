import type { FactKey } from '#assessment';
import type { Fact } from '#catalogue';
import type { Language } from '#language';
import { dayNumber, evaluate, nothingMissing, plain, unknown } from '#language';
import type { Open } from '#web/pages/open.ts';

import { whoText } from './fact-words.ts';
import { dayText } from './format.ts';

/** The question of any fact, asked again by the person's own wish; days that depend on today alone are filled in. */
export function questionOf(language: Language, open: Open, key: FactKey, fact: Fact): string {
  const toYou = key.subject === open.stored.input.applicant ? fact.questionToYou : undefined;
  const question = (toYou ?? fact.question ?? fact.name)[language];
  return question.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => {
    if (name === 'who') return whoText(language, open.stored, key.subject);
    return open.catalogue.derived.has(name) ? derivedDay(language, open, name) : whole;
  });
}

function derivedDay(language: Language, open: Open, name: string): string {
  const notKnown = unknown(nothingMissing);
  const world = {
    global: (one: string) =>
      one === 'today' ? ({ kind: 'date', day: dayNumber(open.today) ?? 0 } as const) : notKnown,
    member: () => notKnown,
    call: () => notKnown,
  };
  for (const way of open.catalogue.derived.get(name)?.ways ?? []) {
    const value = plain(evaluate(way.tree, world));
    if (typeof value === 'string') return dayText(language, value);
  }
  return '…';
}
