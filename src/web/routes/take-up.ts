import type { Problem } from '#language';
import { takeUpCsv, takeUpOf } from '#region';
import type { TakeUp } from '#region';
import type { House } from '#web/house.ts';
import { today } from '#web/house.ts';
import { takeUpPage } from '#web/pages/take-up.ts';

import { withRight } from './attended.ts';
import type { Walk } from './walk.ts';
import { show } from './walk.ts';

type Found = TakeUp | { readonly problem: Problem };
const kept = new WeakMap<House, Promise<Found>>();

/** Where help does not arrive, for the methodologist: counted once on the population of the server. */
export function addTakeUp(walk: Walk): void {
  const { app, house, language } = walk;
  app.get(
    '/packs/take-up',
    withRight(walk, 'region.try', async ({ c, screen }) => {
      const found = await takeUpIn(house);
      return show(c, takeUpPage(screen, house.catalogue, 'problem' in found ? found : { found }));
    }),
  );
  app.get(
    '/packs/take-up.csv',
    withRight(walk, 'region.try', async ({ c }) => {
      const found = await takeUpIn(house);
      // Rows of a real region may be so few that somebody is known by them.
      if ('problem' in found || !found.isSynthetic) return c.notFound();
      c.header('content-disposition', 'attachment; filename="take-up.csv"');
      return c.body(`\uFEFF${takeUpCsv(house.catalogue, found, language)}`, 200, {
        'content-type': 'text/csv; charset=utf-8',
      });
    }),
  );
}

function takeUpIn(house: House): Promise<Found> {
  const known = kept.get(house);
  if (known !== undefined) return known;
  const { folder } = house.region;
  if (folder === undefined) return Promise.resolve({ problem: noFolder });
  const counting = takeUpOf(house.catalogue, house.catalogue.population.day ?? today(house), { folder }, 1);
  kept.set(house, counting);
  // What could not be read may be there the next time.
  void counting.then((found) => ('problem' in found ? kept.delete(house) : undefined));
  return counting;
}

const noFolder: Problem = {
  code: 'no-population',
  message: { ru: 'У сервера нет населения.', en: 'The server has no population.' },
  remedy: {
    ru: 'Запустите его с --population ПАПКА, где лежат таблицы «okno population» и «okno screen».',
    en: 'Start it with --population FOLDER that holds the tables of "okno population" and "okno screen".',
  },
};
