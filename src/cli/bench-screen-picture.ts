type Point = { readonly people: number; readonly endToEndSeconds: number; readonly loadedSeconds: number | null };

/** Time against people, both in powers of ten: a line that rises like the dotted one is linear. */
export function growthPicture(points: readonly Point[]): string {
  const [width, height, left, bottom] = [640, 400, 70, 340];
  const x = (people: number): number => left + ((Math.log10(people) - 4) / 3) * (width - left - 30);
  const y = (seconds: number): number => bottom - ((Math.log10(Math.max(0.001, seconds)) + 3) / 5) * (bottom - 30);
  const line = (all: readonly (readonly [number, number])[], style: string): string =>
    `<polyline fill="none" ${style} points="${all.map(([people, seconds]) => `${x(people).toFixed(1)},${y(seconds).toFixed(1)}`).join(' ')}"/>`;
  const whole = points.map(({ people, endToEndSeconds }) => [people, endToEndSeconds] as const);
  const loaded = points.flatMap(({ people, loadedSeconds }) =>
    loadedSeconds === null ? [] : [[people, loadedSeconds] as const],
  );
  const last = whole.at(-1) ?? [1, 1];
  const linear = points.map(({ people }) => [people, (last[1] * people) / last[0]] as const);
  const marks = whole.map(
    ([people, seconds]) =>
      `<circle cx="${x(people).toFixed(1)}" cy="${y(seconds).toFixed(1)}" r="4" fill="#0b5cad"/><text x="${x(people).toFixed(1)}" y="${(y(seconds) - 10).toFixed(1)}" text-anchor="middle">${seconds.toFixed(2)} s</text>`,
  );
  const axis = [4, 5, 6, 7].map(
    (power) =>
      `<text x="${x(10 ** power).toFixed(1)}" y="${bottom + 24}" text-anchor="middle">${(10 ** power).toLocaleString('en-GB')}</text>`,
  );
  const scale = [-3, -2, -1, 0, 1, 2].map(
    (power) => `<text x="${left - 10}" y="${y(10 ** power) + 4}" text-anchor="end">${10 ** power} s</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    '<title>Screening: time against people, 600 services</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    line(linear, 'stroke="#888" stroke-dasharray="4 4"'),
    line(whole, 'stroke="#0b5cad" stroke-width="2"'),
    line(loaded, 'stroke="#00703c" stroke-width="2"'),
    ...marks,
    ...axis,
    ...scale,
    `<text x="${left}" y="${height - 14}">blue: Parquet to pairs in Parquet; green: from loaded columns; dotted: linear</text>`,
    '</svg>',
  ].join('\n');
}
