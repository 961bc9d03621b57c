import { watch } from 'node:fs/promises';

import type { Outcome } from './output.ts';

/** Runs a command again whenever a file of the folders changes, until the process is stopped. Prints each outcome. */
export async function watching(
  folders: readonly string[],
  run: () => Promise<Outcome>,
  print: (outcome: Outcome) => void,
): Promise<void> {
  let isRunning = false;
  let isWanted = true;
  const again = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      print(await run());
    }
    isRunning = false;
  };
  await again();
  await Promise.all(
    folders.map(async (folder) => {
      for await (const { filename } of watch(folder, { recursive: true })) {
        if (filename?.endsWith('.yaml') !== true) continue;
        isWanted = true;
        // An editor writes a file in several strokes.
        setTimeout(() => void again(), 100);
      }
    }),
  );
}
