import type { HelpCurve } from './help-curve.ts';

/** What is said on the picture, in one language. */
export type PictureWords = {
  readonly title: string;
  readonly earned: string;
  readonly help: string;
  readonly now: string;
  readonly money: (roubles: number) => string;
};

const [width, height] = [720, 360];
const frame = { left: 84, right: 44, top: 28, bottom: 52 };

/**
 * Help against earnings, both in roubles a month, as an SVG document: one line for each piece between two limits, a step where
 * help changes at once, a dot where more earnings bring less. No script and no style sheet: it prints, and stands alone.
 */
export function helpCurvePicture({ earned, pieces, cliffs }: HelpCurve, words: PictureWords): string {
  const most = Math.max(1, ...pieces.map(({ to }) => earned + to));
  const highest = Math.max(1, ...pieces.flatMap(({ helpFrom, helpTo }) => [helpFrom / 12, helpTo / 12]));
  const [acrossTicks, upTicks] = [ticks(most), ticks(highest)];
  const top = Math.max(highest, upTicks.at(-1) ?? 0);
  const x = (roubles: number): number => rounded(frame.left + (roubles / most) * (width - frame.left - frame.right));
  const y = (roubles: number): number =>
    rounded(height - frame.bottom - (roubles / top) * (height - frame.top - frame.bottom));
  const line = pieces
    .map(({ from, to, helpFrom, helpTo }, index) => {
      const start = `${x(earned + from)} ${y(helpFrom / 12)}`;
      return `${index === 0 ? 'M' : 'L'}${start}L${x(earned + to)} ${y(helpTo / 12)}`;
    })
    .join('');
  const helpAt = (more: number): number => {
    const piece = pieces.find(({ from, to }) => more >= from && more <= to);
    if (piece === undefined) return 0;
    const share = piece.to === piece.from ? 0 : (more - piece.from) / (piece.to - piece.from);
    return (piece.helpFrom + share * (piece.helpTo - piece.helpFrom)) / 12;
  };
  const floor = height - frame.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="Golos Text, system-ui, sans-serif" font-size="13" fill="#14212b">`,
    `<title>${escaped(words.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...upTicks.map(
      (tick) =>
        `<path d="M${frame.left} ${y(tick)}H${width - frame.right}" stroke="#c4d3d9"/><text x="${frame.left - 8}" y="${y(tick) + 4}" text-anchor="end">${escaped(words.money(tick))}</text>`,
    ),
    ...acrossTicks.map(
      (tick) =>
        `<path d="M${x(tick)} ${floor}v5" stroke="#465560"/><text x="${x(tick)}" y="${floor + 20}" text-anchor="middle">${escaped(words.money(tick))}</text>`,
    ),
    `<path d="M${frame.left} ${frame.top}V${floor}H${width - frame.right}" fill="none" stroke="#465560"/>`,
    `<text x="${frame.left}" y="${frame.top - 10}">${escaped(words.help)}</text>`,
    `<text x="${width - frame.right}" y="${height - 10}" text-anchor="end">${escaped(words.earned)}</text>`,
    `<path d="M${x(earned)} ${frame.top}V${floor}" stroke="#465560" stroke-dasharray="4 4"/>`,
    `<text x="${x(earned) + 6}" y="${frame.top + 12}">${escaped(words.now)}</text>`,
    `<path d="${line}" fill="none" stroke="#0b4f6c" stroke-width="2.5" stroke-linejoin="round"/>`,
    ...cliffs.map(
      ({ more }) => `<circle cx="${x(earned + more)}" cy="${y(helpAt(more))}" r="5" fill="#b85300" stroke="#ffffff"/>`,
    ),
    '</svg>',
  ].join('\n');
}

/** Some five round numbers from nothing to the most. */
function ticks(most: number): number[] {
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough) ?? rough;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => Math.round(index * step * 100) / 100);
}

function rounded(at: number): number {
  return Math.round(at * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
