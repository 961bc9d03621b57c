import { may } from '#access';
import { agenciesOf, agreementsThatFit } from '#cases';
import { readForm } from '#web/form.ts';
import type { Form } from '#web/form.ts';
import { agreementPage, agreementsPage } from '#web/pages/agreement.ts';
import { openCasePage, openedForPage } from '#web/pages/open-case.ts';
import type { OpenCaseView } from '#web/pages/open-case.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { openOf, screenOf, sessionOf } from '#web/session.ts';
import { say } from '#web/words.ts';
import type { Open } from '#web/pages/open.ts';

import type { Attended } from './attended.ts';
import { withRight } from './attended.ts';
import type { Walk } from './walk.ts';
import { go, show, showProblem } from './walk.ts';

/** From a told situation to a joint case: by the resident herself, or by an operator or a lead for her. */
export function addOpenCase(walk: Walk): void {
  const { app, house, language } = walk;

  app.get('/agreements', (c) => show(c, agreementsPage(screenOf(c, house, language), house.catalogue)));
  app.get('/agreements/:id', (c) => {
    const agreement = house.catalogue.agreements.get(c.req.param('id'));
    if (agreement === undefined) return c.notFound();
    return show(c, agreementPage(screenOf(c, house, language), house.catalogue, agreement));
  });

  const withOpen = (
    answer: (attended: Attended, open: Open) => Response | Promise<Response>,
  ): ReturnType<typeof withRight> =>
    withRight(walk, 'case.open', async (attended) => {
      const session = await sessionOf(attended.c, house);
      if ('none' in session)
        return showProblem(
          attended.c,
          { ...attended.screen, open: false },
          session.none,
          session.none === 'tooOften' ? 429 : 404,
        );
      const open = openOf(house, session);
      return open === undefined ? go(attended.c, walk, '/situation/confirm') : await answer(attended, open);
    });

  app.get(
    '/situation/open-case',
    withOpen(({ c, screen, who }, open) =>
      show(c, openCasePage(screen, { ...viewOf(walk, open), who, chosen: '', person: '', problems: [] })),
    ),
  );

  app.post(
    '/situation/open-case',
    withOpen(async (attended, open) => takeOpening(walk, attended, open, await readForm(attended.c))),
  );
}

function viewOf({ house }: Walk, open: Open): Pick<OpenCaseView, 'agreements' | 'key'> {
  const agreements = agreementsThatFit(house.catalogue, open.told, open.today);
  return { agreements, key: Buffer.from(house.random(16)).toString('hex') };
}

async function takeOpening(walk: Walk, attended: Attended, open: Open, form: Form): Promise<Response> {
  const { house, language } = walk;
  const { c, screen, who } = attended;
  const { actor } = who;
  const view = viewOf(walk, open);
  const key = /^[\da-f]{32}$/u.test(form.one('key')) ? form.one('key') : view.key;
  const person = actor.kind === 'person' ? actor.person : form.one('person').trim();
  const chosen = form.one('agreement');
  const again = (problems: readonly FieldProblem[]): Response =>
    show(c, openCasePage(screen, { ...view, key, who, chosen, person, problems }), 422);
  const problems = [
    ...(house.catalogue.agreements.has(chosen) ? [] : [{ field: 'agreement', text: say(language, 'chooseOneHere') }]),
    ...(/^[\w.@-]{1,100}$/u.test(person) || actor.kind === 'person'
      ? []
      : [{ field: 'person', text: say(language, 'caseOpenWhoWrong') }]),
  ];
  if (problems.length > 0) return again(problems);
  const by = actor.kind === 'person' ? actor.person : `${actor.agency} ${actor.officer}`;
  const worked = await house.cases.open(
    { person, agreement: chosen, told: open.told },
    { by: actor, idempotencyKey: `${by} ${key}` },
  );
  if ('problem' in worked) {
    const { message, remedy } = worked.problem;
    return again([{ field: 'agreement', text: `${message[language]} ${remedy?.[language] ?? ''}`.trim() }]);
  }
  const joint = await house.cases.read(worked.kept);
  if (joint === undefined) throw new Error('A case that was just opened is not there.');
  const { number, lead } = joint;
  const mayGoOn = may(who, 'case.see', { person: joint.person, lead, agencies: agenciesOf(joint) }).allowed;
  return mayGoOn ? go(c, walk, `/case/${number}`) : show(c, openedForPage(screen, number));
}
