import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

type Forbidden = { readonly word: string; readonly instead: string; readonly isRightAsVerb: boolean };

test('the names in the code use the words of the glossary', () => {
  const forbidden = forbiddenIn(readFileSync(join(root, 'docs/glossary.md'), 'utf8'));
  assert.ok(forbidden.length > 5, 'docs/glossary.md has no column of words that are not used');
  const broken = globSync('src/**/*.ts', { cwd: root }).flatMap((file) =>
    exportedNames(readFileSync(join(root, file), 'utf8')).flatMap((name) =>
      wrongWords(name, forbidden).map(
        ({ word, instead }) => `${file}: ${name} says "${word}"; the glossary's word is ${instead}.`,
      ),
    ),
  );
  if (broken.length > 0) assert.fail(broken.join('\n'));
});

test('a forbidden word is found inside a name, in any number, and a verb is let pass where it is right', () => {
  const forbidden = forbiddenIn(
    '| code | Russian | meaning | not |\n| --- | --- | --- | --- |\n| route | маршрут | way | plan (the verb is right) |\n| need | потребность | lack | goal |\n',
  );
  const found = (name: string): string =>
    wrongWords(name, forbidden)
      .map(({ word, instead }) => `${word} → ${instead}`)
      .join();
  assert.equal(found('openGoals'), 'goal → need');
  assert.equal(found('RoutePlan'), 'plan → route');
  assert.equal(found('Plan'), 'plan → route');
  assert.equal(found('planRoute'), '');
  assert.equal(found('planetOf'), '');
});

test('exported names are read from every kind of export', () => {
  const source =
    "export type Goal = 1;\nexport async function open() {}\nexport const a = 1;\nexport { one, two as three, type Four } from './x.ts';\nconst hidden = 1;\n";
  assert.deepEqual(exportedNames(source), ['Goal', 'open', 'a', 'one', 'three', 'Four']);
});

function forbiddenIn(glossary: string): readonly Forbidden[] {
  return glossary
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| code '))
    .flatMap((line) => {
      const [, code = '', , , not = ''] = line.split('|').map((cell) => cell.trim());
      return not
        .split(/,(?![^(]*\))/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '')
        .map((entry) => ({ word: entry.replace(/ \(.*/, ''), instead: code, isRightAsVerb: entry.includes('verb') }));
    });
}

function exportedNames(source: string): readonly string[] {
  const declared = [...source.matchAll(/^export (?:async )?(?:function\*?|const|let|class|type) (\w+)/gm)];
  const listed = [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names
      .split(',')
      .map((name) => /(\w+)\s*$/.exec(name)?.[1] ?? '')
      .filter((name) => name !== ''),
  );
  return [...declared.map(([, name = '']) => name), ...listed];
}

function wrongWords(name: string, forbidden: readonly Forbidden[]): readonly Forbidden[] {
  const words = name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());
  const startsAsVerb = /^[a-z]/.test(name) && words.length > 1;
  return forbidden.filter(({ word, isRightAsVerb }) =>
    words.some(
      (said, index) => (said === word || said === `${word}s`) && !(isRightAsVerb && startsAsVerb && index === 0),
    ),
  );
}
