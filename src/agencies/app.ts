import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { z } from 'zod';

import { registerChange } from './changes.ts';
import { faultKinds } from './faults.ts';
import type { FaultSwitch } from './faults.ts';
import type { AgencyKind, Change } from './model.ts';
import { openApiOf } from './open-api.ts';
import { agencyPage } from './page.ts';
import type { Store } from './store.ts';

export type AppAround = {
  readonly kind: AgencyKind;
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly now: () => Date;
  readonly newId: () => string;
};

const mostBytes = 256 * 1024;

const switchedShape = z.strictObject({
  on: z.array(z.enum(faultKinds)).default([]),
  share: z.number().min(0).max(1).default(0),
});
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u);
const changeShape = z.object({
  snils: z.string().regex(/^\d{11}$/u),
  on: day,
  givenName: z.string().min(1).max(100).optional(),
  sex: z.enum(['female', 'male']).optional(),
  group: z.enum(['first', 'second', 'third', 'child']).optional(),
  registration: z.enum(['residence', 'stay', 'none']).optional(),
});

/** The agency's description, its health, and what its own clerks and operators do. The exchange itself has a door of its own. */
export function createAgencyApp({ kind, store, faults, now, newId }: AppAround) {
  const app = new Hono();
  app.get('/openapi.json', (c) => c.json(openApiOf(kind)));
  app.get('/health', (c) => c.json({ status: 'pass', agency: kind.id }));

  app.use('/admin/*', bodyLimit({ maxSize: mostBytes }), csrf());
  app.get('/', (c) => c.html(agencyPage(kind, store, faults.now())));
  app.get('/admin/faults', (c) => c.json(faults.now()));
  app.put('/admin/faults', async (c) => {
    const { data } = switchedShape.safeParse(await c.req.json());
    if (data === undefined) return c.json({ title: 'on: list of faults, share: 0 to 1' }, 400);
    faults.set(data);
    return c.json(data);
  });
  app.post('/admin/faults', async (c) => {
    const form = await c.req.formData();
    const { data } = switchedShape.safeParse({ on: form.getAll('on'), share: Number(form.get('share') ?? 0) });
    if (data === undefined) return c.text('Доля — от 0 до 1. The share is from 0 to 1.', 400);
    faults.set(data);
    return c.redirect('/', 303);
  });
  app.post('/admin/changes/:change', async (c) => {
    const change = kind.notices.find((known): known is Change => known === c.req.param('change'));
    if (change === undefined) return c.json({ title: `${kind.id}: ${kind.notices.join(', ')}` }, 404);
    const isForm = c.req.header('content-type')?.startsWith('application/json') !== true;
    const told: unknown = isForm ? await c.req.parseBody() : await c.req.json();
    const { data, error } = changeShape.safeParse(told);
    if (data === undefined) return c.json({ title: z.prettifyError(error) }, 400);
    const notice = registerChange(kind, store, change, dropUndefined(data), { at: now(), id: newId() });
    if (notice === undefined) return c.json({ title: 'Такого человека в реестре нет. No such person here.' }, 404);
    return isForm ? c.redirect('/', 303) : c.json({ notice }, 201);
  });
  app.get('/admin/asked', (c) => c.json(store.puts(Number(c.req.query('most') ?? 100))));
  app.get('/admin/outgoing', (c) => c.json(store.outgoing()));
  app.get('/admin/disputes', (c) => c.json(store.disputes()));
  return app;
}

function dropUndefined<Told extends object>(told: Told): { [Key in keyof Told]: Exclude<Told[Key], undefined> } {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Told]: Exclude<Told[Key], undefined>;
  };
}
