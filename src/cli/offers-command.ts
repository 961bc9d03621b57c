import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import type { Catalogue } from '#catalogue';
import { openDatabase } from '#database';
import type { Problem } from '#language';
import { createOffers, reasonsLeftOut } from '#offers';
import { candidatesIn } from '#region';

import type { Options } from './arguments.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno offers RULE --population FOLDER`: a batch of offers from what screening found; released on its page, by a person. */
export async function offersCommand(
  catalogue: Catalogue,
  rule: string,
  folder: string,
  options: Options,
  around: { readonly root: string; readonly now: () => Date; readonly today: string },
): Promise<Outcome> {
  const { lang, json, pairs, received, died, consents } = options;
  const day = options.asOf ?? catalogue.population.day ?? around.today;
  const services = catalogue.proactive.get(rule)?.services ?? [];
  const files = {
    folder,
    ...(pairs === undefined ? {} : { pairs }),
    ...(received === undefined ? {} : { received }),
    ...(died === undefined ? {} : { died }),
    ...(consents === undefined ? {} : { consents }),
  };
  const opened = await openDatabase(
    options.database === undefined
      ? { folder: options.data ?? join(around.root, '.okno', 'data') }
      : { url: options.database },
  );
  if ('problem' in opened) return refused([opened.problem], lang, json);
  try {
    const { candidates, ...known } =
      services.length === 0
        ? { candidates: [], received: new Set<string>(), died: new Set<string>(), consented: new Set<string>() }
        : await candidatesIn(files, services, day);
    const offers = createOffers(opened.database, { catalogue, now: around.now, random: (bytes) => randomBytes(bytes) });
    const made = await offers.make({ rule, day, candidates, known });
    if ('problem' in made) return refused([made.problem], lang, json);
    const { batch } = made;
    if (json) return done(asJson(batch));
    const left = reasonsLeftOut.map((reason) => `${reason}: ${batch.counts[reason]}`).join(', ');
    return done(
      lang === 'ru'
        ? `Выборка ${batch.id}: предложений ${batch.counts.offered}; не вошли — ${left}.\nПосмотреть и отправить: /offers/${batch.id}`
        : `Batch ${batch.id}: offers ${batch.counts.offered}; left out: ${left}.\nLook at it and release it: /offers/${batch.id}`,
    );
  } catch (error) {
    if (error instanceof Error && /^(?:Binder|Invalid Input|IO|Conversion) Error/u.test(error.message))
      return refused([unreadable(error.message)], lang, json);
    throw error;
  } finally {
    await opened.database.close();
  }
}

function unreadable(message: string): Problem {
  const reason = message.split('\n')[0] ?? message;
  return {
    code: 'unreadable-table',
    message: { ru: `таблица не читается: ${reason}`, en: `a table cannot be read: ${reason}` },
    remedy: {
      ru: 'Какие таблицы нужны, сказано в docs/offers.md.',
      en: 'docs/offers.md says which tables are needed.',
    },
  };
}
