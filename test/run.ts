// The one runner behind `npm test`, `npm run check` and `npm run fix`: says what it runs and how long each took.
//
//   npm test                    types, lint, format, then every test
//   npm test -- src/database    only the tests whose path contains src/database
//   npm run check               types, lint, format
//   npm run fix                 what the linter and the formatter can put right by themselves
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { once } from 'node:events';
import { run as runTests } from 'node:test';
import { spec } from 'node:test/reporters';

/** A file of tests that takes longer hangs, and is failed instead of holding everything up. */
const longestTest = 300_000;

const slowestShown = 10;

const root = join(import.meta.dirname, '..');
// Every file of tests is a process of its own, and most of them load the same modules.
process.env['NODE_COMPILE_CACHE'] ??= join(root, '.okno', 'compiled');

type Step = { readonly name: string; readonly run: () => Promise<boolean> };

const types: Step = { name: 'types', run: () => tool('typescript/bin/tsc', ['--noEmit']) };
const lint: Step = { name: 'lint', run: () => tool('oxlint/bin/oxlint', []) };
const format: Step = { name: 'format', run: () => tool('oxfmt/bin/oxfmt', ['--check']) };
const check = [types, lint, format];
const fix: Step[] = [
  { name: 'fix what the linter can', run: () => tool('oxlint/bin/oxlint', ['--fix']) },
  { name: 'format', run: () => tool('oxfmt/bin/oxfmt', []) },
];

const [first = '', ...rest] = process.argv.slice(2);
const failed: string[] = [];
for (const step of steps()) {
  const started = performance.now();
  console.log(`▶ ${step.name}`);
  const passed = await step.run();
  console.log(`${passed ? '✔' : '✖'} ${step.name}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  if (!passed) failed.push(step.name);
}
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}.`);
  process.exitCode = 1;
}

function steps(): readonly Step[] {
  if (first === 'check') return check;
  if (first === 'fix') return fix;
  if (first === '') return [...check, tests([])];
  return [tests([first, ...rest])];
}

function tests(pathParts: readonly string[]): Step {
  return { name: 'tests', run: () => runTestFiles(pathParts) };
}

async function runTestFiles(pathParts: readonly string[]): Promise<boolean> {
  const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root })
    .filter((file) => pathParts.length === 0 || pathParts.some((part) => file.includes(part)))
    .sort();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const seconds = new Map<string, number>();
  if (files.length > 0) {
    const results = runTests({
      cwd: root,
      files: files.map((file) => join(root, file)),
      concurrency: 2,
      timeout: longestTest,
    });
    results.on('test:pass', (event) => {
      // A file is reported as a test of its own; only what stands inside counts.
      if (event.details.type === 'suite') return;
      if (event.skip !== undefined || event.todo !== undefined) counts.skipped += 1;
      else counts.passed += 1;
    });
    results.on('test:fail', (event) => {
      if (event.todo === undefined) counts.failed += 1;
    });
    results.on('test:complete', ({ name, file, details }) => {
      if (name === file) seconds.set(relative(root, file), details.duration_ms / 1000);
    });
    const report = results.compose(spec);
    report.pipe(process.stdout, { end: false });
    await once(report, 'end');
  }
  const slowest = [...seconds].toSorted(([, a], [, b]) => b - a).slice(0, slowestShown);
  if (seconds.size > slowestShown) {
    console.log('The slowest files:');
    for (const [file, took] of slowest) console.log(`${took.toFixed(1).padStart(7)} s  ${file}`);
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  if (counts.passed + counts.failed === 0) console.error('No test was executed, which counts as a failure.');
  return counts.failed === 0 && counts.passed > 0;
}

async function tool(file: string, options: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [join(root, 'node_modules', file), ...options], {
    cwd: root,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}
