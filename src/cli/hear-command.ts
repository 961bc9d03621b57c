import { hear } from '#assessment';
import type { Catalogue } from '#catalogue';

import type { Options } from './arguments.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno hear "<free words>"`: what is understood, best first; nothing is invented. */
export function hearCommand(catalogue: Catalogue, words: string, options: Options): Outcome {
  const heard = hear(words, catalogue.words, { situations: catalogue.situations });
  if (options.json) {
    return done(
      asJson({
        situations: heard.situations.map(({ situation, code, score }) => ({ situation, code, score })),
        needs: heard.needs.map(({ need, urgency, phrase }) => ({ need, urgency, phrase })),
        facts: heard.facts.map(({ fact, subject, value, phrase }) => ({ fact, subject, value, phrase })),
      }),
    );
  }
  const { lang } = options;
  const lines = [
    ...heard.situations.map(
      ({ situation, code, score }) =>
        `${code} ${catalogue.situations.get(situation)?.name[lang] ?? situation} (${Math.round(score * 100)} %)`,
    ),
    ...heard.needs.map(({ need, phrase }) => `• ${catalogue.needs.get(need)?.name[lang] ?? need} ← «${phrase}»`),
    ...heard.facts.map(
      ({ fact, subject, value, phrase }) =>
        `– ${catalogue.facts.get(fact)?.name[lang] ?? fact} (${subject}): ${String(value)} ← «${phrase}»`,
    ),
  ];
  const nothing = {
    ru: 'Ничего не понято. Расскажите проще: кто вы, что случилось, чего не хватает.',
    en: 'Nothing understood. Say it in simple words: who you are, what happened, what is missing.',
  };
  return done(lines.length === 0 ? nothing[lang] : lines.join('\n'));
}
