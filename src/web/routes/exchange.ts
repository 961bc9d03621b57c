import type { Context, Hono } from 'hono';

import type { Gateway } from '#exchange';
import type { House } from '#web/house.ts';

/** What other agencies ask and tell Okno by the message protocol; not there while no key is set up to answer with. */
export function addExchange(app: Hono, house: House): void {
  const withGateway =
    (answer: (c: Context, gateway: Gateway) => Promise<Response>) =>
    async (c: Context): Promise<Response> => {
      const gateway = house.exchange?.gateway();
      return gateway === undefined ? c.notFound() : await answer(c, gateway);
    };

  app.all(
    '/r1/*',
    withGateway(async (c, gateway) => {
      const { pathname, search } = new URL(c.req.url);
      const { status, headers, body } = await gateway.answer({
        method: c.req.method,
        path: pathname + search,
        headers: Object.entries(c.req.header()),
        body: await c.req.text(),
      });
      return new Response(body, { status, headers: headers.map(([name, value]): [string, string] => [name, value]) });
    }),
  );

  app.get(
    '/listClients',
    withGateway(async (c, gateway) => c.json(await gateway.members())),
  );
}
