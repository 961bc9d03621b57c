/** One size of the growth: how many edges the graph of the route has, and how long the route takes. */
export type Growth = {
  readonly services: number;
  readonly legs: number;
  readonly edges: number;
  readonly medianMs: number;
};

/** Exponent of the growth: 1 is linear, 2 is quadratic. Least squares on the logarithms. */
export function slopeOf(points: readonly { readonly edges: number; readonly medianMs: number }[]): number {
  const logs = points.map(({ edges, medianMs }) => [Math.log(edges), Math.log(medianMs)] as const);
  const mean = (index: 0 | 1): number => logs.reduce((sum, log) => sum + log[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const above = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  return above / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
}

const size = { width: 640, height: 400, left: 70, right: 20, top: 40, bottom: 50 };

/** The growth on two logarithmic axes, beside a dashed line that is exactly linear. */
export function growthPlot(points: readonly Growth[], slope: number): string {
  const xs = points.map(({ edges }) => edges);
  const ys = points.map(({ medianMs }) => medianMs);
  const x = scale(xs, size.left, size.width - size.right);
  const y = scale(ys, size.height - size.bottom, size.top);
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  const line = points.map(({ edges, medianMs }) => `${x.at(edges)},${y.at(medianMs)}`).join(' ');
  const linear = first.medianMs * (last.edges / first.edges);
  const caption = `Route planning: growth with the edges of the graph, slope ${slope.toFixed(2)} (1 is linear)`;
  return [
    ...frame(size, caption, x, y),
    `<text x="${(size.left + size.width) / 2}" y="${size.height - 10}" text-anchor="middle">edges (papers asked for, and who gives them)</text>`,
    `<path d="M${x.at(first.edges)} ${y.at(first.medianMs)}L${x.at(last.edges)} ${y.at(Math.min(linear, y.most))}" stroke="#767676" stroke-dasharray="6 4" fill="none"/>`,
    `<polyline points="${line}" fill="none" stroke="#1d4f91" stroke-width="2"/>`,
    ...points.map(
      ({ services, edges, medianMs }) =>
        `<circle cx="${x.at(edges)}" cy="${y.at(medianMs)}" r="4" fill="#1d4f91"/><text x="${x.at(edges) + 6}" y="${y.at(medianMs) + 16}">${services.toLocaleString('en')} services</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

type PlotSize = Readonly<Record<'width' | 'height' | 'left' | 'right' | 'top' | 'bottom', number>>;

/** The beginning of a plot of milliseconds: its caption, and the lines of both axes with their figures. */
export function frame(size: PlotSize, caption: string, x: Scale, y: Scale): readonly string[] {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12" role="img" aria-label="${caption}">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="${size.left}" y="22" font-size="14">${caption}</text>`,
    ...x.ticks.map(
      (tick) =>
        `<path d="M${x.at(tick)} ${size.top}V${size.height - size.bottom}" stroke="#dddddd"/><text x="${x.at(tick)}" y="${size.height - size.bottom + 18}" text-anchor="middle">${tick.toLocaleString('en')}</text>`,
    ),
    ...y.ticks.map(
      (tick) =>
        `<path d="M${size.left} ${y.at(tick)}H${size.width - size.right}" stroke="#dddddd"/><text x="${size.left - 6}" y="${y.at(tick) + 4}" text-anchor="end">${tick} ms</text>`,
    ),
  ];
}

type Scale = { readonly at: (value: number) => number; readonly ticks: readonly number[]; readonly most: number };

/** A logarithmic axis between whole powers of ten. */
export function scale(values: readonly number[], from: number, to: number): Scale {
  const least = Math.floor(Math.log10(Math.min(...values)));
  const most = Math.ceil(Math.log10(Math.max(...values)));
  const span = Math.max(1, most - least);
  return {
    at: (value) => Math.round((from + ((Math.log10(value) - least) / span) * (to - from)) * 10) / 10,
    ticks: Array.from({ length: span + 1 }, (_, index) => 10 ** (least + index)),
    most: 10 ** most,
  };
}

/** The same in a terminal: a bar as long as the logarithm of the time. */
export function growthLines(points: readonly Growth[]): readonly string[] {
  const logs = points.map(({ medianMs }) => Math.log10(medianMs));
  const least = Math.min(...logs);
  const span = Math.max(...logs) - least || 1;
  return points.map(({ services, legs, edges, medianMs }, index) => {
    const bar = '█'.repeat(4 + Math.round((((logs[index] ?? 0) - least) / span) * 36));
    const cells = [services, legs, edges].map((cell) => cell.toLocaleString('en').padStart(9)).join('');
    return `  ${cells} ${medianMs.toFixed(2).padStart(9)} ms  ${bar}`;
  });
}
