import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { realCatalogue } from '#test/catalogue.ts';

import { openDuck, quoted, rowsOf } from './duck.ts';
import { dismissKept, keepCrew, takeCrew } from './kept-crew.ts';
import { screenByPlanes } from './screen.ts';
import type { ScreenRequest, ScreenResult } from './screen.ts';

const catalogue = await realCatalogue();
const folder = mkdtempSync(join(tmpdir(), 'okno-crew-test-'));
const fileAt = (name: string): string => join(folder, `${name}.parquet`);
const asOf = '2026-03-02';
const [aids, kindergarten] = ['technical-aids', 'kindergarten-queue'];
/** Three blocks. */
const many = 260_000;

let written = 0;

function request(more: Partial<ScreenRequest> = {}): ScreenRequest {
  written += 1;
  const files = { people: fileAt('people'), households: fileAt('households') };
  const out = fileAt(`pairs-${written}`);
  return { catalogue, files, out, asOf, services: [aids], withUnknown: false, threads: 2, ...more };
}

/** Writes a population in which one of so many has an individual programme. */
async function writePopulation(people: string, oneOf: number): Promise<void> {
  const { duck, close } = await openDuck(1);
  await duck.run(
    `COPY (SELECT i AS household, 'p' || i AS person, TRUE AS applicant, i % ${oneOf} = 0 AS hasIndividualProgramme, TRUE AS livesInRussia,
      DATE '1990-01-01' + (i % 100)::INTEGER AS birthDate FROM range(${many}) t(i)) TO ${quoted(people)} (COMPRESSION uncompressed)`,
  );
  close();
}

/** How many pairs there are, and a sum over those they are about. */
async function told(out: string): Promise<unknown> {
  const { duck, close } = await openDuck(1);
  const rows = await rowsOf(
    duck,
    `SELECT service, answer, count(*)::INTEGER AS pairs, sum(hash(person) % 1000000)::DOUBLE AS persons FROM ${quoted(out)} GROUP BY ALL ORDER BY ALL`,
  );
  close();
  return rows;
}

async function screened(asked: ScreenRequest): Promise<{ readonly result: ScreenResult; readonly told: unknown }> {
  const result = await screenByPlanes(asked);
  return { result, told: 'problems' in result ? undefined : await told(asked.out) };
}

/** As threads answer that have never answered before. */
async function anew(asked: ScreenRequest): Promise<unknown> {
  await dismissKept();
  const found = await screened(asked);
  await dismissKept();
  return found;
}

/** For how many threads the process would wait before it ends. */
function threadsWaitedFor(): number {
  return process.getActiveResourcesInfo().filter((one) => one === 'MessagePort').length;
}

describe('threads that have screened once screen again', () => {
  before(async () => {
    const { duck, close } = await openDuck(1);
    await duck.run(
      `COPY (SELECT i AS household, '69701000' AS territory FROM range(${many}) t(i)) TO ${quoted(fileAt('households'))}`,
    );
    close();
    await writePopulation(fileAt('people'), 3);
  });
  after(async () => {
    await dismissKept();
    rmSync(folder, { recursive: true });
  });

  it('by the same rules with what they have made of them, and the answers are the same', async () => {
    const first = await anew(request());
    await screened(request());
    const crew = takeCrew(2);
    assert.ok(crew.knows({ catalogue, asOf, services: [aids], withUnknown: false }));
    assert.ok(!crew.knows({ catalogue, asOf: '2025-03-02', services: [aids], withUnknown: false }));
    await crew.dismiss();
    await screened(request());
    assert.deepEqual(await screened(request()), first);
  });

  it('while they wait, a process that has nothing else to do can end', async () => {
    await screened(request());
    assert.equal(threadsWaitedFor(), 0);
    const crew = takeCrew(2);
    assert.equal(threadsWaitedFor(), 3);
    await keepCrew(crew);
    assert.equal(threadsWaitedFor(), 0);
  });

  it('by other services, another day and with what is not known, and of other people in the same files', async () => {
    await screened(request());
    const others: readonly Partial<ScreenRequest>[] = [
      { services: [kindergarten, aids], asOf: '2025-03-02', withUnknown: true },
      { catalogue: { ...catalogue } },
    ];
    for (const other of others) {
      const found = await screened(request(other));
      assert.deepEqual(found, await anew(request(other)));
      await screened(request());
    }
    await writePopulation(fileAt('people'), 7);
    const found = await screened(request());
    assert.deepEqual(found, await anew(request()));
    await writePopulation(fileAt('people'), 3);
  });

  it('two screenings at once have threads of their own', async () => {
    const [one, other] = [request(), request({ services: [kindergarten, aids], withUnknown: true })];
    const expected = [await anew(one), await anew(other)];
    await screened(request());
    assert.deepEqual(await Promise.all([screened(one), screened(other)]), expected);
    assert.deepEqual([await screened(one), await screened(other)], expected);
  });

  it('with fewer threads, when fewer are asked for', async () => {
    const expected = await anew(request());
    assert.deepEqual(await screened(request({ threads: 1 })), expected);
    assert.deepEqual(await screened(request({ threads: 3 })), expected);
  });

  it('a file that is cut short while it is read ends the screening, and the next one is answered by others', async () => {
    const expected = await anew(request());
    const torn = fileAt('torn');
    copyFileSync(fileAt('people'), torn);
    const asked = request({ files: { people: torn, households: fileAt('households') } });
    const { result } = await screened({ ...asked, progress: () => truncateSync(torn, 1000) });
    assert.ok('problems' in result);
    assert.equal(result.problems[0]?.code, 'population-unreadable');
    const next = takeCrew(2);
    assert.ok(!next.knows({ catalogue, asOf, services: [aids], withUnknown: false }));
    await next.dismiss();
    assert.deepEqual(await screened(request()), expected);
  });

  it('a thread that dies is noticed: at work by whoever waits for it, at rest by whoever comes next', async () => {
    await dismissKept();
    const crew = takeCrew(1);
    // Nobody has told what to do.
    await assert.rejects(crew.ask(0, { ask: 'rarest', block: 0 }));
    assert.ok(crew.isBroken);
    await assert.rejects(crew.ask(0, { ask: 'rarest', block: 0 }));
    await keepCrew(crew);
    const next = takeCrew(1);
    assert.ok(!next.isBroken);
    await next.dismiss();
  });
});
