import { may } from '#access';
import { exchangeOffPage, exchangePage } from '#web/pages/exchange.ts';
import { readForm } from '#web/form.ts';

import { withRight } from './attended.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

/** The operators' view of the exchange, and what they mend there. It shows no facts and nobody's name. */
export function addExchangeWork(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/exchange',
    withRight(walk, 'exchange.see', async ({ c, screen, who }) => {
      const operations = house.exchange?.operations;
      if (operations === undefined) return show(c, exchangeOffPage(screen));
      const done = (['mended', 'seen'] as const).find((one) => one === c.req.query('done'));
      const view = {
        catalogue: house.catalogue,
        timeZone: house.timeZone,
        overview: await operations.overview(),
        mayMend: may(who, 'exchange.mend').allowed,
        ...(done === undefined ? {} : { done }),
      };
      return show(c, exchangePage(screen, view));
    }),
  );

  app.post(
    '/exchange/mend',
    withRight(walk, 'exchange.mend', async ({ c }) => {
      const isChanged = await house.exchange?.operations.mend((await readForm(c)).one('id'));
      return go(c, walk, isChanged === true ? '/exchange?done=mended' : '/exchange');
    }),
  );

  app.post(
    '/exchange/seen',
    withRight(walk, 'exchange.mend', async ({ c, who }) => {
      const by = who.actor.kind === 'officer' ? `${who.actor.agency}/${who.actor.officer}` : '';
      await house.exchange?.operations.closeLetter((await readForm(c)).one('id'), by);
      return go(c, walk, '/exchange?done=seen');
    }),
  );
}
