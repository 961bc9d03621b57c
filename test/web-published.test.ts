import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openWebHouse } from './web-house.ts';
import type { WebHouse } from './web-house.ts';

type Graph = { '@context': unknown; '@graph': { id: string; type: string[]; identifier?: string }[] };

describe('another system reads the catalogue over HTTP', () => {
  let house: WebHouse;
  before(async () => {
    house = await openWebHouse();
  });
  after(() => house.close());

  const ask = async (path: string, accept?: string): Promise<Response> =>
    house.app.request(path, accept === undefined ? {} : { headers: { accept } });

  it('is given JSON-LD, or Turtle when it asks for that', async () => {
    const jsonld = await ask('/catalogue');
    assert.equal(jsonld.headers.get('content-type'), 'application/ld+json');
    assert.ok(((await jsonld.json()) as Graph)['@graph'].length > 1000);
    const turtle = await ask('/catalogue', 'text/turtle');
    assert.match(turtle.headers.get('content-type') ?? '', /^text\/turtle/u);
    assert.match(await turtle.text(), /^@prefix /u);
    assert.match(turtle.headers.get('vary') ?? '', /accept/iu);
  });

  it('may keep it and read it from a page of its own, since no person is in it', async () => {
    const { headers } = await ask('/published/hsds/services.json');
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.match(headers.get('cache-control') ?? '', /^public/u);
  });

  it('is given one service with all it refers to, and no other, while a browser is given the page', async () => {
    const asked = await ask('/packs/passport', 'application/ld+json');
    const { '@graph': graph } = (await asked.json()) as Graph;
    const services = graph.filter(({ type }) => type.includes('PublicService'));
    assert.deepEqual(
      services.map(({ identifier }) => identifier),
      ['passport'],
    );
    assert.ok(graph.some(({ id }) => id.endsWith('#agency/mvd')));
    const page = await ask('/packs/passport', 'text/html,application/xhtml+xml,*/*;q=0.8');
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/u);
  });

  it('is told what is not there, and no file of the machine', async () => {
    for (const path of [
      '/published/nothing.json',
      '/published/../package.json',
      '/published/..%2Fpackage.json',
      '/published/',
    ]) {
      const { status } = await ask(path);
      assert.equal(status, 404, path);
    }
    assert.equal((await ask('/packs/nothing', 'application/ld+json')).status, 404);
  });

  it('finds the links on the page of the packs', async () => {
    const page = await (await ask('/packs')).text();
    for (const [, path = ''] of page.matchAll(/href="(\/published\/[^"]+)"/gu))
      assert.equal((await ask(path)).status, 200, path);
    assert.ok(page.includes('/published/catalogue.jsonld'));
  });
});
