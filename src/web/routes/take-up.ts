import { isRefused, takeUpCsv, takeUpIn } from '#region';
import type { Refused, TakeUp } from '#region';
import type { House } from '#web/house.ts';
import { today } from '#web/house.ts';
import type { Standing } from '#web/long-work.ts';
import { takeUpPage } from '#web/pages/take-up.ts';
import { pathIn } from '#web/paths.ts';

import { withRight } from './attended.ts';
import { onRegion, showWorking } from './on-region.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const path = '/packs/take-up';

/** Where help does not arrive, for the methodologist: counted on the region of the server, once a day. */
export function addTakeUp(walk: Walk): void {
  const { app, house, language } = walk;
  app.get(
    path,
    withRight(walk, 'region.try', async ({ c, screen }) => {
      const standing = await counted(house);
      if ('working' in standing)
        return showWorking(c, screen, standing.working, {
          title: 'takeUpTitle',
          back: '/packs',
          at: pathIn(language, path),
        });
      const { found } = standing;
      return show(c, takeUpPage(screen, house.catalogue, isRefused(found) ? found : { found }));
    }),
  );
  app.get(
    '/packs/take-up.csv',
    withRight(walk, 'region.try', async ({ c }) => {
      const standing = await counted(house);
      if ('working' in standing) return go(c, walk, path);
      const { found } = standing;
      // Rows of a real region may be so few that somebody is known by them.
      if (isRefused(found) || !found.isSynthetic) return c.notFound();
      c.header('content-disposition', 'attachment; filename="take-up.csv"');
      return c.body(`\uFEFF${takeUpCsv(house.catalogue, found, language)}`, 200, {
        'content-type': 'text/csv; charset=utf-8',
      });
    }),
  );
}

async function counted(house: House): Promise<Standing<TakeUp | Refused>> {
  return await onRegion(house, house.works.takeUp, today(house), takeUpIn);
}
