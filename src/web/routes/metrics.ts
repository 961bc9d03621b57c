import { timingSafeEqual } from 'node:crypto';

import type { Context, Hono } from 'hono';

import type { House } from '#web/house.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** For whoever watches over Okno: is it alive, can it work, and its figures for Prometheus. None tells of a person. */
export function addMetrics(app: Hono, house: House): void {
  app.get('/health/live', (c) => c.json({ status: 'ok' }));
  app.get('/health/ready', async (c) => {
    const isReady = await house.isReady();
    return c.json({ status: isReady ? 'ok' : 'unavailable' }, isReady ? 200 : 503);
  });

  app.get('/metrics', async (c) => {
    if (!mayRead(c, house)) return c.notFound();
    const { heapUsed, rss } = process.memoryUsage();
    const own = [
      ...gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
      ...gauge('nodejs_heap_size_used_bytes', 'Heap of the process.', heapUsed),
      ...gauge('process_uptime_seconds', 'How long the process runs.', process.uptime()),
    ];
    const timers = await timerFigures(house);
    const exchange = (await house.exchange?.operations.metrics()) ?? '';
    const text = `${[...own, ...timers].join('\n')}\n${exchange}`;
    return c.body(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
}

async function timerFigures({ cases, now }: House): Promise<readonly string[]> {
  const { due, putOff, oldest } = await cases.timers.figures();
  const seconds = oldest === undefined ? 0 : (now().getTime() - oldest.getTime()) / 1000;
  return [
    ...gauge('okno_case_timers_due', 'Timers of joint cases whose time has come.', due),
    ...gauge('okno_case_timers_put_off', 'Timers of joint cases that could not be carried out.', putOff),
    ...gauge(
      'okno_case_timer_put_off_oldest_seconds',
      'Since when the oldest of those cannot be carried out.',
      seconds,
    ),
  ];
}

/** From the same machine, or with the token. Behind a proxy everybody comes from the same machine. */
function mayRead(c: Context, house: House): boolean {
  const { metricsToken } = house;
  if (metricsToken !== undefined) return isSame(c.req.header('authorization') ?? '', `Bearer ${metricsToken}`);
  return !house.behindProxy && loopback.has(house.addressOf(c));
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function gauge(name: string, help: string, value: number): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
}
