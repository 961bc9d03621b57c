import type { FactValue, PersonFacts, ToldSituation } from '#assessment';
import type { Catalogue, Fact } from '#catalogue';
import { dayText, states, truths } from '#language';

/**
 * One fact of many people or households, a value for each, in the order of the population. Truths are bytes as the
 * language has them. A number (a date is its day) has a state where not all are known: its bounds are those of the fact,
 * or, of a date known in part, its own. A choice is its place in the fact's list; several choices are bits.
 */
export type Column =
  | { readonly kind: 'truth'; readonly values: Uint8Array }
  | {
      readonly kind: 'number';
      readonly values: Float64Array;
      readonly states?: Uint8Array;
      readonly lasts?: Float64Array;
    }
  | { readonly kind: 'choice'; readonly values: Uint8Array }
  | { readonly kind: 'choices'; readonly values: Int32Array }
  | { readonly kind: 'text'; readonly values: readonly (string | null | undefined)[] };

/** In a column of choices: not known, and known to be none. */
export const openChoice = 255;
export const noChoice = 254;
export const openChoices = -1;
export const noChoices = -2;

/** A piece of a population: whole households, and their people in one row after the other. */
export type Block = {
  readonly people: number;
  readonly households: number;
  /** Number of each household, as the population has it. */
  readonly ids: Float64Array;
  /** First person of household h; one entry more than there are households. */
  readonly firsts: Int32Array;
  /** The row of each household's applicant. */
  readonly applicants: Int32Array;
  /** Which of the territories each household lives in. */
  readonly territories: readonly string[];
  readonly territoryOf: Uint16Array;
  readonly persons: PersonIds;
  /** By the fact's id; a fact that is not there is not known of anybody. */
  readonly columns: ReadonlyMap<string, Column>;
};

/** Ids of people, as UTF-8 one after the other. */
export type PersonIds = { readonly bytes: Uint8Array; readonly starts: Int32Array };

const decoder = new TextDecoder();

export function personId({ bytes, starts }: PersonIds, row: number): string {
  return decoder.decode(bytes.subarray(starts[row], starts[row + 1]));
}

/** A household of a block as it would be told at a window. */
export function toldOf(catalogue: Catalogue, block: Block, household: number, asOf: string): ToldSituation {
  const from = block.firsts[household]!;
  const rows = Array.from({ length: block.firsts[household + 1]! - from }, (_, place) => from + place);
  const people = rows.map((row): PersonFacts => {
    return { id: personId(block.persons, row), facts: factsAt(catalogue, block, 'person', row) };
  });
  return {
    asOf,
    territory: block.territories[block.territoryOf[household]!]!,
    applicant: personId(block.persons, block.applicants[household]!),
    people,
    household: factsAt(catalogue, block, 'household', household),
  };
}

function factsAt(catalogue: Catalogue, block: Block, of: Fact['of'], row: number): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {};
  for (const [id, column] of block.columns) {
    const fact = catalogue.facts.get(id);
    const value = fact?.of === of ? valueAt(fact, column, row) : undefined;
    if (value !== undefined) facts[id] = value;
  }
  return facts;
}

function valueAt(fact: Fact, column: Column, row: number): FactValue | undefined {
  switch (column.kind) {
    case 'truth': {
      const truth = column.values[row];
      return truth === truths.unknown ? undefined : truth === truths.neither ? null : truth === truths.yes;
    }
    case 'number': {
      const state = column.states?.[row] ?? states.known;
      if (state === states.nothing) return null;
      const first = column.values[row]!;
      if (fact.type !== 'date') return state === states.known ? first : undefined;
      const last = column.lasts?.[row] ?? first;
      if (state === states.open || Number.isNaN(first)) return undefined;
      return state === states.known ? dayText(first) : partText(dayText(first), dayText(last));
    }
    case 'choice': {
      const choice = column.values[row]!;
      return choice === openChoice ? undefined : choice === noChoice ? null : fact.choices[choice]!.value;
    }
    case 'choices': {
      const bits = column.values[row]!;
      if (bits === openChoices) return undefined;
      if (bits === noChoices) return null;
      return fact.choices.filter((_, bit) => ((bits >> bit) & 1) === 1).map(({ value }) => value);
    }
    case 'text':
      return column.values[row];
  }
}

/** The month or the year that a range of days was told as. */
function partText(first: string, last: string): string {
  return first.slice(0, 7) === last.slice(0, 7) ? first.slice(0, 7) : first.slice(0, 4);
}
