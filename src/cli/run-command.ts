import { join, resolve } from 'node:path';

import { dayIn, readPacks, timeZoneOf } from '#catalogue';
import type { Catalogue } from '#catalogue';

import { readArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { help } from './help.ts';
import { done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** What a command is given of the machine: nothing below reads the clock or looks for its own files. */
export type Surroundings = {
  readonly root: string;
  readonly entry: string;
  readonly now: () => Date;
  /** Starts the pages; resolves when they are up. Given by the composition root, so that `solve` need not load them. */
  readonly serve: (catalogue: Catalogue, args: Arguments) => Promise<Outcome>;
  /** Runs the sample agencies alone. */
  readonly agencies: (args: Arguments) => Promise<Outcome>;
  /** Where `--watch` puts each outcome. */
  readonly print: (outcome: Outcome) => void;
};

/** Runs one command line to its outcome. Commands are loaded when they are asked for: a cold `solve` reads little code. */
export async function runCommand(argv: readonly string[], around: Surroundings): Promise<Outcome> {
  const args = readArguments(argv);
  if ('problem' in args) return refused([args.problem], 'ru');
  const { words, options } = args;
  if (words.length === 0 || words[0] === 'help') return done(help[options.lang]);
  const run = async (): Promise<Outcome> => (await withoutPacks(args, around)) ?? (await withPacks(args, around));
  if (!options.watch) return run();
  const { watching } = await import('./watch.ts');
  await watching(
    options.packs.map((folder) => resolve(around.root, folder)),
    run,
    around.print,
  );
  return { exitCode: 0 };
}

/** Commands that read the packs their own way, or none. */
async function withoutPacks(args: Arguments, around: Surroundings): Promise<Outcome | undefined> {
  const { words, options } = args;
  const [command, second, third, fourth] = words;
  if (command !== 'pack') return undefined;
  if (second === 'check-published') {
    if (third === undefined || options.against === undefined)
      return misses(
        'pack check-published <папка> --against <стандарты>',
        'pack check-published <folder> --against <standards>',
        args,
      );
    return (await import('./publish-commands.ts')).packCheckPublished(third, options.against, options);
  }
  if (second === 'diff') {
    if (third === undefined || fourth === undefined)
      return misses('pack diff <было> <стало>', 'pack diff <before> <after>', args);
    return (await import('./pack-diff.ts')).packDiff(third, fourth, around.root, options);
  }
  if (second === 'new') {
    if (third !== 'service' || fourth === undefined)
      return misses('pack new service <id>', 'pack new service <id>', args);
    const read = await readPacks(
      options.packs.map((folder) => resolve(around.root, folder)),
      { root: around.root },
    );
    if ('problems' in read) return refused(read.problems, options.lang, options.json);
    return (await import('./pack-new-service.ts')).packNewService(read.catalogue, fourth, around.root, options);
  }
  return undefined;
}

async function withPacks(args: Arguments, around: Surroundings): Promise<Outcome> {
  const { words, options } = args;
  const [command = '', second = '', third] = words;
  if (command === 'agencies') return around.agencies(args);
  if (command === 'fuzz') return (await import('./fuzz-command.ts')).fuzzLanguage(options, around.now);
  if (command === 'dmn-tck')
    return second === ''
      ? misses('dmn-tck <папка>', 'dmn-tck <folder>', args)
      : (await import('./dmn-tck-command.ts')).dmnTck(second, options, around.now());
  const read = await readPacks(
    options.packs.map((folder) => resolve(around.root, folder)),
    { cacheFolder: join(around.root, '.okno', 'cache'), root: around.root },
  );
  if ('problems' in read) return refused(read.problems, options.lang, options.json);
  const { catalogue } = read;
  const today = dayIn(timeZoneOf(catalogue), around.now());
  switch (`${command} ${['pack', 'bench', 'journal', 'exchange'].includes(command) ? second : ''}`.trim()) {
    case 'solve':
      if (second === '') return misses('solve <файл>', 'solve <file>', args);
      return (await import('./solve-command.ts')).solveCommand(catalogue, second, options, today);
    case 'hear':
      if (words.length < 2) return misses('hear "<своими словами>"', 'hear "<in your own words>"', args);
      return (await import('./hear-command.ts')).hearCommand(catalogue, words.slice(1).join(' '), options);
    case 'screen':
      if (second === '' || options.households === undefined || options.out === undefined)
        return misses(
          'screen <люди> --households <семьи> --out <пары.parquet>',
          'screen <people> --households <households> --out <pairs.parquet>',
          args,
        );
      return (await import('./screen-command.ts')).screenCommand(catalogue, second, options, today);
    case 'schema':
      return (await import('./schema-command.ts')).schemaCommand(catalogue, around.root, options);
    case 'population':
      if (options.out === undefined) return misses('population --out <папка>', 'population --out <folder>', args);
      return (await import('./population-command.ts')).populationCommand(catalogue, options.out, options);
    case 'offers':
      if (second === '' || options.population === undefined)
        return misses('offers <правило> --population <папка>', 'offers <rule> --population <folder>', args);
      return (await import('./offers-command.ts')).offersCommand(catalogue, second, options.population, options, {
        root: around.root,
        now: around.now,
        today,
      });
    case 'take-up':
      if (options.population === undefined)
        return misses('take-up --population <папка>', 'take-up --population <folder>', args);
      return (await import('./take-up-command.ts')).takeUpCommand(catalogue, options.population, options, today);
    case 'whatif':
      if (options.change === undefined || options.population === undefined)
        return misses(
          'whatif --change <файл> --population <папка>',
          'whatif --change <file> --population <folder>',
          args,
        );
      return (await import('./whatif-command.ts')).whatIfCommand(
        catalogue,
        options.change,
        options.population,
        options,
        today,
      );
    case 'serve':
      return around.serve(catalogue, args);
    case 'pack check':
      return (await import('./pack-commands.ts')).packCheck(
        catalogue,
        options.packs.map((folder) => resolve(around.root, folder)),
        around.root,
        options,
        today,
      );
    case 'pack test':
      return (await import('./pack-commands.ts')).packTest(catalogue, around.root, options);
    case 'pack explain':
      return (await import('./pack-commands.ts')).packExplain(catalogue, third ?? '', options);
    case 'pack publish':
      if (options.out === undefined) return misses('pack publish --out <папка>', 'pack publish --out <folder>', args);
      return (await import('./publish-commands.ts')).packPublish(catalogue, options.out, options, today);
    case 'pack import-hsds':
      if (third === undefined || options.into === undefined)
        return misses('pack import-hsds <путь> --into <папка>', 'pack import-hsds <path> --into <folder>', args);
      return (await import('./import-command.ts')).packImportHsds(catalogue, third, options.into, options, today);
    case 'pack export-dmn':
      if (third === undefined) return misses('pack export-dmn <услуга>', 'pack export-dmn <service>', args);
      return (await import('./dmn-export-command.ts')).packExportDmn(catalogue, third, options, today);
    case 'pack import-dmn':
      if (third === undefined || options.into === undefined)
        return misses('pack import-dmn <файл> --into <папка>', 'pack import-dmn <file> --into <folder>', args);
      return (await import('./dmn-import-command.ts')).packImportDmn(
        catalogue,
        third,
        options.into,
        around.root,
        options,
        today,
      );
    case 'pack cliffs':
      return (await import('./pack-cliffs.ts')).packCliffs(catalogue, third, options);
    case 'pack coverage':
      return (await import('./pack-coverage.ts')).packCoverage(catalogue, third, options);
    case 'bench solve':
      return (await import('./bench-solve.ts')).benchSolve(
        catalogue,
        third ?? join(around.root, 'examples/01-anna-young-mother.yaml'),
        options,
        around.entry,
        today,
      );
    case 'bench assess':
      return (await import('./bench-assess.ts')).benchAssess(catalogue, options);
    case 'bench screen':
      return (await import('./bench-screen.ts')).benchScreen(catalogue, options, around.entry);
    case 'bench cases':
      return (await import('./bench-cases.ts')).benchCases(
        catalogue,
        third ?? join(around.root, 'examples/02-anna-without-income.yaml'),
        options,
        around.entry,
      );
    case 'bench durability':
      return (await import('./bench-durability.ts')).benchDurability(
        catalogue,
        third ?? join(around.root, 'examples/02-anna-without-income.yaml'),
        options,
        around.entry,
      );
    case 'exchange connect':
      if (third === undefined) return misses('exchange connect <ведомство>', 'exchange connect <agency>', args);
      return (await import('./exchange-command.ts')).exchangeConnect(
        catalogue,
        third,
        options,
        around.root,
        around.now,
      );
    case 'exchange verify':
      return (await import('./exchange-command.ts')).exchangeVerify(options, around.root);
    case 'bench exchange':
      return (await import('./bench-exchange.ts')).benchExchange(catalogue, around.root, options, around.now);
    case 'bench exchange-faults':
      return (await import('./bench-exchange-faults.ts')).benchExchangeFaults(options, {
        catalogue,
        root: around.root,
        entry: around.entry,
        now: around.now,
        progress: (text) => void process.stderr.write(`${text}\n`),
      });
    case 'bench exchange-faults-server':
      return (await import('./bench-exchange-faults-server.ts')).exchangeFaultsServer(catalogue, options, around.now);
    case 'journal verify':
      return (await import('./journal-command.ts')).journalVerify(options, around.root);
    case 'bench screen-equality':
      return (await import('./bench-screen-equality.ts')).benchScreenEquality(catalogue, options);
    case 'bench route':
      return (await import('./bench-route.ts')).benchRoute(catalogue, options);
    case 'bench interview':
      return (await import('./bench-interview.ts')).benchInterview(catalogue, options);
    case 'bench completeness':
      return (await import('./bench-completeness.ts')).benchCompleteness(catalogue, options);
    default:
      return refused([noSuchCommand(words.join(' '))], options.lang, options.json);
  }
}

function noSuchCommand(words: string): Parameters<typeof refused>[0][number] {
  return {
    code: 'no-such-command',
    message: { ru: `команды «${words}» нет.`, en: `there is no command "${words}".` },
    remedy: { ru: 'Все команды показывает «npm run okno -- help».', en: 'All commands: "npm run okno -- help".' },
  };
}

function misses(ru: string, en: string, { options }: Arguments): Outcome {
  return refused(
    [{ code: 'words-missing', message: { ru: `не хватает слов: ${ru}.`, en: `words are missing: ${en}.` } }],
    options.lang,
    options.json,
  );
}
