import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';

import type { Block } from './block.ts';
import { concerns, runFields, runWidth } from './pairs.ts';
import type { Pairs } from './pairs.ts';
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
  const dictionaries = {
    service: dictionaryOf(serviceIds),
    answer: dictionaryOf(answerTexts),
    criterion: dictionaryOf(all),
  };
  return (block, pairs) => {
    const runs = columnsOfRuns(pairs, serviceIds.length, all.length, firsts);
    const texts = (name: keyof typeof dictionaries): EncodedColumn => {
      return { name, kind: 'texts', dictionary: dictionaries[name], ...runs[name] };
    };
    return rowGroup(pairs.length, [
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
        levels: runs.person,
        data: [ofTwoBytes, ...packed(pairs.persons, pairs.ofPersons)],
      },
      texts('service'),
      texts('answer'),
      amounts(pairs),
      texts('criterion'),
    ]);
  };
}

const ofTwoBytes = Uint8Array.of(16);

function numberDictionary(ids: Float64Array, rows: Int32Array): { readonly count: number; readonly bytes: Uint8Array } {
  const halves = new Uint32Array(2 * rows.length);
  putHalves(ids, rows, halves);
  return { count: rows.length, bytes: new Uint8Array(halves.buffer) };
}

// A loop that is all of its function is compiled once; one with something behind it, again and again.

function putHalves(ids: Float64Array, rows: Int32Array, into: Uint32Array): void {
  for (let place = 0; place < rows.length; place += 1) {
    const id = ids[rows[place]!]!;
    into[2 * place] = id % 2 ** 32;
    into[2 * place + 1] = id / 2 ** 32;
  }
}

type OfRuns = Pick<EncodedColumn, 'data' | 'levels'>;

/** What stays the same in each run: places among the texts of a column, and which pairs are about a person. */
function columnsOfRuns(
  pairs: Pairs,
  services: number,
  criteria: number,
  firsts: readonly number[],
): { readonly person: Uint8Array; readonly service: OfRuns; readonly answer: OfRuns; readonly criterion: OfRuns } {
  const person = new Runs(1);
  const service = new Runs(widthOf(services));
  const answer = new Runs(1);
  const criterion = new Runs(widthOf(criteria));
  const hasCriterion = new Runs(1);
  putRuns(pairs.runs, firsts, { person, service, answer, criterion, hasCriterion });
  const written = (runs: Runs): readonly Uint8Array[] => [Uint8Array.of(8 * runs.width), runs.done()];
  return {
    person: person.done(),
    service: { data: written(service) },
    answer: { data: written(answer) },
    criterion: { levels: hasCriterion.done(), data: written(criterion) },
  };
}

type RunColumns = Readonly<Record<'person' | 'service' | 'answer' | 'criterion' | 'hasCriterion', Runs>>;

function putRuns(runs: Int32Array, firsts: readonly number[], into: RunColumns): void {
  const { person, service, answer, criterion, hasCriterion } = into;
  for (let at = 0; at < runs.length; at += runWidth) {
    const count = runs[at + runFields.count]!;
    const ofService = runs[at + runFields.service]!;
    const place = runs[at + runFields.criterion]!;
    person.put(1 - runs[at + runFields.isOfHousehold]!, count);
    service.put(ofService, count);
    answer.put(runs[at + runFields.answer]!, count);
    const has = place >= 0 || place === concerns;
    hasCriterion.put(Number(has), count);
    if (has) criterion.put(place === concerns ? 0 : firsts[ofService]! + place, count);
  }
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
