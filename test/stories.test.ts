import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { readStories, runStories } from '#desk';
import { problemLine } from '#language';

import { realCatalogue, root } from './catalogue.ts';

const catalogue = await realCatalogue();
const { stories, problems } = await readStories([join(root, 'packs/ru'), join(root, 'packs/ru-tom')], root);

describe('the stories of residents', () => {
  it('are all in shape', () =>
    assert.deepEqual(
      problems.map((problem) => problemLine(problem, 'en')),
      [],
    ));
  for (const { story, faults } of runStories(catalogue, stories)) {
    it(`${story.of}: ${story.name}`, () =>
      assert.deepEqual(
        faults.map((fault) => fault.en),
        [],
      ));
  }
  it('are at least four in every life situation', () => {
    const few = [...catalogue.situations.values()]
      .map(({ code }) => [code, stories.filter((story) => story.of === code).length] as const)
      .filter(([, count]) => count < 4);
    assert.deepEqual(few, []);
  });
  it('come from every municipality of the oblast', () => {
    const told = new Set(stories.map((story) => String(story.situation['territory'])));
    const silent = [...catalogue.territories.keys()].filter(
      (code) => !['00000000', '69000000', '69707000'].includes(code) && !told.has(code),
    );
    assert.deepEqual(silent, []);
  });

  it('are told false when something else comes out', () => {
    const [story] = stories;
    assert.ok(story !== undefined);
    const wrong = {
      ...story,
      of: 'LS16',
      says: 'просто так',
      expect: {
        hears: ['LS11'],
        needs: ['safety' as const],
        yes: ['passport'],
        no: ['birth-registration'],
        unknown: ['no-such-service'],
        tonight: ['passport'],
        order: [['passport', 'birth-registration'] as [string, string]],
        gaps: ['law'],
      },
    };
    assert.equal(runStories(catalogue, [wrong])[0]?.faults.length, 9);
  });
});
