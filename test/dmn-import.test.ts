// Models of other tools become packs: what is taken answers the same, what is not is told.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { readTold } from '#assessment';
import { Household } from '#assessment/household.ts';
import { readPacks, versionOn } from '#catalogue';
import { readArguments } from '#cli/arguments.ts';
import { packImportDmn } from '#cli/dmn-import-command.ts';
import { modelOfService, writeModel } from '#dmn';
import { equal, isUnknown } from '#language';

import { realCatalogue, root } from './catalogue.ts';
import { filled } from './filled-situation.ts';

const catalogue = await realCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'okno-dmn-import-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let models = 0;

async function imported(
  text: string,
  ...words: readonly string[]
): Promise<{ readonly out: string; readonly error: string; readonly into: string; readonly file: string }> {
  models += 1;
  const file = join(folder, `model-${models}.dmn`);
  writeFileSync(file, text);
  return importedFile(file, ...words);
}

async function importedFile(
  file: string,
  ...words: readonly string[]
): Promise<{ readonly out: string; readonly error: string; readonly into: string; readonly file: string }> {
  const into = join(folder, `pack${models}`);
  const args = readArguments(['--lang', 'en', ...words]);
  assert.ok('options' in args);
  const { out = '', error = '' } = await packImportDmn(catalogue, file, into, root, args.options, '2026-03-02');
  return { out, error, into, file };
}

async function packsWith(into: string): Promise<NonNullable<Awaited<ReturnType<typeof realCatalogue>>>> {
  const read = await readPacks([join(root, 'packs/ru'), join(root, 'packs/ru-tom'), into], { root });
  assert.ok('catalogue' in read, 'problems' in read ? JSON.stringify(read.problems.slice(0, 3)) : '');
  return read.catalogue;
}

function definitions(inside: string): string {
  return `<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="n">
${inside}
</definitions>`;
}

function input(name: string, typeRef = 'number'): string {
  const id = name.replaceAll(' ', '');
  return `<inputData id="${id}" name="${name}"><variable name="${name}" typeRef="${typeRef}"/></inputData>`;
}

function decision(name: string, needs: readonly string[], logic: string, typeRef = 'number'): string {
  const requires = needs.map((need) => {
    const [kind, tag] = need.startsWith('!') ? ['requiredDecision', need.slice(1)] : ['requiredInput', need];
    return `<informationRequirement><${kind} href="#${tag.replaceAll(' ', '')}"/></informationRequirement>`;
  });
  return `<decision id="${name.replaceAll(' ', '')}" name="${name}"><variable name="${name}" typeRef="${typeRef}"/>${requires.join('')}${logic}</decision>`;
}

function literal(text: string): string {
  return `<literalExpression><text>${text}</text></literalExpression>`;
}

function table(inputs: readonly string[], rows: readonly (readonly string[])[], attributes = ''): string {
  return `<decisionTable ${attributes}>${inputs.map((text) => `<input><inputExpression><text>${text}</text></inputExpression></input>`).join('')}<output/>${rows
    .map(
      (cells) =>
        `<rule>${cells.map((cell, index) => (index < inputs.length ? `<inputEntry><text>${cell}</text></inputEntry>` : `<outputEntry><text>${cell}</text></outputEntry>`)).join('')}</rule>`,
    )
    .join('')}</decisionTable>`;
}

describe('a model of another editor becomes a pack', () => {
  it('takes decisions, tables, contexts and functions; lists the rest; the pack is in order', async () => {
    const { out, into } = await imported(
      definitions(
        [
          input('Applicant Age'),
          input('Family Size'),
          input('Credit Score'),
          decision(
            'Age Group',
            ['Applicant Age'],
            table(
              ['Applicant Age'],
              [
                ['&lt; 18', '"minor"'],
                ['&gt; 17', '"adult"'],
              ],
              'hitPolicy="FIRST"',
            ),
            'string',
          ),
          decision(
            'Room Fee',
            ['Applicant Age', 'Family Size'],
            table(
              ['Family Size'],
              [
                ['1', '100 * 2'],
                ['[2..4]', '300'],
              ],
            ),
          ),
          decision(
            'Base Fee',
            ['Family Size', '!Room Fee'],
            `<context><contextEntry><variable name="share"/>${table(
              ['Family Size'],
              [
                ['&lt;= 2', '0.5'],
                ['&gt; 2', '1'],
              ],
            )}</contextEntry><contextEntry>${literal('Room Fee * share')}</contextEntry></context>`,
          ),
          decision('Scored', ['Credit Score'], literal('Credit Score > 5'), 'boolean'),
          decision('Doubly Scored', ['!Scored'], literal('Scored and true'), 'boolean'),
          decision('From Java', [], '<functionDefinition kind="Java"/>'),
          decision('Half A Word', ['Family Size'], literal('Family Size +')),
          decision('Решение', ['Family Size'], literal('Family Size + 1')),
          '<businessKnowledgeModel id="fee" name="Fee Of"><variable name="Fee Of"/><encapsulatedLogic><formalParameter name="how many" typeRef="number"/>' +
            `${table(
              ['how many'],
              [
                ['&lt; 3', '1'],
                ['&gt;= 3', '2'],
              ],
            )}</encapsulatedLogic></businessKnowledgeModel>`,
          '<decision id="f" name="Fee"><variable name="Fee" typeRef="number"/><informationRequirement><requiredInput href="#FamilySize"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="#fee"/></knowledgeRequirement>' +
            `${literal('Fee Of(how many: Family Size)')}</decision>`,
          '<decisionService id="s" name="All"><outputDecision href="#Fee"/></decisionService>',
          '<knowledgeSource id="k" name="The law"/>',
        ].join('\n'),
      ),
      '--map',
      'Applicant Age=applicant.age',
    );
    const taken = [...out.matchAll(/^ {2}\+ (\S+)/gmu)].map(([, id]) => id);
    assert.deepEqual(taken, ['feeOf', 'ageGroup', 'roomFee', 'baseFeeShare', 'baseFee', 'fee']);
    for (const told of [
      /Credit Score.*declare it in facts\.yaml:\n {2}- id: creditScore\n {4}of: household\n {4}type: number/u,
      /decision Scored: needs "Credit Score", which is not here/u,
      /decision Doubly Scored: needs "Scored"/u,
      /decision From Java: a function or a language of another program/u,
      /decision Half A Word: /u,
      /decision Решение: no word of a pack can be made of the name; give one: --map "Решение=…"/u,
      /decisionService All: packs have no decision services/u,
      /knowledgeSource The law: decides nothing/u,
      /roomFee: .*it is null there/u,
      /ageGroup: there is no name in Russian, write it/u,
    ])
      assert.match(out, told);
    const packs = await packsWith(into);
    const got = readTold(
      packs,
      { asOf: '2026-03-02', territory: '69701000', applicant: 'a', people: [{ id: 'a', birthDate: '2006-01-01' }] },
      { asOf: '2026-03-02' },
    );
    assert.ok('told' in got);
    const household = new Household(packs, got.told);
    const given = ['ageGroup', 'roomFee', 'baseFeeShare', 'baseFee', 'fee'].map((name) => household.global(name));
    assert.deepEqual(given, ['adult', 200, 0.5, 100, 1]);
  });

  it('asks for the word that was perhaps meant', async () => {
    const { error } = await imported(
      definitions(`${input('Famly Size')}${decision('Big', ['Famly Size'], literal('Famly Size > 3'), 'boolean')}`),
    );
    assert.match(error, /no decision was taken/u);
    assert.match(error, /# Famly Size = familySize\?/u);
    assert.match(error, /id: famlySize/u);
  });

  it('is told what is wrong with --map', async () => {
    const one = definitions(`${input('Size')}${decision('Big', ['Size'], literal('Size > 3'), 'boolean')}`);
    assert.match((await imported(one, '--map', 'Size=familySise')).error, /"familySise"[^]*familySize/u);
    assert.match((await imported(one, '--map', 'Size=familySize +')).error, /--map Size: /u);
    assert.match((await imported(one, '--map', 'Sise=familySize')).error, /--map Sise: the model has no such name/u);
    assert.match((await imported(one, '--map', '=x')).error, /--map "=x" is not understood/u);
  });

  it('answers as the pack it was exported from, for every service with a table', async () => {
    const isTable = (id: string): boolean =>
      catalogue.services.get(id)?.versions.at(-1)?.amount?.value.table !== undefined;
    const services = [...catalogue.services.values()].filter(({ id }) => isTable(id));
    assert.ok(services.length >= 2);
    let compared = 0;
    for (const service of services) {
      const day = '2026-03-02';
      const version = versionOn(service, day)?.version;
      const model = modelOfService(catalogue, service, day);
      assert.ok(model !== undefined && version?.amount !== undefined);
      const { into, out } = await imported(writeModel(model));
      const amount = /\+ (\w+Amount\w*) ←/u.exec(out)?.[1];
      assert.ok(amount !== undefined, out);
      const packs = await packsWith(into);
      assert.equal(
        packs.derived.get(amount)?.ways[0]?.table?.written.rows.length,
        version.amount.value.table?.written.rows.length,
      );
      for (const example of service.examples) {
        const got = readTold(catalogue, example.situation, { asOf: day });
        assert.ok('told' in got);
        for (const told of [got.told, filled(catalogue, got.told, () => 0.4)]) {
          const household = new Household(packs, told);
          for (const { id } of told.people) {
            const ours = household.value(version.amount.value, id);
            const theirs = household.member('person', id, amount);
            assert.ok(
              isUnknown(ours) ? isUnknown(theirs) : equal(ours, theirs) === true || ours === theirs,
              service.id,
            );
            compared += isUnknown(ours) ? 0 : 1;
          }
        }
      }
    }
    assert.ok(compared > 20, String(compared));
  });
});

describe('a hostile file is a problem with its place, and soon', () => {
  const told = async (text: string, wanted: RegExp): Promise<void> => {
    const started = performance.now();
    const { error, out } = await imported(text);
    assert.match(error + out, wanted);
    assert.ok(performance.now() - started < 20_000);
  };

  it('broken XML, with line and column', () =>
    told('<definitions>\n  <decision>\n</definitions>', /model-\d+\.dmn:3:\d+.*no DMN model/u));

  it('a bomb of entities', () => {
    const levels = Array.from({ length: 20 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`);
    return told(
      `<!DOCTYPE d [<!ENTITY e0 "bomb">${levels.join('')}]>\n<definitions>&e20;</definitions>`,
      /model-\d+\.dmn:2:\d+.*entity/u,
    );
  });

  it('elements a hundred thousand deep', () =>
    told(`<definitions>${'<list>'.repeat(100_000)}`, /nested deeper than 200/u));

  it('a hundred megabytes', async () => {
    const file = join(folder, 'large.dmn');
    writeFileSync(file, '<definitions>');
    truncateSync(file, 100_000_000);
    assert.match((await importedFile(file)).error, /large\.dmn.*100000000 > 20000000 bytes/u);
  });

  it('a chain of more decisions than a model has', () =>
    told(
      definitions(
        Array.from({ length: 3000 }, (_, index) =>
          decision(`d${index}`, [`!d${index + 1}`], literal(`d${index + 1}`)),
        ).join(''),
      ),
      /3000 > 2000 decisions/u,
    ));

  it('decisions in a ring', () =>
    told(
      definitions(
        `${decision('first one', ['!second one'], literal('second one + 1'))}${decision('second one', ['!first one'], literal('first one + 1'))}`,
      ),
      /firstOne → secondOne → firstOne|secondOne → firstOne → secondOne/u,
    ));

  it('a decision that needs itself', () =>
    told(definitions(decision('own', ['!own'], literal('own + 1'))), /own → own/u));

  it('two decisions of one name', () =>
    told(
      definitions(`${decision('same', [], literal('1'))}${decision('Same', [], literal('2'))}`),
      /the name "same" is taken by "same"/u,
    ));

  it('nested expressions that no one writes', () =>
    told(definitions(decision('deep', [], literal(`${'('.repeat(5000)}1${')'.repeat(5000)}`))), /decision deep: /u));

  it('what is no XML, and what is another XML', async () => {
    await told('', /no DMN model/u);
    await told('PK\u0003\u0004', /no DMN model/u);
    await told('<html/>', /the root is html/u);
  });

  it('an own folder is not written over', async () => {
    writeFileSync(join(folder, 'letter.txt'), 'mine');
    const args = readArguments(['--lang', 'en']);
    assert.ok('options' in args);
    const file = join(folder, 'small.dmn');
    writeFileSync(file, definitions(decision('two', [], literal('2'))));
    const { error } = await packImportDmn(catalogue, file, folder, root, args.options, '2026-03-02');
    assert.match(error ?? '', /holds something that is no import/u);
    assert.equal(readFileSync(join(folder, 'letter.txt'), 'utf8'), 'mine');
  });
});
