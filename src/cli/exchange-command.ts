import { join } from 'node:path';

import { openDatabase } from '#database';
import { verifyArchive } from '#exchange';
import { es256 } from '#protocol';

import type { Options } from './arguments.ts';
import { asJson, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno exchange verify`: checks every kept question and answer by its signature; exit code 1 when one does not count. */
export async function exchangeVerify(options: Options, root: string): Promise<Outcome> {
  const opened = await openDatabase(
    options.database === undefined
      ? { folder: options.data ?? join(root, '.okno', 'data') }
      : { url: options.database },
  );
  if ('problem' in opened) return refused([opened.problem], options.lang, options.json);
  try {
    const isWatched = process.stderr.isTTY && !options.json;
    const verified = await verifyArchive(opened.database, [es256], (inquiries) => {
      if (isWatched) process.stderr.write(`\r${inquiries}`);
    });
    if (isWatched) process.stderr.write('\r');
    const { inquiries, questions, answers, unsigned, faults } = verified;
    const exitCode = faults.length === 0 ? 0 : 1;
    if (options.json) return { out: asJson(verified), exitCode };
    const count = {
      ru: `Проверено: запросов ${inquiries}, вопросов ${questions}, ответов ${answers}, без подписи ${unsigned}.`,
      en: `Checked: ${inquiries} inquiries, ${questions} questions, ${answers} answers, ${unsigned} without a signature.`,
    }[options.lang];
    const verdict =
      exitCode === 0
        ? { ru: 'Все подписи верны.', en: 'Every signature counts.' }[options.lang]
        : { ru: `Нарушений: ${faults.length}`, en: `Faults: ${faults.length}` }[options.lang];
    const lines = faults
      .slice(0, 100)
      .map(({ person, inquiry, text }) => `  ${person} · ${inquiry}: ${text[options.lang]}`);
    return { out: [count, verdict, ...lines].join('\n'), exitCode };
  } finally {
    await opened.database.close();
  }
}
