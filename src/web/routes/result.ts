import { createHash } from 'node:crypto';

import type { Step } from '#planner';
import { routeAsCalendar } from '#planner';
import { answersPage } from '#web/pages/answers.ts';
import type { Open } from '#web/pages/open.ts';
import { resultPage } from '#web/pages/result.ts';
import { routePage } from '#web/pages/route.ts';
import type { Screen } from '#web/parts/layout.ts';
import { routePicture } from '#web/parts/route-picture.ts';
import { isDoneByPerson, officeOf, phoneOf, stepFor, stepTitle } from '#web/parts/step.ts';
import { openOf } from '#web/session.ts';
import type { StoredSituation } from '#web/stored.ts';
import { say } from '#web/words.ts';

import type { Visit, Walk } from './walk.ts';
import { go, show, withSession } from './walk.ts';

export function addResult(walk: Walk): void {
  const { app, house, language } = walk;
  const withOpen = (page: (screen: Screen, open: Open, visit: Visit) => Response | Promise<Response>) =>
    withSession(walk, (visit) => {
      const open = openOf(house, visit.session);
      return open === undefined ? go(visit.c, walk, '/situation/confirm') : page(visit.screen, open, visit);
    });

  app.get(
    '/situation/result',
    withOpen((screen, open, { c }) => show(c, resultPage(screen, open))),
  );
  app.get(
    '/situation/answers',
    withOpen((screen, open, { c }) => show(c, answersPage(screen, open))),
  );
  app.get(
    '/situation/route',
    withOpen(async (screen, open, { c }) => show(c, routePage(screen, open, await routePicture(language, open)))),
  );

  app.get(
    '/situation/route.ics',
    withOpen((_screen, open, { c }) => {
      c.header('content-type', 'text/calendar; charset=utf-8');
      c.header('content-disposition', 'attachment; filename="okno-route.ics"');
      return c.body(routeCalendar(walk, open));
    }),
  );
}

/** Tells routes apart without telling the code: a calendar is copied to many places. */
function routeMark(code: string): string {
  return createHash('sha256').update(`route ${code}`).digest('hex').slice(0, 16);
}

function withoutNames(stored: StoredSituation): StoredSituation {
  const people = stored.input.people.map((person) => ({ ...person, name: '' }));
  return { ...stored, input: { ...stored.input, people } };
}

/** A calendar is read by whoever takes the phone: no child's name in it, no reason, and never the address of a shelter. */
function routeCalendar({ language }: Walk, named: Open): string {
  const open = { ...named, stored: withoutNames(named.stored) };
  const title = (step: Step): string => {
    const whose = stepFor(language, open, step);
    return `${stepTitle(language, open, step)}${whose === '' ? '' : ` — ${whose}`}`;
  };
  return routeAsCalendar(open.route, {
    name: say(language, 'sheetTitle'),
    route: routeMark(open.code),
    plannedOn: open.today,
    summary: (step) => (isDoneByPerson(step) || step.end > step.start ? title(step) : undefined),
    description: (step) => phoneOf(open, step),
    place: (step) => {
      const office = officeOf(open, step);
      if (office === undefined || office.addressRestricted) return undefined;
      return [office.name[language], office.address?.[language]].filter((part) => part !== undefined).join(', ');
    },
  });
}
