import { coverageOf, runExamples, wordsOfRules } from '#desk';
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

  app.get('/packs/:service', (c) => {
    const service = catalogue.services.get(c.req.param('service'));
    if (service === undefined) return c.notFound();
    c.header('vary', 'accept', { append: true });
    if (wantsData(c)) return giveService(c, house, service.id);
    const tried = {
      results: runExamples(catalogue, service.id),
      coverage: coverageOf(catalogue, service.id),
      words: wordsOfRules(catalogue, service),
    };
    return show(c, packServicePage(screenOf(c, house, language), catalogue, service, tried));
  });
}
