import { join } from 'node:path';

import { openDatabase } from '#database';
import { verifyJournal } from '#journal';

import type { Options } from './arguments.ts';
import { asJson, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno journal verify`: walks every chain and seal of the journal; exit code 1 when somebody changed something. */
export async function journalVerify(options: Options, root: string): Promise<Outcome> {
  const opened = await openDatabase(
    options.database === undefined
      ? { folder: options.data ?? join(root, '.okno', 'data') }
      : { url: options.database },
  );
  if ('problem' in opened) return refused([opened.problem], options.lang, options.json);
  try {
    const isWatched = process.stderr.isTTY && !options.json;
    const verified = await verifyJournal(opened.database, (entries) => {
      if (isWatched) process.stderr.write(`\r${entries}`);
    });
    if (isWatched) process.stderr.write('\r');
    const exitCode = verified.faults.length === 0 ? 0 : 1;
    if (options.json) return { out: asJson(verified), exitCode };
    const { entries, persons, seals, faults } = verified;
    const count = {
      ru: `Проверено: записей ${entries}, людей ${persons}, печатей ${seals}.`,
      en: `Checked: ${entries} entries about ${persons} people, ${seals} seals.`,
    }[options.lang];
    const verdict =
      exitCode === 0
        ? { ru: 'Журнал цел.', en: 'The journal is whole.' }[options.lang]
        : { ru: `Нарушений: ${faults.length}`, en: `Faults: ${faults.length}` }[options.lang];
    const lines = faults.slice(0, 100).map(({ person, sequence, seal, text }) => {
      const where = [person, sequence, seal === undefined ? undefined : `seal ${seal}`].filter(
        (part) => part !== undefined,
      );
      return `  ${where.join(' · ')}: ${text[options.lang]}`;
    });
    return { out: [count, verdict, ...lines].join('\n'), exitCode };
  } finally {
    await opened.database.close();
  }
}
