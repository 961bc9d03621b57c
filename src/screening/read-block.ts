import type { Catalogue, EntityKind, Fact } from '#catalogue';
import { daysOf, states, truths } from '#language';

import { noChoice, noChoices, openChoice, openChoices } from './block.ts';
import type { Block, Column } from './block.ts';
import { limitsOf, noneSuffix } from './contract.ts';
import { eachChunk, itemsOf, longText, named, quoted } from './duck.ts';
import type { openDuck, RawVector } from './duck.ts';
import type { BlockRange, Population, PopulationFile } from './population.ts';
import { PopulationFault, populationProblem } from './population-faults.ts';
import type { PopulationProblem } from './population-faults.ts';

type Duck = Awaited<ReturnType<typeof openDuck>>['duck'];

/** Reads the households of a block, with the facts that are asked for. Throws a `PopulationFault` where the tables do not fit. */
export async function readBlock(
  duck: Duck,
  catalogue: Catalogue,
  population: Population,
  range: BlockRange,
  facts: readonly string[],
): Promise<Block> {
  const read = new Map<string, Column>();
  const wanted = (of: EntityKind, file: PopulationFile): readonly FactReader[] =>
    facts.flatMap((id) => {
      const fact = catalogue.facts.get(id);
      return fact?.of === of && id in file.columns ? [readerOf(fact, file)] : [];
    });

  const ofHouseholds = wanted('household', population.households);
  const ids = new NumberReader('household');
  const territories = new TextReader('territory');
  await readTable(duck, population.households, range, [ids, territories, ...ofHouseholds]);
  for (const reader of ofHouseholds) read.set(reader.fact.id, reader.column());

  const ofPeople = wanted('person', population.people);
  const belongs = new NumberReader('household');
  const persons = new TextReader('person');
  const applicants = new TruthReader('applicant');
  await readTable(duck, population.people, range, [belongs, persons, applicants, ...ofPeople]);
  for (const reader of ofPeople) read.set(reader.fact.id, reader.column());

  const grouped = groupPeople(population, range, ids.values(), belongs.values(), applicants.values());
  return {
    people: belongs.length,
    households: ids.length,
    ids: ids.values(),
    ...grouped,
    ...territoriesOf(catalogue, population, territories),
    persons: persons.texts(),
    columns: read,
  };
}

async function readTable(
  duck: Duck,
  { path }: PopulationFile,
  { from, to }: BlockRange,
  readers: readonly Reader[],
): Promise<void> {
  const within = [
    ...(Number.isFinite(from) ? [`household >= ${from}`] : []),
    ...(Number.isFinite(to) ? [`household < ${to}`] : []),
  ];
  const where = within.length === 0 ? '' : ` WHERE ${within.join(' AND ')}`;
  const columns = readers.flatMap((reader) => reader.columns.map((column) => ({ reader, ...column })));
  await eachChunk(
    duck,
    `SELECT ${columns.map(({ sql }) => sql).join(', ')} FROM read_parquet(${quoted(path)})${where}`,
    columns.map(({ width }) => width),
    (vectors, rows) => {
      let at = 0;
      for (const reader of readers) {
        reader.take(vectors.slice(at, at + reader.columns.length), rows);
        at += reader.columns.length;
      }
    },
  );
}

/** Which people belong to which household, and who is the applicant; the tables have to agree. */
function groupPeople(
  { people, households }: Population,
  { firstRow }: BlockRange,
  ids: Float64Array,
  belongs: Float64Array,
  isApplicant: Uint8Array,
): Pick<Block, 'firsts' | 'applicants'> {
  const firsts = new Int32Array(ids.length + 1);
  const applicants = new Int32Array(ids.length);
  for (let next = 1; next < belongs.length; next += 1)
    if (belongs[next]! < belongs[next - 1]!)
      throw new PopulationFault(populationProblem('population-order', people.name, 'household', firstRow + next + 1));
  let row = 0;
  for (let household = 0; household < ids.length; household += 1) {
    const id = ids[household]!;
    if (household > 0 && id <= ids[household - 1]!)
      throw new PopulationFault(populationProblem('population-order', households.name, 'household', household + 1));
    const firstOf = row;
    firsts[household] = firstOf;
    let found = -1;
    let isOne = true;
    for (; row < belongs.length && belongs[row] === id; row += 1) {
      if (isApplicant[row] !== truths.yes) continue;
      isOne = found < 0;
      found = row;
    }
    if (row === firstOf) throw new PopulationFault(differing(people, Math.min(id, belongs[row] ?? id)));
    if (found < 0 || !isOne)
      throw new PopulationFault(
        populationProblem('population-applicant', people.name, 'applicant', firstRow + firstOf + 1, String(id)),
      );
    applicants[household] = found;
  }
  firsts[ids.length] = row;
  if (row < belongs.length) throw new PopulationFault(differing(people, belongs[row]!));
  return { firsts, applicants };
}

function differing({ name }: PopulationFile, household: number): PopulationProblem {
  return populationProblem('population-households-differ', name, 'household', undefined, String(household));
}

function territoriesOf(
  catalogue: Catalogue,
  { households }: Population,
  read: TextReader,
): Pick<Block, 'territories' | 'territoryOf'> {
  const { bytes, starts } = read.texts();
  const found = new Map<string, number>();
  const territoryOf = new Uint16Array(read.length);
  let before = '';
  let index = 0;
  for (let row = 0; row < read.length; row += 1) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + starts[row]!, starts[row + 1]! - starts[row]!).toString(
      'latin1',
    );
    if (text !== before || row === 0) {
      if (!catalogue.territories.has(text))
        throw new PopulationFault(
          populationProblem('population-territory', households.name, 'territory', row + 1, text),
        );
      index = found.get(text) ?? found.size;
      found.set(text, index);
      before = text;
    }
    territoryOf[row] = index;
  }
  return { territories: [...found.keys()], territoryOf };
}

type Part = { readonly sql: string; readonly width: number };

/** Takes a column in, chunk after chunk. */
type Reader = {
  readonly columns: readonly Part[];
  readonly take: (vectors: readonly RawVector[], rows: number) => void;
};

type FactReader = Reader & { readonly fact: Fact; readonly column: () => Column };

/** An array that grows as chunks come. */
class Growing<Items extends Uint8Array | Int32Array | Float64Array> {
  items: Items;
  length = 0;
  readonly #make: (size: number) => Items;

  constructor(make: (size: number) => Items) {
    this.#make = make;
    this.items = make(1 << 17);
  }

  /** Room for more; gives where it begins. */
  room(more: number): number {
    const from = this.length;
    if (from + more > this.items.length) {
      const grown = this.#make(Math.max(2 * this.items.length, from + more));
      grown.set(this.items);
      this.items = grown;
    }
    this.length = from + more;
    return from;
  }

  done(): Items {
    return this.items.subarray(0, this.length) as Items;
  }
}

const ofBytes = (): Growing<Uint8Array<ArrayBuffer>> => new Growing((size) => new Uint8Array(size));
const ofNumbers = (): Growing<Float64Array<ArrayBuffer>> => new Growing((size) => new Float64Array(size));

function isValid(valid: Uint8Array, row: number): boolean {
  return ((valid[row >> 3]! >> (row & 7)) & 1) === 1;
}

class NumberReader implements Reader {
  readonly columns: readonly Part[];
  readonly #values = ofNumbers();

  constructor(name: string) {
    this.columns = [{ sql: `${named(name)}::DOUBLE`, width: 8 }];
  }

  get length(): number {
    return this.#values.length;
  }

  take([vector]: readonly RawVector[], rows: number): void {
    const from = this.#values.room(rows);
    this.#values.items.set(doubles(vector!), from);
  }

  values(): Float64Array {
    return this.#values.done();
  }
}

class TruthReader implements Reader {
  readonly columns: readonly Part[];
  readonly #values = ofBytes();

  constructor(name: string, none?: string) {
    const column = named(name);
    this.columns = [
      none === undefined
        ? { sql: column, width: 1 }
        : { sql: `(CASE WHEN ${none} THEN 3 ELSE ${column}::UTINYINT END)::UTINYINT`, width: 1 },
    ];
  }

  take([vector]: readonly RawVector[], rows: number): void {
    const from = this.#values.room(rows);
    takeBytes(vector!, this.#values.items, from, truths.unknown);
  }

  values(): Uint8Array {
    return this.#values.done();
  }
}

/** Copies bytes, with a stand-in where there is no value. */
function takeBytes({ bytes, valid, rows }: RawVector, into: Uint8Array, from: number, open: number): void {
  into.set(bytes, from);
  if (valid === undefined) return;
  for (let row = 0; row < rows; row += 1) if (!isValid(valid, row)) into[from + row] = open;
}

function doubles({ bytes }: RawVector): Float64Array {
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3);
}

/** Texts as bytes, one after the other. A missing one is empty. */
class TextReader implements Reader {
  readonly columns: readonly Part[];
  readonly #bytes = ofBytes();
  readonly #starts = new Growing((size) => new Int32Array(size));

  constructor(name: string) {
    this.columns = [{ sql: `${named(name)}::VARCHAR`, width: 16 }];
  }

  get length(): number {
    return this.#starts.length;
  }

  take([vector]: readonly RawVector[], rows: number): void {
    const { bytes, valid } = vector!;
    const lengths = new Uint32Array(bytes.buffer, bytes.byteOffset, 4 * rows);
    const first = this.#starts.room(rows);
    for (let row = 0; row < rows; row += 1) {
      const length = valid === undefined || isValid(valid, row) ? lengths[4 * row]! : 0;
      const from = this.#bytes.room(length);
      this.#starts.items[first + row] = from;
      const into = this.#bytes.items;
      if (length > 12) into.set(longText(vector!, row, length), from);
      else for (let i = 0; i < length; i += 1) into[from + i] = bytes[16 * row + 4 + i]!;
    }
  }

  texts(): { readonly bytes: Uint8Array; readonly starts: Int32Array } {
    const starts = new Int32Array(this.length + 1);
    starts.set(this.#starts.done());
    starts[this.length] = this.#bytes.length;
    return { bytes: this.#bytes.done(), starts };
  }
}

function readerOf(fact: Fact, { columns }: PopulationFile): FactReader {
  const noneName = `${fact.id}${noneSuffix}`;
  const none = noneName in columns ? `coalesce(${named(noneName)}, FALSE)` : undefined;
  switch (fact.type) {
    case 'boolean': {
      const reader = new TruthReader(fact.id, none);
      return {
        fact,
        columns: reader.columns,
        take: (vectors, rows) => reader.take(vectors, rows),
        column: () => ({ kind: 'truth', values: reader.values() }),
      };
    }
    case 'number':
    case 'money':
      return numbers(fact, `${named(fact.id)}::DOUBLE`, none);
    case 'date':
      return columns[fact.id] === 'DATE' ? days(fact, none) : partialDays(fact, none);
    case 'choice':
      return choices(fact, none);
    case 'choices':
      return severalChoices(fact, columns[fact.id]!, none);
    case 'text':
      return freeTexts(fact, none);
  }
}

/** Numbers with the state of each, which is left out where all are known. */
function numbers(fact: Fact, sql: string, none: string | undefined): FactReader {
  const values = ofNumbers();
  const known = ofBytes();
  const { min, max } = limitsOf(fact);
  const isDay = fact.type === 'date';
  let isComplete = true;
  return {
    fact,
    columns: [{ sql, width: 8 }, ...(none === undefined ? [] : [{ sql: none, width: 1 }])],
    take: ([vector, noneVector], rows) => {
      const from = values.room(rows);
      known.room(rows);
      const into = values.items;
      into.set(doubles(vector!), from);
      const { valid } = vector!;
      for (let row = 0; row < rows; row += 1) {
        const isNone = noneVector !== undefined && noneVector.bytes[row] === 1;
        const isOpen = valid !== undefined && !isValid(valid, row);
        if (isNone || isOpen) {
          known.items[from + row] = isNone ? states.nothing : states.open;
          into[from + row] = Number.NaN;
          isComplete = false;
        } else {
          known.items[from + row] = states.known;
          const value = into[from + row]!;
          if (!isDay && !(value >= min && value <= max)) throw new MisfitError();
        }
      }
    },
    column: () => ({
      kind: 'number',
      values: values.done(),
      ...(isComplete ? {} : { states: known.done() }),
    }),
  };
}

/** A value that does not fit its fact; `firstFaults` finds where it stands. */
export class MisfitError extends Error {}

function days(fact: Fact, none: string | undefined): FactReader {
  return numbers(fact, `(${named(fact.id)} - DATE '1970-01-01')::DOUBLE`, none);
}

/** Dates as texts, of which some are known in part. */
function partialDays(fact: Fact, none: string | undefined): FactReader {
  const texts = new TextReader(fact.id);
  const isNone: number[] = [];
  return {
    fact,
    columns: [...texts.columns, ...(none === undefined ? [] : [{ sql: none, width: 1 }])],
    take: ([vector, noneVector], rows) => {
      texts.take([vector!], rows);
      for (let row = 0; row < rows; row += 1) isNone.push(noneVector?.bytes[row] ?? 0);
    },
    column: () => {
      const { bytes, starts } = texts.texts();
      const count = starts.length - 1;
      const values = new Float64Array(count).fill(Number.NaN);
      const lasts = new Float64Array(count).fill(Number.NaN);
      const known = new Uint8Array(count).fill(states.open);
      for (let row = 0; row < count; row += 1) {
        const text = Buffer.from(
          bytes.buffer,
          bytes.byteOffset + starts[row]!,
          starts[row + 1]! - starts[row]!,
        ).toString('latin1');
        const range = text === '' ? undefined : daysOf(text);
        if (text !== '' && range === undefined) throw new MisfitError();
        if (isNone[row] === 1) known[row] = states.nothing;
        else if (range !== undefined) {
          values[row] = range.low;
          lasts[row] = range.high;
          known[row] = range.low === range.high ? states.known : states.bounded;
        }
      }
      return { kind: 'number', values, lasts, states: known };
    },
  };
}

function enumOf(fact: Fact): string {
  return `ENUM(${fact.choices.map(({ value }) => quoted(value)).join(', ')})`;
}

function choices(fact: Fact, none: string | undefined): FactReader {
  const values = ofBytes();
  return {
    fact,
    columns: [
      { sql: `${named(fact.id)}::${enumOf(fact)}`, width: 1 },
      ...(none === undefined ? [] : [{ sql: none, width: 1 }]),
    ],
    take: ([vector, noneVector], rows) => {
      const from = values.room(rows);
      takeBytes(vector!, values.items, from, openChoice);
      if (noneVector === undefined) return;
      for (let row = 0; row < rows; row += 1) if (noneVector.bytes[row] === 1) values.items[from + row] = noChoice;
    },
    column: () => ({ kind: 'choice', values: values.done() }),
  };
}

function severalChoices(fact: Fact, type: string, none: string | undefined): FactReader {
  const values = new Growing((size) => new Int32Array(size));
  const list = type.endsWith('[]')
    ? named(fact.id)
    : `list_filter(string_split(${named(fact.id)}::VARCHAR, '|'), lambda one: one <> '')`;
  return {
    fact,
    columns: [
      { sql: `${list}::${enumOf(fact)}[]`, width: 16 },
      ...(none === undefined ? [] : [{ sql: none, width: 1 }]),
    ],
    take: ([vector, noneVector], rows) => {
      const from = values.room(rows);
      const { bytes, valid } = vector!;
      // Where each list begins and how long it is, as two numbers of eight bytes.
      const places = new Uint32Array(bytes.buffer, bytes.byteOffset, 4 * rows);
      const items = itemsOf(vector!).bytes;
      for (let row = 0; row < rows; row += 1) {
        if (noneVector !== undefined && noneVector.bytes[row] === 1) values.items[from + row] = noChoices;
        else if (valid !== undefined && !isValid(valid, row)) values.items[from + row] = openChoices;
        else {
          let bits = 0;
          const first = places[4 * row]!;
          for (let i = first, end = first + places[4 * row + 2]!; i < end; i += 1) bits |= 1 << items[i]!;
          values.items[from + row] = bits;
        }
      }
    },
    column: () => ({ kind: 'choices', values: values.done() }),
  };
}

function freeTexts(fact: Fact, none: string | undefined): FactReader {
  const all: (string | null | undefined)[] = [];
  return {
    fact,
    columns: [
      { sql: `${named(fact.id)}::VARCHAR`, width: 16 },
      ...(none === undefined ? [] : [{ sql: none, width: 1 }]),
    ],
    take: ([vector, noneVector], rows) => {
      const { bytes, valid } = vector!;
      const lengths = new Uint32Array(bytes.buffer, bytes.byteOffset, 4 * rows);
      for (let row = 0; row < rows; row += 1) {
        const length = lengths[4 * row]!;
        const text = length > 12 ? longText(vector!, row, length) : bytes.subarray(16 * row + 4, 16 * row + 4 + length);
        const isNone = noneVector !== undefined && noneVector.bytes[row] === 1;
        const isKnown = valid === undefined || isValid(valid, row);
        all.push(isNone ? null : isKnown ? Buffer.from(text).toString() : undefined);
      }
    },
    column: () => ({ kind: 'text', values: all }),
  };
}
