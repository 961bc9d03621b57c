import { spend } from './budget.ts';
import { setNamed } from './pattern-sets.ts';
import type { CharacterSet } from './pattern-sets.ts';

/** A pattern of XPath (XQuery and XPath Functions 3.1, 5.6.1; FEEL takes its patterns from there) as a tree. */
export type Pattern =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'back'; readonly group: number }
  | { readonly kind: 'group'; readonly group?: number; readonly of: Pattern }
  | { readonly kind: 'chain' | 'choice'; readonly parts: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly of: Pattern;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    };

export type Flags = {
  readonly all: boolean;
  readonly lines: boolean;
  readonly fold: boolean;
  readonly spaced: boolean;
  readonly literal: boolean;
};

export type ParsedPattern = { readonly pattern: Pattern; readonly groups: number; readonly hasBack: boolean };

/** `smixq`, each at most once in meaning; undefined for any other letter. */
export function readFlags(text: string): Flags | undefined {
  if (/[^smixq]/u.test(text)) return undefined;
  const has = (flag: string): boolean => text.includes(flag);
  return { all: has('s'), lines: has('m'), fold: has('i'), spaced: has('x'), literal: has('q') };
}

const longestPattern = 5000;
const deepestGroups = 100;

/** Undefined when the text is no pattern: FEEL then gives null. */
export function readPattern(text: string, flags: Flags): ParsedPattern | undefined {
  if (text.length > longestPattern) return undefined;
  spend(text.length);
  if (flags.literal) {
    const parts = Array.from(text).map((letter): Pattern => ({
      kind: 'set',
      set: only(letter.codePointAt(0) ?? 0, flags.fold),
    }));
    return { pattern: { kind: 'chain', parts }, groups: 0, hasBack: false };
  }
  const parser = new PatternParser(flags.spaced ? withoutSpaces(text) : text, flags);
  try {
    const pattern = parser.choice(0);
    return parser.isAtEnd() ? { pattern, groups: parser.groups, hasBack: parser.hasBack } : undefined;
  } catch (error) {
    if (error instanceof NoPattern) return undefined;
    throw error;
  }
}

class NoPattern extends Error {}

/** The flag `x`: white space does not count outside of `[…]`. */
function withoutSpaces(text: string): string {
  let depth = 0;
  let kept = '';
  let isEscaped = false;
  for (const letter of text) {
    if (depth === 0 && /[ \t\n\r]/u.test(letter)) continue;
    if (!isEscaped && letter === '[') depth += 1;
    if (!isEscaped && letter === ']') depth -= 1;
    isEscaped = !isEscaped && letter === '\\';
    kept += letter;
  }
  return kept;
}

function folded(code: number): readonly number[] {
  const letter = String.fromCodePoint(code);
  const lower = letter.toLowerCase();
  const upper = letter.toUpperCase();
  return [letter, lower, upper, upper.toLowerCase(), lower.toUpperCase()]
    .filter((one) => Array.from(one).length === 1)
    .map((one) => one.codePointAt(0) ?? code);
}

function withFold(set: CharacterSet, fold: boolean): CharacterSet {
  return fold ? (code) => folded(code).some(set) : set;
}

function only(wanted: number, fold: boolean): CharacterSet {
  return withFold((code) => code === wanted, fold);
}

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9 };

class PatternParser {
  readonly #letters: readonly string[];
  readonly #flags: Flags;
  #at = 0;
  groups = 0;
  hasBack = false;
  readonly #closed = new Set<number>();

  constructor(text: string, flags: Flags) {
    this.#letters = Array.from(text);
    this.#flags = flags;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#letters.length;
  }

  #peek(ahead = 0): string {
    return this.#letters[this.#at + ahead] ?? '';
  }

  #take(): string {
    const letter = this.#peek();
    if (letter === '') throw new NoPattern();
    this.#at += 1;
    return letter;
  }

  #skip(letter: string): boolean {
    if (this.#peek() !== letter) return false;
    this.#at += 1;
    return true;
  }

  choice(depth: number): Pattern {
    if (depth > deepestGroups) throw new NoPattern();
    const parts = [this.#chain(depth)];
    while (this.#skip('|')) parts.push(this.#chain(depth));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  }

  #chain(depth: number): Pattern {
    const parts: Pattern[] = [];
    while (!this.isAtEnd() && this.#peek() !== '|' && this.#peek() !== ')')
      parts.push(this.#repeated(this.#atom(depth)));
    return { kind: 'chain', parts };
  }

  #repeated(of: Pattern): Pattern {
    const counts = this.#counts();
    if (counts === undefined) return of;
    return { kind: 'repeat', of, ...counts, lazy: this.#skip('?') };
  }

  #counts(): { readonly least: number; readonly most: number } | undefined {
    if (this.#skip('?')) return { least: 0, most: 1 };
    if (this.#skip('*')) return { least: 0, most: Infinity };
    if (this.#skip('+')) return { least: 1, most: Infinity };
    if (!this.#skip('{')) return undefined;
    let text = '';
    while (!this.#skip('}')) text += this.#take();
    const match = /^(\d{1,4})(?:(,)(\d{1,4})?)?$/u.exec(text);
    if (match === null) throw new NoPattern();
    const least = Number(match[1]);
    const most = match[3] !== undefined ? Number(match[3]) : match[2] === undefined ? least : Infinity;
    if (most < least) throw new NoPattern();
    return { least, most };
  }

  #atom(depth: number): Pattern {
    const letter = this.#take();
    switch (letter) {
      case '(': {
        const isPlain = this.#peek() === '?' && this.#peek(1) === ':';
        if (isPlain) this.#at += 2;
        const group = isPlain ? undefined : (this.groups += 1);
        const of = this.choice(depth + 1);
        if (!this.#skip(')')) throw new NoPattern();
        if (group !== undefined) this.#closed.add(group);
        return group === undefined ? { kind: 'group', of } : { kind: 'group', group, of };
      }
      case '[':
        return { kind: 'set', set: this.#class(depth) };
      case '.':
        return { kind: 'set', set: this.#flags.all ? () => true : (code) => code !== 10 && code !== 13 };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '\\':
        return this.#escape();
      case '?':
      case '*':
      case '+':
      case '{':
      case '}':
      case ']':
      case ')':
        throw new NoPattern();
      default:
        return { kind: 'set', set: only(letter.codePointAt(0) ?? 0, this.#flags.fold) };
    }
  }

  #escape(): Pattern {
    if (/[1-9]/u.test(this.#peek())) {
      let group = Number(this.#take());
      while (/\d/u.test(this.#peek()) && group * 10 + Number(this.#peek()) <= this.groups)
        group = group * 10 + Number(this.#take());
      if (!this.#closed.has(group)) throw new NoPattern();
      this.hasBack = true;
      return { kind: 'back', group };
    }
    const found = this.#escaped();
    return { kind: 'set', set: typeof found === 'number' ? only(found, this.#flags.fold) : found };
  }

  /** What follows a backslash: one letter, or a set. */
  #escaped(): number | CharacterSet {
    const letter = this.#take();
    if ('\\|.?*+(){}-[]^$'.includes(letter)) return letter.codePointAt(0) ?? 0;
    const code = escapes[letter];
    if (code !== undefined) return code;
    let name = letter;
    if (letter === 'p' || letter === 'P') {
      if (!this.#skip('{')) throw new NoPattern();
      name += '{';
      while (this.#peek() !== '}') name += this.#take();
      name += this.#take();
    }
    const set = setNamed(name);
    if (set === undefined) throw new NoPattern();
    return set;
  }

  /** `[a-z]`, `[^\d]`, `[a-z-[aeiou]]`. */
  #class(depth: number): CharacterSet {
    if (depth > deepestGroups) throw new NoPattern();
    const isNegated = this.#skip('^');
    const sets: CharacterSet[] = [];
    let without: CharacterSet | undefined;
    while (!this.#skip(']')) {
      if (this.#peek() === '-' && this.#peek(1) === '[') {
        if (sets.length === 0) throw new NoPattern();
        this.#at += 2;
        without = this.#class(depth + 1);
        if (!this.#skip(']')) throw new NoPattern();
        break;
      }
      sets.push(this.#member());
    }
    if (sets.length === 0) throw new NoPattern();
    const inside: CharacterSet = (code) => sets.some((set) => set(code)) !== isNegated;
    if (without === undefined) return inside;
    const removed = without;
    return (code) => inside(code) && !removed(code);
  }

  #member(): CharacterSet {
    const first = this.#one();
    if (typeof first !== 'number') return first;
    const isRange = this.#peek() === '-' && this.#peek(1) !== ']' && this.#peek(1) !== '[' && this.#peek(1) !== '';
    if (!isRange) return only(first, this.#flags.fold);
    this.#at += 1;
    const last = this.#one();
    if (typeof last !== 'number' || last < first) throw new NoPattern();
    return withFold((code) => code >= first && code <= last, this.#flags.fold);
  }

  #one(): number | CharacterSet {
    const letter = this.#take();
    if (letter === '\\') return this.#escaped();
    if (letter === '[') throw new NoPattern();
    return letter.codePointAt(0) ?? 0;
  }
}
