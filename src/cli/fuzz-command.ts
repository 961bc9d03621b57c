import { loadFuzz } from '#language';

import type { Options } from './arguments.ts';
import { asJson } from './output.ts';
import type { Outcome } from './output.ts';

/** Longest time one text may take, on a machine that does other work too. */
const mostMs = 10_000;

/** `okno fuzz --minutes N`: hostile texts against the language until the time is up, or the first that hurts it. */
export async function fuzzLanguage(options: Options, now: () => Date): Promise<Outcome> {
  const { chanceFrom, fuzzOnce, hostileText } = await loadFuzz();
  const minutes = Number(options.minutes ?? 1);
  const start = now().getTime();
  const clock = (): number => now().getTime();
  let seed = start % 2_147_483_647;
  let texts = 0;
  let longestMs = 0;
  while (clock() - start < minutes * 60_000) {
    const text = hostileText(chanceFrom(seed));
    const from = clock();
    const fault = fuzzOnce(text, clock, mostMs);
    longestMs = Math.max(longestMs, clock() - from);
    texts += 1;
    seed += 1;
    if (fault !== undefined)
      return { out: options.json ? asJson({ texts, longestMs, fault }) : `${fault.said}\n${fault.text}`, exitCode: 1 };
  }
  return {
    out: options.json
      ? asJson({ texts, longestMs, fault: null })
      : `${texts} texts, none hurt; the longest took ${longestMs} ms`,
    exitCode: 0,
  };
}
