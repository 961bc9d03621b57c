import { dayIn } from '#web/actions/action.ts';
import { today } from '#web/house.ts';
import { heldPage } from '#web/pages/held.ts';
import { say } from '#web/words.ts';

import { askedOf } from './case-do.ts';
import { withCase } from './case-look.ts';
import type { Walk } from './walk.ts';
import { show } from './walk.ts';

/** What held on a day, as it was known on another: of the decisions of one case. */
export function addHeld(walk: Walk): void {
  walk.app.get(
    '/case/:number/held',
    withCase(walk, 'case page', (visit) => {
      const { c, screen } = visit;
      const now = today(walk.house);
      const [year = '', month = '', day = ''] = now.split('-');
      const query = c.req.query();
      const isAsked = ['on', 'known'].some((name) => query[`${name}-day`] !== undefined);
      const typed = (name: string): string => {
        const byDefault = { day, month, year }[name.split('-')[1] ?? ''] ?? '';
        return isAsked ? (query[name] ?? '') : byDefault;
      };
      const [on, known] = ['on', 'known'].map((name) => dayIn({ one: typed }, name));
      const faults = (
        [
          ['on', on],
          ['known', known],
        ] as const
      ).flatMap(([name, found]) =>
        found === undefined ? [{ field: `${name}-day`, text: say(screen.language, 'noSuchDay') }] : [],
      );
      const view = { asked: askedOf(walk, visit, ''), on: on ?? now, known: known ?? now, typed, faults };
      return show(c, heldPage(screen, view), faults.length > 0 ? 422 : 200);
    }),
  );
}
