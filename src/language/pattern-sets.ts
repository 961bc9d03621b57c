export type CharacterSet = (code: number) => boolean;

/** Blocks of Unicode that patterns may name (`\p{IsCyrillic}`); first and last code point. */
const blocks: Readonly<Record<string, readonly [number, number]>> = {
  BasicLatin: [0x0000, 0x007f],
  'Latin-1Supplement': [0x0080, 0x00ff],
  'LatinExtended-A': [0x0100, 0x017f],
  'LatinExtended-B': [0x0180, 0x024f],
  GreekandCoptic: [0x0370, 0x03ff],
  Cyrillic: [0x0400, 0x04ff],
  CyrillicSupplement: [0x0500, 0x052f],
  Armenian: [0x0530, 0x058f],
  Hebrew: [0x0590, 0x05ff],
  Arabic: [0x0600, 0x06ff],
  Georgian: [0x10a0, 0x10ff],
  GeneralPunctuation: [0x2000, 0x206f],
  CurrencySymbols: [0x20a0, 0x20cf],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
};

const categories = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/u;
const kept = new Map<string, CharacterSet>();

/** The set that an escape names: `d`, `W`, `p{Lu}`, `P{IsCyrillic}`; undefined when there is none. */
export function setNamed(name: string): CharacterSet | undefined {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const made = make(name);
  if (made !== undefined) kept.set(name, made);
  return made;
}

function make(name: string): CharacterSet | undefined {
  switch (name) {
    case 's':
      return (code) => code === 32 || code === 9 || code === 10 || code === 13;
    case 'd':
      return byExpression('\\p{Nd}');
    case 'w':
      return byExpression('[^\\p{P}\\p{Z}\\p{C}]');
    case 'i':
      return byExpression('[\\p{L}_:]');
    case 'c':
      return byExpression('[\\p{L}\\p{Nd}\\p{M}_:.\\u00B7-]');
    case 'S':
    case 'D':
    case 'W':
    case 'I':
    case 'C':
      return negated(make(name.toLowerCase()));
  }
  const inside = /^[pP]\{(.*)\}$/u.exec(name)?.[1];
  if (inside === undefined) return undefined;
  if (name.startsWith('P')) return negated(make(`p{${inside}}`));
  if (categories.test(inside)) return byExpression(`\\p{${inside}}`);
  const blockName = inside.startsWith('Is') ? inside.slice(2) : '';
  if (!Object.hasOwn(blocks, blockName)) return undefined;
  const [first, last] = blocks[blockName] ?? [1, 0];
  return (code) => code >= first && code <= last;
}

function negated(set: CharacterSet | undefined): CharacterSet | undefined {
  return set === undefined ? undefined : (code) => !set(code);
}

/** One character against one fixed class: nothing here repeats, so nothing can run long. */
function byExpression(source: string): CharacterSet {
  const expression = new RegExp(`^${source}$`, 'u');
  return (code) => expression.test(String.fromCodePoint(code));
}
