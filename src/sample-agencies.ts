// Starts the sample agencies, beside the pages or alone, and tells where they are. No logic of its own.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { agencyKind, agencyKinds, checkConformance, readDirectory, readSigners, startAgencies } from '#agencies';
import type { RunningAgencies } from '#agencies';
import { refused } from '#cli';
import type { Arguments, Outcome } from '#cli';
import type { Language, Problem } from '#language';
import { createChecker, es256, keyDirectory, oknoOf } from '#protocol';

/** Where the databases and keys of the sample agencies are kept. */
export function agenciesFolder({ options }: Arguments, root: string): string {
  return join(options.data ?? join(root, '.okno'), 'agencies');
}

/** Starts every sample agency; an agency that ends is told of on the terminal and started again. */
export async function startSampleAgencies(
  args: Arguments,
  root: string,
  { now, ahead = 0 }: { readonly now: () => Date; readonly ahead?: number },
  okno: string,
): Promise<RunningAgencies> {
  const { lang } = args.options;
  return await startAgencies(agencyKinds, {
    entry: join(root, 'src', 'agency.ts'),
    folder: agenciesFolder(args, root),
    okno,
    now,
    ahead,
    onCrash: (agency, waitMilliseconds) => void process.stderr.write(crashed(agency, waitMilliseconds, lang)),
  });
}

/** `okno agencies`: the sample agencies alone, until asked to stop. */
export async function serveAgencies(args: Arguments, root: string, now: () => Date): Promise<Outcome> {
  const { words, options } = args;
  if (words[1] === 'check') return await checkAgency(args, root, now);
  if (process.env['NODE_ENV'] === 'production') return refused([notInProduction], options.lang);
  const okno = `http://${options.host ?? '127.0.0.1'}:${options.port ?? '8080'}`;
  const running = await startSampleAgencies(args, root, { now }, okno);
  process.stdout.write(agenciesText(running, options.lang));
  await new Promise<void>((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  await running.stop();
  return { exitCode: 0 };
}

/** `okno agencies check <address> <agency>`: whether an agency, a sample or a real one, can be asked; exit code 1 when not. */
export async function checkAgency(args: Arguments, root: string, now: () => Date): Promise<Outcome> {
  const { words, options } = args;
  const [, , url = '', agency = ''] = words;
  const kind = agencyKind(agency);
  if (!URL.canParse(url) || kind === undefined) return refused([checkHow], options.lang, options.json);
  const keys = join(agenciesFolder(args, root), 'keys');
  const checked = await checkConformance({
    url,
    agency,
    facts: Object.keys(kind.holds),
    signer: readSigners(keys, oknoOf('mfc')).signer,
    check: createChecker([es256], keyDirectory(readDirectory(keys))),
    now,
    newId: randomUUID,
  });
  const exitCode = checked.every(({ fault }) => fault === undefined) ? 0 : 1;
  if (options.json) return { out: JSON.stringify(checked, undefined, 2), exitCode };
  const lines = checked.map(({ check, fault }) =>
    fault === undefined ? `✔ ${check[options.lang]}` : `✖ ${check[options.lang]}: ${fault}`,
  );
  return { out: lines.join('\n'), exitCode };
}

export function agenciesText({ urls }: RunningAgencies, language: Language): string {
  const list = agencyKinds.map(({ id, name }) => `    ${urls.get(id) ?? '—'}  ${name[language]}`).join('\n');
  return {
    ru: `  ведомства-образцы (вымышленные, отдельные процессы; на странице — события и неисправности):\n${list}\n`,
    en: `  sample agencies (fictional, processes of their own; their pages register events and switch faults):\n${list}\n`,
  }[language];
}

function crashed(agency: string, waitMilliseconds: number, language: Language): string {
  const seconds = waitMilliseconds / 1000;
  return {
    ru: `Ведомство-образец ${agency} остановилось само, запускаем снова через ${seconds} с.\n`,
    en: `The sample agency ${agency} has ended by itself and is started again in ${seconds} s.\n`,
  }[language];
}

const checkHow: Problem = {
  code: 'words-missing',
  message: {
    ru: 'Нужны адрес и ведомство: agencies check http://127.0.0.1:8103 sfr.',
    en: 'It takes the address and the agency: agencies check http://127.0.0.1:8103 sfr.',
  },
};

const notInProduction: Problem = {
  code: 'samples-in-production',
  message: {
    ru: 'Ведомства-образцы не запускаются, когда NODE_ENV=production.',
    en: 'Sample agencies are not started with NODE_ENV=production.',
  },
  remedy: {
    ru: 'Подключите настоящие ведомства: docs/connect-an-agency.md.',
    en: 'Connect real agencies: docs/connect-an-agency.md.',
  },
};
