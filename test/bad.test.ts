import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

import { remarkCodes } from '#assessment';
import { packProblems } from '#catalogue';
import { placedRemarks } from '#cli/pack-remarks.ts';
import { ruleProblems } from '#language';

import { badPages, saidTo } from './bad.ts';

/** `BAD=write npm test -- test/bad` writes what is said now into the pages, to be read aloud and committed. */
const isWritten = process.env['BAD'] === 'write';
const pages = badPages();
type Remarks = Parameters<typeof saidTo>[1];
const remarks: Remarks = (catalogue, folders, root) => placedRemarks(catalogue, folders, root, '2026-12-31');

describe('what Okno says to a slip in a pack', () => {
  for (const page of pages) {
    it(`${page.code}: is said word for word, in both languages, with its place and its remedy`, async () => {
      assert.ok(page.cases.length > 0, 'the page has no case');
      let { text } = page;
      for (const bad of page.cases.toReversed()) {
        const said = await saidTo(bad, remarks);
        assert.ok(
          said.problems.some(({ code }) => code === page.code),
          `${page.code} is not among: ${said.text.en}`,
        );
        for (const { code, place, remedy } of said.problems) {
          assert.ok(remedy !== undefined, `${code} has no remedy`);
          assert.ok(place?.file !== undefined, `${code} has no place`);
        }
        for (const language of ['en', 'ru'] as const) {
          const block = bad.said[language];
          if (isWritten) text = `${text.slice(0, block.from)}${said.text[language]}\n${text.slice(block.to)}`;
          else assert.equal(said.text[language], block.text);
        }
      }
      if (isWritten) await writeFile(page.file, text);
    });
  }

  it('has a page for every problem, and no page for what is no problem', () => {
    assert.deepEqual(
      pages.map(({ code }) => code).toSorted(),
      [...ruleProblems, ...packProblems, ...remarkCodes].toSorted(),
    );
  });

  it('is said of the small pack itself not at all', async () => {
    const said = await saidTo({ program: [], said: pages[0]!.cases[0]!.said }, remarks);
    assert.equal(said.text.en, '');
  });
});
