import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { textOf } from '#language';
import type { Value } from '#language';

import { readModel } from './read-model.ts';
import { Run } from './run-model.ts';

const clock = { today: null, now: null };

function modelOf(inside: string): string {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n" name="m">${inside}
    <inputData id="age" name="age"><variable name="age" typeRef="number"/></inputData></definitions>`;
}

function tableOf(attributes: string, outputValues = ''): string {
  const rules = [
    ['&lt; 3', '"small"'],
    ['&lt; 18', '"child"'],
    ['-', '"anybody"'],
  ].map(
    ([test, who]) =>
      `<rule><inputEntry><text>${test}</text></inputEntry><outputEntry><text>${who}</text></outputEntry></rule>`,
  );
  return modelOf(`<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#age"/></informationRequirement>
    <decisionTable ${attributes}><input><inputExpression typeRef="number"><text>age</text></inputExpression></input>
    <output>${outputValues}</output>${rules.join('')}</decisionTable></decision>`);
}

function decide(xml: string, age: Value): string {
  const read = readModel(xml);
  if ('wrong' in read) return read.wrong;
  const [decision] = read.model.decisions;
  assert.ok(decision !== undefined);
  return textOf(new Run(new Map([['n', read.model]]), new Map([['n#age', age]]), clock).decision(read.model, decision));
}

const order = '<outputValues><text>"anybody", "child", "small"</text></outputValues>';

describe('a decision table about a child of two', () => {
  const policies: readonly (readonly [policy: string, result: string, values?: string])[] = [
    ['UNIQUE', 'null'],
    ['FIRST', 'small'],
    ['ANY', 'null'],
    ['RULE ORDER', '["small", "child", "anybody"]'],
    ['COLLECT', '["small", "child", "anybody"]'],
    ['PRIORITY', 'anybody', order],
    ['OUTPUT ORDER', '["anybody", "child", "small"]', order],
  ];
  for (const [policy, result, values] of policies) {
    it(`gives ${result} by the hit policy ${policy}`, () =>
      assert.equal(decide(tableOf(`hitPolicy="${policy}"`, values), 2), result));
  }

  it('counts its hits', () => assert.equal(decide(tableOf('hitPolicy="COLLECT" aggregation="COUNT"'), 2), '3'));
  it('has one hit for a grown-up', () => assert.equal(decide(tableOf('hitPolicy="UNIQUE"'), 30), 'anybody'));
  it('takes an age of another type for none', () =>
    assert.equal(decide(tableOf('hitPolicy="FIRST"'), 'two'), 'anybody'));
});

describe('a .dmn file', () => {
  it('that is no XML is told so', () => assert.match(decide('<definitions>', 2), /unclosed tag/u));
  it('that is no model is told so', () => assert.equal(decide('<html/>', 2), 'the root is html, not definitions'));

  it('cannot make the reader expand or fetch anything', () => {
    assert.match(
      decide('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><definitions>&a;</definitions>', 2),
      /undefined entity/u,
    );
  });

  it('does not run functions of a host', () => {
    const xml = modelOf(`<decision id="d" name="d"><variable name="d"/><literalExpression>
      <text>(function(x) external {java: {class: "java.lang.System", "method signature": "exit(int)"}})(1)</text></literalExpression></decision>`);
    assert.equal(decide(xml, 2), 'null');
  });
});
