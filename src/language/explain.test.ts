import assert from 'node:assert/strict';
import { it } from 'node:test';

import { explain } from './explain.ts';
import type { Explanation } from './explain.ts';
import { checked, worldOf } from './small-world.ts';

function told({ text, value, parts }: Explanation, depth = 0): string[] {
  return [
    `${'  '.repeat(depth)}${text} = ${JSON.stringify(value) ?? '?'}`,
    ...parts.flatMap((part) => told(part, depth + 1)),
  ];
}

it('a rule about every parent is told parent by parent, down to the facts', () => {
  const world = { ...worldOf({ 'works@anna': false, 'age@anna': 19 }), behind: () => undefined };
  assert.deepEqual(told(explain(checked('every m in members satisfies m.works or m.age < 20'), world)), [
    'every m in members satisfies m.works or m.age < 20 = ?',
    '  m = anna = true',
    '    m.works or m.age < 20 = true',
    '      m.works = false',
    '      m.age < 20 = true',
    '        m.age = 19',
    '  m = mitya = ?',
    '    m.works or m.age < 20 = ?',
    '      m.works = ?',
    '      m.age < 20 = ?',
    '        m.age = ?',
  ]);
});
