// Reads from the environment who signs for СМЭВ 3. No logic of its own.
import { execFileSync } from 'node:child_process';

const within = 10_000;
const mostBytes = 1024 * 1024;

/**
 * The provider of the system's signature (ЭП-ОВ): a program that takes the element to be signed on its input and gives what stands
 * in the signature, a `ds:Signature`, on its output. ГОСТ R 34.10-2012 needs a certified means of its own; Okno has no key for it.
 */
export function smevSignerIn(
  env: Readonly<Record<string, string | undefined>>,
): ((signed: string) => string) | undefined {
  const program = env['OKNO_SMEV_SIGN'];
  if (program === undefined || program === '') return undefined;
  return (signed) =>
    execFileSync(program, { input: signed, encoding: 'utf8', timeout: within, maxBuffer: mostBytes }).trim();
}
