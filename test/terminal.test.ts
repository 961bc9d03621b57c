import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { solutionOf, solve } from '#desk';

import { realCatalogue, root, stories } from './catalogue.ts';

const folder = mkdtempSync(join(tmpdir(), 'okno-terminal-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function okno(...args: readonly string[]): {
  readonly out: string;
  readonly error: string;
  readonly code: number | null;
} {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'src/okno.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { out: stdout, error: stderr, code: status };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('okno in a terminal', () => {
  it('solves the flagship to the same JSON as the house itself', async () => {
    const catalogue = await realCatalogue();
    const [flagship] = stories(catalogue);
    assert.ok(flagship !== undefined);
    const { out, error, code } = okno('solve', flagship.file, '--json');
    assert.deepEqual([error, code], ['', 0]);
    assert.deepEqual(
      JSON.parse(out),
      JSON.parse(JSON.stringify(solutionOf(catalogue, flagship.told, solve(catalogue, flagship.told), 'ru'))),
    );
  });

  it('takes the day from --as-of and the language from --lang', () => {
    const { out } = okno(
      'solve',
      'examples/02-anna-without-income.yaml',
      '--json',
      '--as-of',
      '2025-11-10',
      '--lang',
      'en',
    );
    const solution = JSON.parse(out) as { asOf: string; needs: { because: string }[] };
    assert.equal(solution.asOf, '2025-11-10');
    assert.ok(solution.needs.every(({ because }) => /^[\x20-\x7E]+$/u.test(because)));
  });

  it('tells the whole result in words', () => {
    const { out, code } = okno('solve', 'examples/02-anna-without-income.yaml', '--explain');
    assert.equal(code, 0);
    for (const words of ['СЕГОДНЯ, БЕЗ ДОКУМЕНТОВ', 'ВАМ ПОЛОЖЕНО', '18 003,00 ₽ в месяц', 'МАРШРУТ'])
      assert.ok(out.replaceAll(/\s/gu, ' ').includes(words), words);
  });

  it('hears free words as JSON', () => {
    const { out } = okno(
      'hear',
      'Молодая мать с больным ребёнком, ночевать негде, денег нет, паспорт потеряла',
      '--json',
    );
    const heard = JSON.parse(out) as {
      situations: { code: string }[];
      needs: { need: string }[];
      facts: { fact: string; value: unknown }[];
    };
    assert.equal(heard.situations[0]?.code, 'LS10');
    for (const need of ['shelter', 'health', 'money', 'papers'])
      assert.ok(
        heard.needs.some((one) => one.need === need),
        need,
      );
    assert.ok(heard.facts.some(({ fact, value }) => fact === 'hasPassport' && value === false));
  });

  const bad: readonly (readonly [name: string, text: string, told: RegExp])[] = [
    [
      'undeclared',
      'territory: "69701000"\napplicant: a\npeople:\n  - id: a\n    hasPasport: false\n',
      /undeclared\.yaml:5:\d+.*«hasPasport» не объявлено\. Возможно, «hasPassport»\?/u,
    ],
    [
      'wrong-type',
      'territory: "69701000"\napplicant: a\npeople:\n  - { id: a, hasPassport: maybe }\n',
      /wrong-type\.yaml:4:27.*нужно да или нет/u,
    ],
    [
      'no-such-day',
      'asOf: 2026-02-30\nterritory: "69701000"\napplicant: a\npeople: [{ id: a }]\n',
      /no-such-day\.yaml:1:7.*не дата/u,
    ],
    ['not-yaml', 'people: [\n', /not-yaml\.yaml:\d+:\d+.*не читается/u],
    ['empty', '', /empty\.yaml.*набором полей/u],
    [
      'alias-bomb',
      'a: &a [1]\nb: &b [*a, *a]\nterritory: "69701000"\napplicant: x\npeople: [{ id: x }]\n',
      /alias-bomb\.yaml/u,
    ],
  ];
  for (const [name, text, told] of bad) {
    it(`refuses a file that is ${name} with place and remedy, and prints nothing else`, () => {
      const { out, error, code } = okno('solve', file(`${name}.yaml`, text));
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(error, told);
    });
  }

  it('tells problems as JSON when JSON is asked for', () => {
    const { out, error, code } = okno('solve', join(folder, 'nowhere.yaml'), '--json');
    assert.deepEqual([out, code], ['', 2]);
    assert.equal((JSON.parse(error) as { problems: { code: string }[] }).problems[0]?.code, 'no-such-file');
  });

  it('names the command that is not there', () => {
    assert.equal(okno('slove', 'x').code, 2);
    assert.equal(okno('solve').code, 2);
    assert.match(okno('help').out, /solve/u);
  });

  it('gives every slip in a pack its file, line and remedy', () => {
    const pack = mkdtempSync(join(folder, 'pack-'));
    writeFileSync(join(pack, 'pack.yaml'), 'id: bad\nversion: "1"\ntitle: { ru: Плохой, en: Bad }\nbuildsOn: [ru]\n');
    writeFileSync(
      join(pack, 'derived.yaml'),
      'derived:\n  - id: poor\n    of: household\n    type: boolean\n    name: { ru: Бедный, en: Poor }\n    ways:\n      - perCapitaIncom < 1000\n',
    );
    const { error, code } = okno('pack', 'check', '--pack', 'packs/ru', '--pack', pack);
    assert.equal(code, 2);
    assert.match(error, /derived\.yaml:7:9: .*«perCapitaIncom» не объявлено\. Возможно, «perCapitaIncome»\?/u);
  });
});
