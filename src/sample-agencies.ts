// Starts the sample agencies, beside the pages or alone, and tells where they are. No logic of its own.
import { join } from 'node:path';

import { agencyKinds, startAgencies } from '#agencies';
import type { RunningAgencies } from '#agencies';
import { refused } from '#cli';
import type { Arguments, Outcome } from '#cli';
import type { Language, Problem } from '#language';

/** Where the databases and keys of the sample agencies are kept. */
export function agenciesFolder({ options }: Arguments, root: string): string {
  return join(options.data ?? join(root, '.okno'), 'agencies');
}

/** Starts every sample agency; an agency that ends is told of on the terminal and started again. */
export async function startSampleAgencies(
  args: Arguments,
  root: string,
  now: () => Date,
  okno: string,
): Promise<RunningAgencies> {
  const { lang } = args.options;
  return await startAgencies(agencyKinds, {
    entry: join(root, 'src', 'agency.ts'),
    folder: agenciesFolder(args, root),
    okno,
    now,
    onCrash: (agency, waitMilliseconds) => void process.stderr.write(crashed(agency, waitMilliseconds, lang)),
  });
}

/** `okno agencies`: the sample agencies alone, until asked to stop. */
export async function serveAgencies(args: Arguments, root: string, now: () => Date): Promise<Outcome> {
  const { options } = args;
  if (process.env['NODE_ENV'] === 'production') return refused([notInProduction], options.lang);
  const okno = `http://${options.host ?? '127.0.0.1'}:${options.port ?? '8080'}`;
  const running = await startSampleAgencies(args, root, now, okno);
  process.stdout.write(agenciesText(running, options.lang));
  await new Promise<void>((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  await running.stop();
  return { exitCode: 0 };
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
