import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { feelTests, feelText } from './feel-text.ts';
import { read, readTests } from './read.ts';
import { withParts } from './rebuild.ts';
import type { Tree } from './tree.ts';
import { chanceFrom, wildExpression } from './wild.ts';

describe('a tree written as FEEL text', () => {
  it('keeps brackets where the order of operations needs them, and only there', () => {
    for (const text of [
      '(a + b) * c',
      'a + b * c',
      'a - (b - c)',
      '(a or b) and c',
      'a or b and c',
      'not(a in (1, 2)) and b in [1..5)',
      '(-2) ** 2',
      'members[item.age < 3].income',
      '(if a then 1 else 2) + 1',
      'some m in members satisfies m.age < 3 and m.works',
      'for i in 1..4, j in [1, 2] return i * j',
      '(function(x: number) x * 2)(3)',
      '{a: 1, "b c": [1..2]}.a',
      'duration("P1Y6M") + duration("P10D")',
      'x instance of list<number>',
      'a in (< 3, > 5)',
      '"a \\"quoted\\" text"',
      'before(range: [1..5], point: 6)',
    ])
      assert.equal(feelText(treeOf(text)), text);
  });

  it('writes the cells of decision tables as unary tests', () => {
    for (const cell of ['< 14', '"child", "ward"', 'not("child", "ward")', '[18..23)', 'true', '-', '? > rent / 2']) {
      const got = readTests(cell);
      assert.ok('tree' in got, cell);
      assert.equal(feelTests(got.tree), cell);
    }
  });

  it('reads back as the same tree, whatever the rule', () => {
    const chance = chanceFrom(11);
    const atoms = { number: ['rent', 'm.age'], boolean: ['homeless'], list: ['members'] };
    let compared = 0;
    for (let round = 0; round < 4000; round += 1) {
      const text = wildExpression({ chance, atoms }, 1 + (round % 5));
      const got = read(text);
      if ('problem' in got) continue;
      const again = read(feelText(got.tree));
      assert.ok(
        'tree' in again,
        `${text}\n${feelText(got.tree)}\n${'problem' in again ? again.problem.message.en : ''}`,
      );
      assert.deepEqual(withoutSpans(again.tree), withoutSpans(got.tree), text);
      compared += 1;
    }
    assert.ok(compared > 2000, String(compared));
  });
});

function treeOf(text: string): Tree {
  const got = read(text);
  assert.ok('tree' in got, text);
  return got.tree;
}

/** The parser takes `date("…")` at the end of a range for an ordinary call of the same value: so are all of them here. */
function withoutSpans(tree: Tree): unknown {
  return JSON.parse(
    JSON.stringify(asCalls(tree), (key, value: unknown) => (key === 'from' || key === 'to' ? undefined : value)),
  );
}

function asCalls(tree: Tree): Tree {
  if (tree.kind !== 'date' && tree.kind !== 'duration') return withParts(tree, asCalls);
  const value = /"(.*)"/u.exec(feelText(tree))?.[1] ?? '';
  return { kind: 'call', name: tree.kind, args: [{ kind: 'literal', value, from: 0, to: 0 }], from: 0, to: 0 };
}
