import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Line, LongWork } from './long-work.ts';
import type { Standing } from './long-work.ts';

const fails = (error: unknown): void => assert.fail(String(error));

/** Looks until it is done, as a page does. */
async function whenDone<Found>(look: () => Promise<Standing<Found> | undefined>): Promise<Found> {
  for (;;) {
    const standing = await look();
    assert.ok(standing !== undefined);
    if ('found' in standing) return standing.found;
  }
}

test('what is asked for by several at once is done once, and kept', async () => {
  const works = new LongWork<number>(new Line(), fails);
  let times = 0;
  const count = async (): Promise<number> => {
    await new Promise((resolve) => void setImmediate(resolve));
    return (times += 1);
  };
  const found = await Promise.all([1, 2, 3].map(() => whenDone(() => works.ask('count', count))));
  assert.deepEqual(found, [1, 1, 1]);
  assert.equal(await whenDone(() => works.standing('count')), 1);
});

test('one work begins when the one before has ended, also of another kind, and each says how far it has come', async () => {
  const line = new Line();
  const works = new LongWork<void>(line, fails);
  const others = new LongWork<number>(line, fails);
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = works.ask('first', async (told) => {
    order.push('first begins');
    told({ done: 3, all: 4 });
    await gate.promise;
    order.push('first ends');
  });
  const second = others.ask('second', () => Promise.resolve(order.push('second begins')));
  assert.deepEqual(await Promise.all([first, second]), [
    { working: { done: 3, all: 4 } },
    { working: { done: 0, all: 0 } },
  ]);
  gate.resolve();
  await whenDone(() => others.standing('second'));
  assert.deepEqual(order, ['first begins', 'first ends', 'second begins']);
});

test('what fails is told once and begins anew, and keeps nothing behind it waiting', async () => {
  const failures: unknown[] = [];
  const works = new LongWork<string>(new Line(), (error) => void failures.push(error));
  let times = 0;
  const failing = async (): Promise<string> => {
    times += 1;
    if (times === 1) throw new Error('the disk is full');
    return await Promise.resolve('done');
  };
  await assert.rejects(works.ask('work', failing), /the disk is full/u);
  assert.equal(await works.standing('work'), undefined);
  assert.equal(failures.length, 1);
  assert.equal(await whenDone(() => works.ask('work', failing)), 'done');
});

test('what was found long ago is forgotten, and what is forgotten on purpose is done again', async () => {
  const works = new LongWork<number | string>(new Line(), fails);
  for (let index = 0; index < 30; index += 1)
    await whenDone(() => works.ask(`work ${index}`, () => Promise.resolve(index)));
  assert.equal(await works.standing('work 0'), undefined);
  assert.equal(await whenDone(() => works.standing('work 29')), 29);
  works.forget('work 29');
  assert.equal(await whenDone(() => works.ask('work 29', () => Promise.resolve('again'))), 'again');
});
