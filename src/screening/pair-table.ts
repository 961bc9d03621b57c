import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';

import type { Block } from './block.ts';
import { concerns } from './pairs.ts';
import type { Pairs, Run } from './pairs.ts';
import type { SchemaColumn } from './parquet/footer.ts';
import { rowGroup, textDictionary } from './parquet/row-group.ts';
import type { EncodedColumn, EncodedGroup } from './parquet/row-group.ts';
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

/** Writes pairs of a block as row groups of a Parquet file. What it gives holds until the pairs are cleared. */
export function pairTable(
  catalogue: Catalogue,
  serviceIds: readonly string[],
  asOf: string,
): (block: Block, pairs: Pairs) => EncodedGroup {
  const { all, firsts } = criterionTexts(catalogue, serviceIds, asOf);
  const services = inRuns('service', serviceIds, ({ service }) => service);
  const answers = inRuns('answer', answerTexts, ({ answer }) => answer);
  const criteria = inRuns('criterion', all, ({ service, criterion }) =>
    criterion === concerns ? 0 : criterion < 0 ? undefined : firsts[service]! + criterion,
  );
  return (block, pairs) =>
    rowGroup(pairs.length, [
      {
        name: 'household',
        kind: 'numbers',
        dictionary: numberDictionary(block.ids, pairs.householdRows.subarray(0, pairs.householdCount)),
        data: [ofTwoBytes, ...packed(pairs.households, pairs.length)],
      },
      {
        name: 'person',
        kind: 'texts',
        dictionary: textDictionary(block.persons, pairs.personRows.subarray(0, pairs.personCount)),
        levels: levels(pairs),
        data: [ofTwoBytes, ...packed(pairs.persons, pairs.ofPersons)],
      },
      services(pairs),
      answers(pairs),
      amounts(pairs),
      criteria(pairs),
    ]);
}

const ofTwoBytes = Uint8Array.of(16);

function numberDictionary(ids: Float64Array, rows: Int32Array): { readonly count: number; readonly bytes: Uint8Array } {
  const halves = new Uint32Array(2 * rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const id = ids[rows[place]!]!;
    halves[2 * place] = id % 2 ** 32;
    halves[2 * place + 1] = id / 2 ** 32;
  }
  return { count: rows.length, bytes: new Uint8Array(halves.buffer) };
}

/** Which pairs are about a person. */
function levels(pairs: Pairs): Uint8Array {
  const written = new Runs(1);
  pairs.eachRun(({ from, to, isOfHousehold }) => written.put(Number(!isOfHousehold), to - from));
  return written.done();
}

/** A column of texts that stays the same in each run; undefined: there is none. */
function inRuns(
  name: string,
  texts: readonly string[],
  placeOf: (run: Run) => number | undefined,
): (pairs: Pairs) => EncodedColumn {
  const isOptional = pairColumns.some((column) => column.name === name && column.isOptional);
  const width = widthOf(texts.length);
  const dictionary = dictionaryOf(texts);
  return (pairs) => {
    const ofLevels = new Runs(1);
    const written = new Runs(width);
    pairs.eachRun((run) => {
      const place = placeOf(run);
      ofLevels.put(Number(place !== undefined), run.to - run.from);
      if (place !== undefined) written.put(place, run.to - run.from);
    });
    const data = [Uint8Array.of(8 * width), written.done()];
    return { name, kind: 'texts', dictionary, data, ...(isOptional ? { levels: ofLevels.done() } : {}) };
  };
}

function dictionaryOf(texts: readonly string[]): ReturnType<typeof textDictionary> {
  const all = texts.map((text) => encoder.encode(text));
  const starts = new Int32Array(all.length + 1);
  for (const [index, text] of all.entries()) starts[index + 1] = starts[index]! + text.length;
  const bytes = new Uint8Array(starts[all.length]!);
  for (const [index, text] of all.entries()) bytes.set(text, starts[index]);
  return textDictionary(
    { bytes, starts },
    Int32Array.from(all, (_, index) => index),
  );
}

function amounts({ amounts: all }: Pairs): EncodedColumn {
  const { known, count } = all;
  const written = new Runs(1);
  all.eachSpan((isKnown, length) => written.put(Number(isKnown), length));
  return {
    name: 'amount',
    kind: 'doubles',
    levels: written.done(),
    data: [new Uint8Array(known.buffer, 0, 8 * count)],
  };
}

/** Ids of all criteria, and where those of each service begin. */
function criterionTexts(
  catalogue: Catalogue,
  serviceIds: readonly string[],
  asOf: string,
): { readonly all: readonly string[]; readonly firsts: readonly number[] } {
  const all = ['concerns'];
  const firsts = serviceIds.map((id) => {
    const first = all.length;
    const service = catalogue.services.get(id);
    const version = service === undefined ? undefined : versionOn(service, asOf)?.version;
    for (const criterion of version?.criteria ?? []) all.push(criterion.id);
    return first;
  });
  return { all, firsts };
}
