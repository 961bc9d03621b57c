import { versionOn } from '#catalogue';
import type { Catalogue } from '#catalogue';

import type { Block } from './block.ts';
import { concerns } from './pairs.ts';
import type { Pairs } from './pairs.ts';
import type { SchemaColumn } from './parquet/footer.ts';
import { rowGroup } from './parquet/row-group.ts';
import type { WrittenGroup } from './parquet/row-group.ts';
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
  const householdOf = householdsOfPeople(block);
  const households = new Int32Array(rows);
  const persons = new Int32Array(rows);
  const { dictionary: criteria, firsts } = criterionTexts(catalogue, serviceIds, asOf);
  const criterion = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const subject = pairs.subjects[row]!;
    households[row] = subject < 0 ? -1 - subject : householdOf[subject]!;
    persons[row] = subject < 0 ? -1 : subject;
    const place = pairs.criteria[row]!;
    criterion[row] = place === concerns ? 0 : place < 0 ? -1 : firsts[pairs.services[row]!]! + place;
  }
  const { bytes, starts } = block.persons;
  const ids = Array.from({ length: block.people }, (_, row) => bytes.subarray(starts[row], starts[row + 1]));
  return rowGroup(rows, [
    { name: 'household', isOptional: false, kind: 'numbers', dictionary: block.ids, indices: households },
    { name: 'person', isOptional: true, kind: 'texts', dictionary: ids, indices: persons },
    {
      name: 'service',
      isOptional: false,
      kind: 'texts',
      dictionary: serviceIds.map((id) => encoder.encode(id)),
      indices: Int32Array.from(pairs.services.subarray(0, rows)),
    },
    {
      name: 'answer',
      isOptional: false,
      kind: 'texts',
      dictionary: answerTexts.map((text) => encoder.encode(text)),
      indices: Int32Array.from(pairs.answers.subarray(0, rows)),
    },
    { name: 'amount', isOptional: true, kind: 'doubles', values: pairs.amounts.subarray(0, rows) },
    { name: 'criterion', isOptional: true, kind: 'texts', dictionary: criteria, indices: criterion },
  ]);
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
): { readonly dictionary: readonly Uint8Array[]; readonly firsts: readonly number[] } {
  const dictionary = [encoder.encode('concerns')];
  const firsts = serviceIds.map((id) => {
    const first = dictionary.length;
    const service = catalogue.services.get(id);
    const version = service === undefined ? undefined : versionOn(service, asOf)?.version;
    for (const criterion of version?.criteria ?? []) dictionary.push(encoder.encode(criterion.id));
    return first;
  });
  return { dictionary, firsts };
}
