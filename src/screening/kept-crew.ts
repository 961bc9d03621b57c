import { Crew } from './crew.ts';

/** So long threads wait for another screening; then a server has their memory back. */
const idleSeconds = 60;

let idle: { readonly crew: Crew; readonly timer: NodeJS.Timeout } | undefined;

/** A crew for one screening: the one that has worked before, unless it works for another screening just now. */
export function takeCrew(size: number): Crew {
  const kept = idle;
  if (kept?.crew.size !== size || kept.crew.isBroken) return new Crew(size);
  clearTimeout(kept.timer);
  idle = undefined;
  kept.crew.wake();
  return kept.crew;
}

/** A crew that has done what it was asked, to the end: it waits for the next screening. The process can end all the same. */
export async function keepCrew(crew: Crew): Promise<void> {
  const before = idle?.crew;
  clearTimeout(idle?.timer);
  crew.rest();
  const timer = setTimeout(() => void dismissKept(), idleSeconds * 1000);
  idle = { crew, timer: timer.unref() };
  await before?.dismiss();
}

/** Sends the crew away that waits, if there is one. */
export async function dismissKept(): Promise<void> {
  const kept = idle;
  clearTimeout(kept?.timer);
  idle = undefined;
  await kept?.crew.dismiss();
}
