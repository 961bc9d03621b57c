import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { helpCurvePicture } from './help-curve-picture.ts';
import type { HelpCurve } from './help-curve.ts';

const words = { title: 'a < b & "c"', earned: 'earned', help: 'help', now: 'now', money: String };
const cliff = { more: 500, since: 0, earned: 1500, changes: [], loss: 100 };
const curve: HelpCurve = {
  earner: 'anna',
  earned: 1000,
  help: 3600,
  pieces: [
    { from: -1000, to: 499.99, helpFrom: 3600, helpTo: 3600 },
    { from: 500, to: 1000, helpFrom: 0, helpTo: 0 },
  ],
  cliffs: [cliff],
  notExamined: [],
};

describe('the picture of help against earnings', () => {
  const svg = helpCurvePicture(curve, words);

  it('is one line with a step at the limit, and a dot at each cliff', () => {
    const [, line] = /<path d="(M[^"]*)" fill="none" stroke="#0b4f6c"/u.exec(svg) ?? [];
    const points = (line ?? '')
      .slice(1)
      .split('L')
      .map((point) => point.split(' ').map(Number));
    assert.equal(points.length, 4);
    const [start, before, after, end] = points as [number[], number[], number[], number[]];
    assert.equal(start[1], before[1]);
    assert.ok(Math.abs(before[0]! - after[0]!) <= 0.1 && after[1]! > before[1]!);
    assert.equal(after[1], end[1]);
    assert.match(svg, new RegExp(`<circle cx="${after[0]}" cy="${after[1]}"`, 'u'));
  });

  it('lets no name out of its quotes', () => {
    assert.match(svg, /<title>a &lt; b &amp; &quot;c&quot;<\/title>/u);
  });

  it('draws a curve without help, and one of a single point', () => {
    const flat = helpCurvePicture(
      { ...curve, earned: 0, pieces: [{ from: 0, to: 0, helpFrom: 0, helpTo: 0 }], cliffs: [] },
      words,
    );
    assert.doesNotMatch(flat, /NaN|Infinity/u);
  });
});
