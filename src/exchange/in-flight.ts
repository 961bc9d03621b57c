/**
 * Lets so many works for one agency go on at once; the others wait in line, first come, first served. A register that is asked
 * more than it can answer answers nobody in time: a burst would look as if it were down.
 */
export function createInFlight(most: number): <Done>(agency: string, work: () => Promise<Done>) => Promise<Done> {
  const lines = new Map<string, { free: number; readonly waiting: (() => void)[] }>();
  return async (agency, work) => {
    const line = lines.get(agency) ?? { free: most, waiting: [] };
    lines.set(agency, line);
    if (line.free > 0) line.free -= 1;
    // Whoever is done hands the place on, so that nobody can jump the line.
    else await new Promise<void>((resolve) => line.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next === undefined) line.free += 1;
      else next();
    }
  };
}
