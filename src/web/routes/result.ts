import { bpmnWords, routeAsBpmn } from '#planner';
import { answersPage } from '#web/pages/answers.ts';
import { complexRequestPage } from '#web/pages/complex-request.ts';
import { earningsPage } from '#web/pages/earnings.ts';
import type { Open } from '#web/pages/open.ts';
import { resultPage } from '#web/pages/result.ts';
import { routePage } from '#web/pages/route.ts';
import type { Screen } from '#web/parts/layout.ts';
import { routeCalendar } from '#web/parts/route-calendar.ts';
import { routePicture } from '#web/parts/route-picture.ts';
import { openOf } from '#web/session.ts';
import { signedIn } from '#web/signed-in.ts';

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
    withOpen(async (screen, open, { c }) => {
      const isSignedIn = (await signedIn(c, house)) !== undefined;
      return show(c, resultPage(screen, open, isSignedIn));
    }),
  );
  app.get(
    '/situation/answers',
    withOpen((screen, open, { c }) => show(c, answersPage(screen, open))),
  );
  app.get(
    '/situation/earnings',
    withOpen((screen, open, { c }) => show(c, earningsPage(screen, open))),
  );
  app.get(
    '/situation/route',
    withOpen((screen, open, { c }) => show(c, routePage(screen, open, routePicture(language, open)))),
  );
  app.get(
    '/situation/request',
    withOpen((screen, open, { c }) => show(c, complexRequestPage(screen, open))),
  );

  app.get(
    '/situation/route.ics',
    withOpen((_screen, open, { c }) => {
      const calendar = routeCalendar(language, open);
      c.header('content-type', 'text/calendar; charset=utf-8');
      c.header('content-disposition', `attachment; filename="${calendar.name}"`);
      return c.body(calendar.text);
    }),
  );
  app.get(
    '/situation/route.bpmn',
    withOpen((_screen, { route, catalogue }, { c }) => {
      c.header('content-type', 'application/xml; charset=utf-8');
      c.header('content-disposition', 'attachment; filename="okno-route.bpmn"');
      return c.body(routeAsBpmn(route, catalogue, bpmnWords, language));
    }),
  );
}
