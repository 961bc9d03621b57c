import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';

import type { Block } from './block.ts';
import { concerns } from './pairs.ts';
import type { Pairs, Run } from './pairs.ts';
import type { SchemaColumn } from './parquet/footer.ts';
import { rowGroup, textDictionary } from './parquet/row-group.ts';
import type { EncodedColumn, WrittenGroup } from './parquet/row-group.ts';
import { packed, Runs, widthOf } from './parquet/runs.ts';
import { answerTexts } from './screen-block.ts';

/** The columns of a table of pairs, as docs/screening.md tells them. */
export const pairColumns: readonly SchemaColumn[] = [
  { name: 'household', kind: 'numbers', isOptional: false },
  { name: 'person', kind: 'texts', isOptional: true },
  { name: 'service', kind: 'texts', isOptional: false },
  { name: 'answer', kind: 'texts', isOptional: false },
  { name: 'amount', kind: 'doubles', isOptional: true },
  { name: 'criterion', kind: 'texts', isOptional: true },
];

const encoder = new TextEncoder();

/** The pairs of a block as a row group of a Parquet file. */
export function pairGroup(
  catalogue: Catalogue,
  serviceIds: readonly string[],
  block: Block,
  pairs: Pairs,
  asOf: string,
): WrittenGroup {
  const rows = pairs.length;
  const runs = pairs.runs();
  const { dictionary: criteria, firsts } = criterionTexts(catalogue, serviceIds, asOf);
  const { households, persons, ofPersons } = subjectsOf(block, pairs, runs);
  const ids = new BigInt64Array(block.households);
  for (let household = 0; household < block.households; household += 1) ids[household] = BigInt(block.ids[household]!);
  return rowGroup(rows, [
    {
      name: 'household',
      kind: 'numbers',
      dictionary: { count: ids.length, bytes: new Uint8Array(ids.buffer) },
      data: places(ids.length, (width) => packed(households, width)),
    },
    {
      name: 'person',
      kind: 'texts',
      dictionary: textDictionary(block.persons),
      levels: ofPersons,
      data: places(block.people, (width) => packed(persons, width)),
    },
    inRuns('service', serviceIds, runs, ({ service }) => service),
    inRuns('answer', answerTexts, runs, ({ answer }) => answer),
    amounts(pairs.amounts.subarray(0, rows)),
    inRuns('criterion', criteria, runs, ({ service, criterion }) =>
      criterion === concerns ? 0 : criterion < 0 ? undefined : firsts[service]! + criterion,
    ),
  ]);
}

/** Places in a dictionary of so many. */
function places(count: number, made: (width: number) => Uint8Array): readonly Uint8Array[] {
  const width = widthOf(count);
  return [Uint8Array.of(8 * width), made(width)];
}

/** Places of the households of all pairs, and of the people of those that are about a person. */
function subjectsOf(
  block: Block,
  { length, subjects }: Pairs,
  runs: readonly Run[],
): { readonly households: Int32Array; readonly persons: Int32Array; readonly ofPersons: Uint8Array } {
  const householdOf = householdsOfPeople(block);
  const households = new Int32Array(length);
  const persons = new Int32Array(length);
  const levels = new Runs(1);
  let count = 0;
  for (const { from, to } of runs) {
    const isOfPerson = subjects[from]! >= 0;
    levels.put(Number(isOfPerson), to - from);
    if (isOfPerson) {
      for (let pair = from; pair < to; pair += 1) households[pair] = householdOf[subjects[pair]!]!;
      persons.set(subjects.subarray(from, to), count);
      count += to - from;
    } else for (let pair = from; pair < to; pair += 1) households[pair] = -1 - subjects[pair]!;
  }
  return { households, persons: persons.subarray(0, count), ofPersons: levels.done() };
}

/** A column of texts that stays the same in each run; undefined: there is none. */
function inRuns(
  name: string,
  texts: readonly string[],
  runs: readonly Run[],
  placeOf: (run: Run) => number | undefined,
): EncodedColumn {
  const isOptional = pairColumns.some((column) => column.name === name && column.isOptional);
  const levels = new Runs(1);
  const data = places(texts.length, (width) => {
    const written = new Runs(width);
    for (const run of runs) {
      const place = placeOf(run);
      levels.put(Number(place !== undefined), run.to - run.from);
      if (place !== undefined) written.put(place, run.to - run.from);
    }
    return written.done();
  });
  const all = texts.map((text) => encoder.encode(text));
  const starts = new Int32Array(all.length + 1);
  for (const [index, text] of all.entries()) starts[index + 1] = starts[index]! + text.length;
  const bytes = new Uint8Array(starts[all.length]!);
  for (const [index, text] of all.entries()) bytes.set(text, starts[index]);
  const column = { name, kind: 'texts', dictionary: textDictionary({ bytes, starts }), data } as const;
  return isOptional ? { ...column, levels: levels.done() } : column;
}

function amounts(all: Float64Array): EncodedColumn {
  const levels = new Runs(1);
  const known = new Float64Array(all.length);
  let count = 0;
  for (let from = 0; from < all.length;) {
    const isKnown = all[from] === all[from];
    let to = from;
    if (isKnown) for (; to < all.length && all[to] === all[to]; to += 1) known[count++] = all[to]!;
    else while (to < all.length && all[to] !== all[to]) to += 1;
    levels.put(Number(isKnown), to - from);
    from = to;
  }
  return { name: 'amount', kind: 'doubles', levels: levels.done(), data: [new Uint8Array(known.buffer, 0, 8 * count)] };
}

function householdsOfPeople({ households, people, firsts }: Block): Int32Array {
  const found = new Int32Array(people);
  for (let household = 0; household < households; household += 1)
    found.fill(household, firsts[household], firsts[household + 1]);
  return found;
}

/** Ids of all criteria, those of each service from its first on. */
function criterionTexts(
  catalogue: Catalogue,
  serviceIds: readonly string[],
  asOf: string,
): { readonly dictionary: readonly string[]; readonly firsts: readonly number[] } {
  const dictionary = ['concerns'];
  const firsts = serviceIds.map((id) => {
    const first = dictionary.length;
    const service = catalogue.services.get(id);
    const version = service === undefined ? undefined : versionOn(service, asOf)?.version;
    for (const criterion of version?.criteria ?? []) dictionary.push(criterion.id);
    return first;
  });
  return { dictionary, firsts };
}
