import { actingFor, may } from '#access';
import type { SignedIn } from '#access';
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
    withOpen(async ({ c, screen, who }, open) => {
      const view = await viewOf(walk, who, open);
      return show(c, openCasePage(screen, { ...view, who, chosen: '', person: '', problems: [] }));
    }),
  );

  app.post(
    '/situation/open-case',
    withOpen(async (attended, open) => takeOpening(walk, attended, open, await readForm(attended.c))),
  );
}

async function viewOf(
  { house }: Walk,
  { actor }: SignedIn,
  open: Open,
): Promise<Pick<OpenCaseView, 'agreements' | 'key' | 'helped'>> {
  const agreements = agreementsThatFit(house.catalogue, open.told, open.today);
  const helped = actor.kind === 'person' ? await house.onBehalf.helpedBy(actor.person) : [];
  return { agreements, helped, key: Buffer.from(house.random(16)).toString('hex') };
}

/** Whom the case is for: a helper chooses between herself and those she helps, and nobody else is taken. */
function personIn(form: Form, { actor }: SignedIn, { helped }: Pick<OpenCaseView, 'helped'>): string {
  const told = form.one('person').trim();
  if (actor.kind !== 'person' || helped.length === 0) return actor.kind === 'person' ? actor.person : told;
  return told === actor.person || helped.some(({ person }) => person === told) ? told : '';
}

async function takeOpening(walk: Walk, attended: Attended, open: Open, form: Form): Promise<Response> {
  const { house, language } = walk;
  const { c, screen, who } = attended;
  const { actor } = who;
  const view = await viewOf(walk, who, open);
  const key = /^[\da-f]{32}$/u.test(form.one('key')) ? form.one('key') : view.key;
  const person = personIn(form, who, view);
  const chosen = form.one('agreement');
  const again = (problems: readonly FieldProblem[], keyAgain = key): Response =>
    show(c, openCasePage(screen, { ...view, key: keyAgain, who, chosen, person, problems }), 422);
  const problems = [
    ...(house.catalogue.agreements.has(chosen) ? [] : [{ field: 'agreement', text: say(language, 'caseOpenChoose') }]),
    ...(actor.kind === 'officer' && !/^[\w.@-]{1,100}$/u.test(person)
      ? [{ field: 'person', text: say(language, 'caseOpenWhoWrong') }]
      : []),
    ...(person === '' && actor.kind === 'person' ? [{ field: 'person', text: say(language, 'chooseOneHere') }] : []),
  ];
  if (problems.length > 0) return again(problems);
  const by = actor.kind === 'person' ? actor.person : `${actor.agency} ${actor.officer}`;
  const worked = await house.cases.open(
    { person, agreement: chosen, told: open.told },
    {
      by: actingFor(who, person).actor,
      idempotencyKey: `${by} ${key}`,
    },
  );
  if ('problem' in worked) {
    const { code, message, remedy } = worked.problem;
    const text = `${message[language]} ${remedy?.[language] ?? ''}`.trim();
    return again([{ field: 'agreement', text }], code === 'idempotency-key-reused' ? view.key : key);
  }
  const joint = await house.cases.read(worked.kept);
  if (joint === undefined) throw new Error('A case that was just opened is not there.');
  const { number, lead } = joint;
  const mayGoOn = may(who, 'case.see', { person: joint.person, lead, agencies: agenciesOf(joint) }).allowed;
  return mayGoOn ? go(c, walk, `/case/${number}`) : show(c, openedForPage(screen, number));
}
