import type { Catalogue, EntityKind, Fact } from '#catalogue';
import { daysOf, states, truths } from '#language';

import { noChoice, noChoices, openChoice, openChoices } from './block.ts';
import type { Block, Column } from './block.ts';
import { limitsOf, noneSuffix } from './contract.ts';
import type { BlockRange, Population, PopulationFile } from './population.ts';
import { PopulationFault, populationProblem } from './population-faults.ts';
import type { PopulationProblem } from './population-faults.ts';
import { misfit } from './reading/raw.ts';
import type { Raw, RawBlock, Spec, Tables } from './reading/raw.ts';
import { named, quoted } from './sql/text.ts';

/** What is read of the tables of a population for these facts. */
export function tablesOf(catalogue: Catalogue, population: Population, facts: readonly string[]): Tables {
  const { people, households } = population;
  return {
    people: {
      path: people.path,
      specs: [
        { ...number, ...stored('household', people), sql: 'household::DOUBLE' },
        { ...text, ...stored('person', people), sql: 'person::VARCHAR' },
        { ...truth, ...stored('applicant', people), sql: 'applicant' },
        ...factsIn(catalogue, 'person', people, facts).map((fact) => specOf(fact, people)),
      ],
    },
    households: {
      path: households.path,
      specs: [
        { ...number, ...stored('household', households), sql: 'household::DOUBLE' },
        { ...text, ...stored('territory', households), sql: 'territory::VARCHAR' },
        ...factsIn(catalogue, 'household', households, facts).map((fact) => specOf(fact, households)),
      ],
    },
  };
}

const number = {
  kind: 'numbers',
  known: states.known,
  open: states.open,
  nothing: states.nothing,
  min: -Infinity,
  max: Infinity,
} as const;
/** DuckDB's infinite dates lie beyond. */
const finiteDays = { min: 2 - 2 ** 31, max: 2 ** 31 - 2 };
const text = { kind: 'texts', known: states.known, open: states.open, nothing: states.nothing } as const;
const truth = { kind: 'bytes', open: truths.unknown, nothing: truths.neither } as const;

function stored(name: string, { columns }: PopulationFile): Pick<Spec, 'name' | 'type'> {
  return { name, type: columns[name]! };
}

function factsIn(
  catalogue: Catalogue,
  of: EntityKind,
  { columns }: PopulationFile,
  facts: readonly string[],
): readonly Fact[] {
  return facts.flatMap((id) => {
    const fact = catalogue.facts.get(id);
    return fact?.of === of && id in columns ? [fact] : [];
  });
}

function specOf(fact: Fact, file: PopulationFile): Spec {
  const { columns } = file;
  const name = named(fact.id);
  const noneName = `${fact.id}${noneSuffix}`;
  const none = noneName in columns ? { name: noneName, sql: named(noneName) } : undefined;
  const own = { ...stored(fact.id, file), none };
  const values = fact.choices.map(({ value }) => value);
  const choices = `ENUM(${values.map(quoted).join(', ')})`;
  switch (fact.type) {
    case 'boolean':
      return { ...own, ...truth, sql: name };
    case 'number':
    case 'money':
      return { ...own, ...number, ...limitsOf(fact), sql: `${name}::DOUBLE` };
    case 'date':
      return columns[fact.id] === 'DATE'
        ? { ...own, ...number, ...finiteDays, sql: `(${name} - DATE '1970-01-01')::DOUBLE` }
        : { ...own, ...text, sql: `${name}::VARCHAR` };
    case 'choice':
      return {
        ...own,
        kind: 'bytes',
        open: openChoice,
        nothing: noChoice,
        choices: values,
        sql: `${name}::${choices}`,
      };
    case 'choices': {
      const list = columns[fact.id]!.endsWith('[]')
        ? name
        : `list_filter(string_split(${name}::VARCHAR, '|'), lambda one: one <> '')`;
      // Of a list with an item that is not known it is not known what is in it.
      const sql = `CASE WHEN len(${list}) = list_count(${list}) THEN ${list}::${choices}[] END`;
      return { ...own, kind: 'bits', open: openChoices, nothing: noChoices, choices: values, sql };
    }
    case 'text':
      return { ...own, ...text, sql: `${name}::VARCHAR` };
  }
}

/** A value that does not fit its fact; `firstFaults` finds where it stands. */
export class MisfitError extends Error {}

/** The households of a block. Throws a `PopulationFault` where the tables do not fit. */
export function blockOfRaw(
  catalogue: Catalogue,
  population: Population,
  range: BlockRange,
  facts: readonly string[],
  raw: RawBlock,
): Block {
  const [belongs, persons, applicants, ...ofPeople] = raw.people as [Numbers, Texts, Bytes, ...Raw[]];
  const [ids, territories, ...ofHouseholds] = raw.households as [Numbers, Texts, ...Raw[]];
  const columns = new Map<string, Column>();
  const put = (of: EntityKind, file: PopulationFile, all: readonly Raw[]): void => {
    for (const [place, fact] of factsIn(catalogue, of, file, facts).entries())
      columns.set(fact.id, columnOf(fact, all[place]!));
  };
  put('household', population.households, ofHouseholds);
  put('person', population.people, ofPeople);
  return {
    people: belongs.values.length,
    households: ids.values.length,
    ids: ids.values,
    ...groupPeople(population, range, ids.values, belongs.values, applicants.values),
    ...territoriesOf(catalogue, population, territories),
    persons,
    columns,
  };
}

type Numbers = Raw & { readonly kind: 'numbers' };
type Texts = Raw & { readonly kind: 'texts' };
type Bytes = Raw & { readonly kind: 'bytes' };

function columnOf(fact: Fact, raw: Raw): Column {
  switch (raw.kind) {
    case 'bytes':
      return { kind: fact.type === 'boolean' ? 'truth' : 'choice', values: raw.values };
    case 'bits':
      return { kind: 'choices', values: raw.values };
    case 'numbers': {
      const { values, states: known } = raw;
      return { kind: 'number', values, ...(known === undefined ? {} : { states: known }) };
    }
    case 'texts':
      return fact.type === 'date' ? partialDays(raw) : freeTexts(raw);
  }
}

/** Dates as texts, of which some are known in part. */
function partialDays({ bytes, starts, states: found }: Texts): Column {
  const values = new Float64Array(found.length).fill(Number.NaN);
  const lasts = new Float64Array(found.length).fill(Number.NaN);
  const known = found.map((state) => (state === states.nothing ? state : states.open));
  for (let row = 0; row < found.length; row += 1) {
    const told = textAt(bytes, starts, row);
    if (told === '') continue;
    const range = daysOf(told);
    if (range === undefined) throw new MisfitError(misfit);
    values[row] = range.low;
    lasts[row] = range.high;
    known[row] = range.low === range.high ? states.known : states.bounded;
  }
  return { kind: 'number', values, lasts, states: known };
}

function freeTexts({ bytes, starts, states: told }: Texts): Column {
  const values = Array.from(told, (state, row) =>
    state === states.known
      ? Buffer.from(bytes.subarray(starts[row], starts[row + 1])).toString()
      : state === states.nothing
        ? null
        : undefined,
  );
  return { kind: 'text', values };
}

function textAt(bytes: Uint8Array, starts: Int32Array, row: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + starts[row]!, starts[row + 1]! - starts[row]!).toString('latin1');
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
  { bytes, starts }: Texts,
): Pick<Block, 'territories' | 'territoryOf'> {
  const count = starts.length - 1;
  const found = new Map<number, number>();
  const texts: string[] = [];
  const territoryOf = new Uint16Array(count);
  for (let row = 0; row < count; row += 1) {
    const code = codeIn(bytes, starts[row]!, starts[row + 1]!);
    let index = Number.isNaN(code) ? undefined : found.get(code);
    if (index === undefined) {
      const text = textAt(bytes, starts, row);
      if (!catalogue.territories.has(text))
        throw new PopulationFault(
          populationProblem('population-territory', households.name, 'territory', row + 1, text),
        );
      if (!texts.includes(text)) texts.push(text);
      index = texts.indexOf(text);
      found.set(code, index);
    }
    territoryOf[row] = index;
  }
  return { territories: texts, territoryOf };
}

/** The digits of a text as a number, with a one before them; NaN where it has other signs. */
function codeIn(bytes: Uint8Array, from: number, to: number): number {
  let code = to - from > 14 ? Number.NaN : 1;
  for (let at = from; at < to; at += 1) {
    const digit = bytes[at]! - 48;
    code = digit >= 0 && digit <= 9 ? 10 * code + digit : Number.NaN;
  }
  return code;
}
