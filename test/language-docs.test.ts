import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { readSource } from '#catalogue';
import type { RawTable } from '#catalogue/shape-pieces.ts';
import { writtenTable } from '#catalogue/written-table.ts';
import {
  dayNumber,
  daysOf,
  equal,
  evaluateExactly,
  isUnknown,
  listOf,
  loadReading,
  textOf,
  types,
  unknown,
} from '#language';
import type { Value, ValueType, Vocabulary, World } from '#language';

const { check, checkTable } = await loadReading();
const page = readFileSync(join(import.meta.dirname, '../docs/language.md'), 'utf8');

/** The household that the page tells of. */
const vocabulary: Vocabulary = {
  globals: new Map<string, ValueType>([
    ['members', listOf({ kind: 'entity', entity: 'person' })],
    ['applicant', { kind: 'entity', entity: 'person' }],
    ['rent', types.number],
    ['homeless', types.boolean],
    ['today', types.date],
  ]),
  entities: new Map([
    [
      'person',
      new Map<string, ValueType>([
        ['age', types.number],
        ['income', types.number],
        ['works', types.boolean],
        ['birthDate', types.date],
      ]),
    ],
  ]),
  functions: new Map(),
};

const person = (id: string): Value => ({ kind: 'entity', entity: 'person', id });
const partOfDate = (key: string, text: string): Value =>
  unknown(new Set([key]), { low: 0, high: 0, ...daysOf(text), of: 'date' });
const facts: Readonly<Record<string, Value>> = {
  rent: 12_000,
  applicant: person('anna'),
  members: { kind: 'list', items: [person('anna'), person('mitya')] },
  'age@anna': 20,
  'works@anna': false,
  'income@anna': 3000,
  'age@mitya': unknown(new Set(['age@mitya']), { low: 0, high: 2 }),
  today: { kind: 'date', day: dayNumber('2026-03-02') ?? 0 },
  'birthDate@anna': partOfDate('birthDate@anna', '2006'),
  'birthDate@mitya': partOfDate('birthDate@mitya', '2023-05'),
  'income@mitya': unknown(new Set(['income@mitya']), { low: 0, high: Infinity }),
};

const told = (key: string): Value => facts[key] ?? unknown(new Set([key]));
const world: World = { global: told, member: (_entity, id, name) => told(`${name}@${id}`), call: () => null };

function valueOf(text: string): Value {
  const checked = check(text, { vocabulary });
  if ('faults' in checked) assert.fail(checked.faults.map((fault) => fault.problem.message.en).join('; '));
  return evaluateExactly(checked.expression.tree, world);
}

/** What the checker refuses on purpose, though FEEL gives null. */
const untyped: ReadonlySet<string> = new Set(['1 = "1"', '{}.constructor']);

describe('a decision table of docs/language.md', () => {
  const tables = [...page.matchAll(/^```yaml\n# → (.*)\n([\s\S]*?)^```/gm)];
  assert.ok(tables.length >= 4, `only ${tables.length} tables found`);
  for (const [, expected = '', text = ''] of tables) {
    it(`gives ${expected}`, () => {
      const { table } = readSource('language.md', text).value as { readonly table: RawTable };
      const checked = checkTable(writtenTable(table), { vocabulary, isNeverNull: () => true });
      if ('faults' in checked) assert.fail(checked.faults.map((fault) => fault.problem.message.en).join('; '));
      const value = evaluateExactly(checked.expression.tree, world);
      if (expected === 'not known') assert.ok(isUnknown(value), textOf(value));
      else assert.equal(equal(value, valueOf(expected)), true, textOf(value));
    });
  }
});

describe('an example of docs/language.md', () => {
  const examples = [...page.matchAll(/^```feel\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  );
  assert.ok(examples.length > 80, `only ${examples.length} examples found`);
  for (const line of examples) {
    const [text = '', expected = ''] = line.split(/\s+→ /u);
    it(`${text} is ${expected}`, () => {
      if (untyped.has(text)) {
        assert.ok('faults' in check(text, { vocabulary }));
        return;
      }
      const value = valueOf(text);
      if (expected === 'not known') assert.ok(isUnknown(value), `it is ${textOf(value)}`);
      else
        assert.equal(
          expected === 'null' ? value === null : equal(value, valueOf(expected)),
          true,
          `it is ${isUnknown(value) ? 'not known' : textOf(value)}`,
        );
    });
  }
});
