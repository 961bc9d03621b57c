import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkArchitecture, importsIn, withoutComments } from './check-architecture.ts';

const root = join(import.meta.dirname, '..');

test('the house stands as docs/architecture.md draws it', () => {
  const files = globSync('src/**/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  assert.ok(sources.size > 0, 'there is no source under src/');
  const broken = checkArchitecture({ document: readFileSync(join(root, 'docs/architecture.md'), 'utf8'), sources });
  if (broken.length > 0) assert.fail(`${broken.length} rules are broken:\n${broken.join('\n')}`);
});

describe('a broken rule is told', () => {
  const standing = {
    'src/web/index.ts': "import { open } from '#desk';\nexport const page = open;\n",
    'src/desk/index.ts': "export * from './open.ts';\n",
    'src/desk/open.ts': 'export const open = 1;\n',
  };
  const drawn = '```mermaid\nflowchart TD\n  web --> desk\n```\n';
  const told = (changes: Record<string, string>, document = drawn): string =>
    checkArchitecture({ document, sources: new Map(Object.entries({ ...standing, ...changes })) }).join('\n');

  test('nothing is told when the house stands as drawn', () => assert.equal(told({}), ''));

  test('an import that is not drawn', () =>
    assert.match(
      told({ 'src/desk/open.ts': "export const a = 1;\nimport type {\n  Page,\n} from '#web';\n" }),
      /src\/desk\/open\.ts:2 imports #web, and the arrow desk --> web is not drawn/,
    ));

  test('an import in the middle of a function', () =>
    assert.match(told({ 'src/desk/open.ts': "const a = () => import('#web');" }), /desk --> web is not drawn/));

  test('a re-export', () => assert.match(told({ 'src/desk/open.ts': "export { page } from '#web';" }), /not drawn/));

  test('an arrow nobody walks, and a test does not count as walking', () =>
    assert.match(
      told({ 'src/web/index.ts': 'export {};\n', 'src/web/page.test.ts': "import { open } from '#desk';" }),
      /draws web --> desk, and no file walks it/,
    ));

  test('a way up', () => assert.match(told({ 'src/desk/open.ts': "import '../web/index.ts';" }), /never by \.\.\//));

  test('the inside of a foreign room, but not of its own', () => {
    const desk = "import '#desk';\n";
    assert.match(told({ 'src/web/index.ts': `${desk}import '#desk/open.ts';` }), /a foreign room is entered by #desk;/);
    assert.equal(told({ 'src/web/index.ts': desk, 'src/web/pages/all.ts': "import '#web/index.ts';" }), '');
  });

  test('a room without a door', () =>
    assert.match(told({ 'src/planner/plan.ts': 'export {};' }), /src\/planner: there is no index\.ts/));

  test('a room that is not drawn', () =>
    assert.match(told({ 'src/cases/index.ts': 'export {};' }), /src\/cases: the room is not drawn/));

  test('a drawn room that is not there', () =>
    assert.match(told({}, drawn.replace('desk\n', 'desk\n  web --> cases\n')), /draws the room cases/));

  test('a room whose name says nothing', () =>
    assert.match(told({ 'src/utils/index.ts': 'export {};' }), /src\/utils: the name says nothing/));

  test('a drawing that is missing', () => assert.match(told({}, 'no drawing'), /exactly one block/));

  test('files, clock and chance in a pure room, but not in its tests', () => {
    const document = drawn.replace('desk\n', 'desk\n  web --> planner\n');
    const web = "import '#desk';\nimport '#planner';\n";
    const impure = "import { readFileSync } from 'node:fs';\nconst a = [Date.now(), Math.random(), process.env.A];\n";
    const sentences = told({ 'src/web/index.ts': web, 'src/planner/index.ts': impure }, document);
    assert.match(sentences, /src\/planner\/index\.ts:1 imports node:fs: the room planner is pure/);
    assert.match(sentences, /src\/planner\/index\.ts:2 uses Date\.now/);
    assert.match(sentences, /uses Math\.random/);
    assert.match(sentences, /uses process/);
    const clean = { 'src/web/index.ts': web, 'src/planner/index.ts': 'export {};' };
    assert.equal(told({ ...clean, 'src/planner/plan.test.ts': impure }, document), '');
  });

  test('the clock in any room: now comes in', () => {
    assert.match(told({ 'src/desk/open.ts': 'export const at = new Date();' }), /uses new Date\(\)/);
    assert.equal(told({ 'src/desk/open.ts': "export const at = new Date('2026-01-01');" }), '');
  });

  test('a file of the catalogue that reads files, unless it is the one that reads the packs', () => {
    const document = drawn.replace('desk\n', 'desk\n  web --> catalogue\n');
    const web = "import '#desk';\nimport '#catalogue';\n";
    const reading = "import { readFile } from 'node:fs/promises';\n";
    const files = { 'src/web/index.ts': web, 'src/catalogue/index.ts': 'export {};' };
    assert.match(
      told({ ...files, 'src/catalogue/build.ts': reading }, document),
      /only src\/catalogue\/read-packs\.ts/,
    );
    assert.equal(told({ ...files, 'src/catalogue/read-packs.ts': reading }, document), '');
  });
});

describe('imports are read as they are written', () => {
  test('over several lines, with types, without names, and from packages', () => {
    const code =
      "import a, {\n  type b,\n} from '#x';\nimport '#y';\nexport * from './z.ts';\nimport { c } from \"pg\";\n";
    assert.deepEqual(
      importsIn(code).map(({ of, line }) => `${line} ${of}`),
      ['1 #x', '4 #y', '5 ./z.ts', '6 pg'],
    );
  });

  test('a comment imports nothing, and a string is no comment', () => {
    const code = "// import('#x')\n/* import '#y' */\nconst a = 'https://x'; import('#z');\n";
    assert.deepEqual(importsIn(withoutComments(code)), [{ of: '#z', line: 3 }]);
  });
});
