/** What is said on the picture, in one language. */
export type EffectWords = {
  readonly title: string;
  readonly lose: string;
  readonly gain: string;
  /** Said where no household gains or loses. */
  readonly none: string;
  readonly count: (households: number) => string;
};

export type EffectBar = { readonly label: string; readonly lose: number; readonly gain: number };

const width = 720;
const [labels, numbers] = [230, 66];
const [head, line, bar] = [58, 24, 14];
const colours = { lose: '#b85300', gain: '#0b4f6c' } as const;

/**
 * Households that lose (to the left) and gain (to the right) by group, as an SVG document. Which is which is told by side,
 * word and number besides the colour. No script and no style sheet: it prints, and stands alone.
 */
export function effectPicture(bars: readonly EffectBar[], words: EffectWords): string {
  const most = Math.max(1, ...bars.flatMap(({ lose, gain }) => [lose, gain]));
  const [isLosing, isGaining] = [bars.some(({ lose }) => lose > 0), bars.some(({ gain }) => gain > 0)];
  const room = width - labels - 2 * numbers;
  const zero = labels + numbers + (isLosing && isGaining ? room / 2 : isLosing ? room : 0);
  const reach = isLosing && isGaining ? room / 2 : room;
  const height = head + bars.length * line + 12;
  const rows = bars.flatMap(({ label, lose, gain }, index) => {
    const top = head + index * line;
    const base = top + bar - 2;
    const [left, right] = [(lose / most) * reach, (gain / most) * reach];
    return [
      `<text x="0" y="${base}">${escaped(label)}</text>`,
      ...(lose === 0
        ? []
        : [
            `<rect x="${rounded(zero - left)}" y="${top}" width="${rounded(left)}" height="${bar}" fill="${colours.lose}"/>`,
            `<text x="${rounded(zero - left - 6)}" y="${base}" text-anchor="end">${escaped(words.count(lose))}</text>`,
          ]),
      ...(gain === 0
        ? []
        : [
            `<rect x="${rounded(zero)}" y="${top}" width="${rounded(right)}" height="${bar}" fill="${colours.gain}"/>`,
            `<text x="${rounded(zero + right + 6)}" y="${base}">${escaped(words.count(gain))}</text>`,
          ]),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="Golos Text, system-ui, sans-serif" font-size="13" fill="#14212b">`,
    `<title>${escaped(words.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="0" y="18" font-weight="bold">${escaped(words.title)}</text>`,
    ...(isLosing
      ? [`<text x="${rounded(zero - 6)}" y="44" text-anchor="end" fill="${colours.lose}">${escaped(words.lose)}</text>`]
      : []),
    ...(isGaining
      ? [`<text x="${rounded(zero + 6)}" y="44" fill="${colours.gain}">${escaped(words.gain)}</text>`]
      : []),
    ...(isLosing || isGaining ? [] : [`<text x="${labels}" y="44">${escaped(words.none)}</text>`]),
    ...rows,
    `<path d="M${rounded(zero)} ${head - 6}V${height - 12}" stroke="#465560"/>`,
    '</svg>',
  ].join('\n');
}

function rounded(at: number): number {
  return Math.round(at * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
