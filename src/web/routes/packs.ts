import { versionOn } from '#catalogue';
import { coverageOf, runExamples, wordsOfRules } from '#desk';
import { today } from '#web/house.ts';
import { packCliffsPage } from '#web/pages/pack-cliffs.ts';
import { packServicePage } from '#web/pages/pack-service.ts';
import { packsPage } from '#web/pages/packs.ts';
import { screenOf } from '#web/session.ts';

import { giveService, wantsData } from './published.ts';
import type { Walk } from './walk.ts';
import { show } from './walk.ts';

const findAtMost = 100;

/** Law as data, open to everybody: no person's data is in it. */
export function addPacks({ app, house, language }: Walk): void {
  const { catalogue } = house;

  app.get('/packs', (c) =>
    show(c, packsPage(screenOf(c, house, language), catalogue, (c.req.query('find') ?? '').slice(0, findAtMost))),
  );

  app.get('/packs/:file{.+\\.dmn}', async (c) => {
    const service = catalogue.services.get(c.req.param('file').replace(/\.dmn$/u, ''));
    // Loaded when it is asked for: it reads FEEL, which the pages do not.
    const { modelOfService, writeModel } = await import('#dmn');
    const model = service === undefined ? undefined : modelOfService(catalogue, service, today(house));
    if (model === undefined) return c.notFound();
    c.header('content-disposition', `attachment; filename="${model.id}.dmn"`);
    return c.body(writeModel(model), 200, { 'content-type': 'application/xml; charset=utf-8' });
  });

  app.get('/packs/cliffs', (c) =>
    show(
      c,
      packCliffsPage(screenOf(c, house, language), catalogue, {
        service: (c.req.query('service') ?? '').slice(0, findAtMost),
        example: (c.req.query('example') ?? '').slice(0, findAtMost),
      }),
    ),
  );

  app.get('/packs/:service', (c) => {
    const service = catalogue.services.get(c.req.param('service'));
    if (service === undefined) return c.notFound();
    c.header('vary', 'accept', { append: true });
    if (wantsData(c)) return giveService(c, house, service.id);
    const tried = {
      results: runExamples(catalogue, service.id),
      coverage: coverageOf(catalogue, service.id),
      words: wordsOfRules(catalogue, service),
      isInForce: versionOn(service, today(house)) !== undefined,
    };
    return show(c, packServicePage(screenOf(c, house, language), catalogue, service, tried));
  });
}
