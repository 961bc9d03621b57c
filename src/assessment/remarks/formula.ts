/** True, false, or neither: a fact that is known to be absent, a value that is null. */
export type Held = 'yes' | 'no' | 'unknown';

/**
 * What one atom speaks of: a fact, a sum, the order of two sums. It takes one of finitely many cells (a choice, a number
 * between two limits that rules name); an atom holds or does not in the whole of a cell.
 */
export type Term = { readonly key: string; readonly cells: () => readonly Cell[] };
export type Cell = number | string | boolean | null | undefined;

/** A rule as a Boolean formula over terms with finitely many cells. It holds more often than the rule, never less. */
export type Formula =
  | { readonly kind: 'constant'; readonly held: Held }
  | { readonly kind: 'atom'; readonly term: Term; readonly holds: (cell: Cell) => Held }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Formula[] };

export function constant(held: Held): Formula {
  return { kind: 'constant', held };
}

export function not(of: Formula): Formula {
  return { kind: 'not', of };
}

/** What a formula has to be in a situation that is looked for. */
export type Wanted = { readonly formula: Formula; readonly is: (held: Held) => boolean };

export function holding(formula: Formula): Wanted {
  return { formula, is: (held) => held === 'yes' };
}

export function notHolding(formula: Formula): Wanted {
  return { formula, is: (held) => held !== 'yes' };
}

/** It is not said of those of whom it is certainly false. */
export function possible(formula: Formula): Wanted {
  return { formula, is: (held) => held !== 'no' };
}

/** So many steps are looked before it is given up: then nothing is claimed. */
const mostSteps = 20_000;

/** Whether a situation can be in which all is as wanted: `no` is proven, every combination of cells was tried. */
export function canBe(wanted: readonly Wanted[]): 'yes' | 'no' | 'not found out' {
  const terms = [
    ...new Map(wanted.flatMap(({ formula }) => termsOf(formula)).map((term) => [term.key, term])).values(),
  ];
  const cells = new Map<string, Cell>();
  let steps = 0;
  const search = (from: number): boolean | undefined => {
    steps += 1;
    if (steps > mostSteps) return undefined;
    const open = wanted.map(({ formula, is }) => is3(value(formula, cells), is));
    if (open.includes('no')) return false;
    const term = terms[from];
    if (term === undefined) return true;
    for (const cell of term.cells()) {
      cells.set(term.key, cell);
      const found = search(from + 1);
      if (found !== false) return found;
    }
    cells.delete(term.key);
    return false;
  };
  const found = search(0);
  return found === undefined ? 'not found out' : found ? 'yes' : 'no';
}

/** `open`: terms without a cell yet can still decide it. */
function is3(held: Held | 'open', is: (held: Held) => boolean): 'yes' | 'no' | 'open' {
  return held === 'open' ? 'open' : is(held) ? 'yes' : 'no';
}

function termsOf(formula: Formula): Term[] {
  switch (formula.kind) {
    case 'constant':
      return [];
    case 'atom':
      return [formula.term];
    case 'not':
      return termsOf(formula.of);
    case 'all':
    case 'any':
      return formula.parts.flatMap(termsOf);
  }
}

function value(formula: Formula, cells: ReadonlyMap<string, Cell>): Held | 'open' {
  switch (formula.kind) {
    case 'constant':
      return formula.held;
    case 'atom':
      return cells.has(formula.term.key) ? formula.holds(cells.get(formula.term.key)) : 'open';
    case 'not': {
      const of = value(formula.of, cells);
      return of === 'yes' ? 'no' : of === 'no' ? 'yes' : of;
    }
    case 'all':
    case 'any': {
      const decides = formula.kind === 'all' ? 'no' : 'yes';
      let weakest: Held | 'open' = formula.kind === 'all' ? 'yes' : 'no';
      for (const part of formula.parts) {
        const held = value(part, cells);
        if (held === decides) return held;
        if (held === 'open' || (held === 'unknown' && weakest !== 'open')) weakest = held;
      }
      return weakest;
    }
  }
}
