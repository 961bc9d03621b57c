export type Spread = {
  readonly median: number;
  readonly mean: number;
  readonly p95: number;
  readonly min: number;
  readonly max: number;
};

export function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    median: at(0.5),
    mean: figures.reduce((sum, one) => sum + one, 0) / figures.length,
    p95: at(0.95),
    min: at(0),
    max: sorted.at(-1) ?? Number.NaN,
  };
}

export function percentile(figures: readonly number[], share: number): number {
  return (
    figures.toSorted((a, b) => a - b)[Math.min(figures.length - 1, Math.floor(figures.length * share))] ?? Number.NaN
  );
}

/** Microseconds that some work takes. */
export function microseconds(work: () => void): number {
  const from = performance.now();
  work();
  return (performance.now() - from) * 1000;
}

/** The share of facts that are not known: `0.05`, or as percent `5`. */
export function unknownShareOf(told: string): number {
  const number = Number(told);
  return number > 1 ? number / 100 : number;
}
