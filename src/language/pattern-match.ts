import { OutOfBudget, spend } from './budget.ts';
import { readFlags, readPattern } from './pattern-parse.ts';
import type { Flags, Pattern } from './pattern-parse.ts';
import type { CharacterSet } from './pattern-sets.ts';

/**
 * Patterns without catastrophes: the matcher backtracks as Perl does (the leftmost match, greedy first), but a place of
 * the pattern that failed at a place of the text is not tried there again, so the work is at most text × pattern. Only a
 * pattern with back-references has no such bound and lives on the budget of steps.
 */
export type Matcher = {
  readonly groups: number;
  readonly matchFrom: (letters: readonly number[], from: number) => Match | undefined;
};
/** Places of the whole match and of each group, in code points; -1 for a group that took no part. */
export type Match = {
  readonly from: number;
  readonly to: number;
  readonly groups: readonly (readonly [number, number])[];
};

type Instruction =
  | { readonly op: 'set'; readonly set: CharacterSet }
  | { readonly op: 'start' | 'end' | 'done' }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'back'; readonly group: number };

const longestProgram = 20_000;

/** Undefined when pattern or flags are not what XPath allows. */
export function matcherOf(pattern: string, flagText: string): Matcher | undefined {
  const flags = readFlags(flagText);
  const parsed = flags === undefined ? undefined : readPattern(pattern, flags);
  if (flags === undefined || parsed === undefined) return undefined;
  const program: Instruction[] = [];
  compile(parsed.pattern, program);
  program.push({ op: 'done' });
  const slots = 2 * (parsed.groups + 1);
  return {
    groups: parsed.groups,
    matchFrom: (letters, from) => {
      const failed = parsed.hasBack ? undefined : new Set<number>();
      for (let start = from; start <= letters.length; start += 1) {
        const found = run(program, letters, start, slots, flags, failed);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function compile(pattern: Pattern, into: Instruction[]): void {
  if (into.length > longestProgram) throw new OutOfBudget('the pattern is too long');
  spend(1);
  switch (pattern.kind) {
    case 'set':
      into.push({ op: 'set', set: pattern.set });
      return;
    case 'start':
    case 'end':
      into.push({ op: pattern.kind });
      return;
    case 'back':
      into.push({ op: 'back', group: pattern.group });
      return;
    case 'group':
      if (pattern.group !== undefined) into.push({ op: 'save', slot: pattern.group * 2 });
      compile(pattern.of, into);
      if (pattern.group !== undefined) into.push({ op: 'save', slot: pattern.group * 2 + 1 });
      return;
    case 'chain':
      for (const part of pattern.parts) compile(part, into);
      return;
    case 'choice':
      compileChoice(pattern.parts, into);
      return;
    case 'repeat':
      for (let times = 0; times < pattern.least; times += 1) compile(pattern.of, into);
      if (pattern.most === Infinity) compileLoop(pattern.of, pattern.lazy, into);
      else compileOptional(pattern.of, pattern.most - pattern.least, pattern.lazy, into);
  }
}

function compileChoice([first, ...rest]: readonly Pattern[], into: Instruction[]): void {
  if (first === undefined) return;
  if (rest.length === 0) {
    compile(first, into);
    return;
  }
  const split = into.push({ op: 'jump', to: 0 }) - 1;
  compile(first, into);
  const jump = into.push({ op: 'jump', to: 0 }) - 1;
  into[split] = { op: 'split', first: split + 1, second: into.length };
  compileChoice(rest, into);
  into[jump] = { op: 'jump', to: into.length };
}

function compileLoop(of: Pattern, lazy: boolean, into: Instruction[]): void {
  const split = into.push({ op: 'jump', to: 0 }) - 1;
  compile(of, into);
  into.push({ op: 'jump', to: split });
  into[split] = fork(split + 1, into.length, lazy);
}

function compileOptional(of: Pattern, times: number, lazy: boolean, into: Instruction[]): void {
  const splits: number[] = [];
  for (let time = 0; time < times; time += 1) {
    splits.push(into.push({ op: 'jump', to: 0 }) - 1);
    compile(of, into);
  }
  for (const split of splits) into[split] = fork(split + 1, into.length, lazy);
}

function fork(inside: number, after: number, lazy: boolean): Instruction {
  return lazy ? { op: 'split', first: after, second: inside } : { op: 'split', first: inside, second: after };
}

/** What to go back to: another way to try, or a slot to put back. */
type Later = { readonly pc: number; readonly at: number } | { readonly slot: number; readonly was: number };

function run(
  program: readonly Instruction[],
  letters: readonly number[],
  from: number,
  slots: number,
  flags: Flags,
  failed: Set<number> | undefined,
): Match | undefined {
  const saved = Array.from({ length: slots }, () => -1);
  const later: Later[] = [{ pc: 0, at: from }];
  for (let next = later.pop(); next !== undefined; next = later.pop()) {
    if ('slot' in next) {
      saved[next.slot] = next.was;
      continue;
    }
    let { pc, at } = next;
    for (let isAlive = true; isAlive;) {
      spend(0.25);
      if (failed !== undefined) {
        const key = pc * (letters.length + 1) + at;
        if (failed.has(key)) break;
        failed.add(key);
      }
      const instruction = program[pc];
      if (instruction === undefined) break;
      switch (instruction.op) {
        case 'done':
          return matchOf(saved, from, at);
        case 'set': {
          const code = letters[at];
          isAlive = code !== undefined && instruction.set(code);
          pc += 1;
          at += 1;
          break;
        }
        case 'start':
          isAlive = at === 0 || (flags.lines && letters[at - 1] === 10 && at < letters.length);
          pc += 1;
          break;
        case 'end':
          isAlive = at === letters.length || (flags.lines && letters[at] === 10);
          pc += 1;
          break;
        case 'split':
          later.push({ pc: instruction.second, at });
          pc = instruction.first;
          break;
        case 'jump':
          pc = instruction.to;
          break;
        case 'save':
          later.push({ slot: instruction.slot, was: saved[instruction.slot] ?? -1 });
          saved[instruction.slot] = at;
          pc += 1;
          break;
        case 'back': {
          const taken = letters.slice(saved[instruction.group * 2], saved[instruction.group * 2 + 1]);
          spend(taken.length);
          const here = at;
          isAlive = taken.every(
            (code, index) => letters[here + index] !== undefined && same(code, letters[here + index] ?? 0, flags.fold),
          );
          at += taken.length;
          pc += 1;
          break;
        }
      }
    }
  }
  return undefined;
}

function same(a: number, b: number, fold: boolean): boolean {
  return a === b || (fold && String.fromCodePoint(a).toLowerCase() === String.fromCodePoint(b).toLowerCase());
}

function matchOf(saved: readonly number[], from: number, to: number): Match {
  const groups: (readonly [number, number])[] = [];
  for (let slot = 2; slot < saved.length; slot += 2) groups.push([saved[slot] ?? -1, saved[slot + 1] ?? -1]);
  return { from, to, groups };
}
