// Reads from the environment who signs for СМЭВ 3, and has it sign. Part of the composition: no room knows of it.
import { execFile } from 'node:child_process';

import { createInFlight } from '#exchange';
import type { SignForSmev } from '#exchange';
import { problemLine } from '#language';
import type { Problem } from '#language';

const mostBytes = 1024 * 1024;
/** So many programs sign at once; the others wait in line. */
const mostAtOnce = 4;

/**
 * The provider of the system's signature (ЭП-ОВ): a program that takes the element to be signed on its input and gives what stands
 * in the signature, a `ds:Signature`, on its output. ГОСТ R 34.10-2012 needs a certified means of its own; Okno has no key for it.
 * `tell` hears of a program that does not sign, once until it has signed again. Problems: `smev-not-signed`.
 */
export function smevSignerIn(
  env: Readonly<Record<string, string | undefined>>,
  tell: (problem: Problem) => void,
  withinMilliseconds = 10_000,
): SignForSmev | undefined {
  const program = env['OKNO_SMEV_SIGN'];
  if (program === undefined || program === '') return undefined;
  const inLine = createInFlight(mostAtOnce);
  let isFailing = false;
  return async (element) => {
    try {
      const signature = await inLine(program, async () => await outputOf(program, element, withinMilliseconds));
      isFailing = false;
      return signature;
    } catch (error) {
      const problem = notSigned(program, error instanceof Error ? error.message.trim() : String(error));
      if (!isFailing) tell(problem);
      isFailing = true;
      throw new Error(problemLine(problem, 'en'), { cause: error });
    }
  };
}

async function outputOf(program: string, input: string, within: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const limits = { timeout: within, killSignal: 'SIGKILL', maxBuffer: mostBytes } as const;
  const child = execFile(program, limits, (error, output) => {
    if (error !== null) reject(error.killed === true ? new Error(`no signature within ${within} ms`) : error);
    else if (output.trim() === '') reject(new Error('nothing on its output'));
    else resolve(output.trim());
  });
  // One that ends before it has read everything is told of by its end.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  return await promise;
}

function notSigned(program: string, fault: string): Problem {
  return {
    code: 'smev-not-signed',
    message: {
      ru: `Программа ${program} не подписала сообщение для СМЭВ: ${fault}.`,
      en: `The program ${program} has not signed a message for SMEV: ${fault}.`,
    },
    remedy: {
      ru: 'Проверьте, что она запускается, а ключ вставлен и действует. Запросы ждут и уйдут, когда она подпишет.',
      en: 'Check that it starts, and that its key is there and valid. Questions wait and go out when it signs.',
    },
  };
}
