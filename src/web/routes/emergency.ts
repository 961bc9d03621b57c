import type { Context } from 'hono';
import { z } from 'zod';

import { faultOfReason, may, reviewedLooks, unreviewedLooks } from '#access';
import type { CaseOutside, LookRef } from '#access';
import type { Problem } from '#language';
import { cutTo, readForm, unpacked } from '#web/form.ts';
import { emergencyPage, reviewPage } from '#web/pages/emergency.ts';
import type { ReviewView } from '#web/pages/emergency.ts';
import { usableMoment } from '#web/usable-day.ts';
import { say } from '#web/words.ts';

import type { Attended } from './attended.ts';
import { deny, withRight, withWho } from './attended.ts';
import { looksAtCases } from './looks.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const reasonAtMost = 1000;

/** A look without a part in the case, because somebody is in danger; and the review of every such look. */
export function addEmergency(walk: Walk): void {
  const { app, house, language } = walk;

  app.get(
    '/case/:number/emergency',
    withOutside(walk, ({ c, screen }, { number }) => show(c, emergencyPage(screen, { number, reason: '' }))),
  );

  app.post(
    '/case/:number/emergency',
    withOutside(walk, async ({ c, screen, who }, { number, caseId, shape: { person } }) => {
      const reason = cutTo((await readForm(c)).one('reason').trim(), reasonAtMost);
      const again = (problem: Problem): Response =>
        show(c, emergencyPage(screen, { number, reason, fault: textOf(walk, problem) }), 422);
      const fault = faultOfReason(reason);
      if (fault !== undefined) return again(fault);
      // Told first: a look of which the person does not know must not be.
      const hourOf = house.now().toISOString().slice(0, 13);
      const { actor } = who;
      const key = actor.kind === 'officer' ? `${actor.agency} ${actor.officer} emergency ${caseId} ${hourOf}` : '';
      const given = { by: actor, idempotencyKey: key };
      const told = await house.cases.carryOut({ person, id: caseId }, { kind: 'tell-emergency-look', reason }, given);
      // Told within this hour with another reason: it is the same look.
      if ('problem' in told && told.problem.code !== 'idempotency-key-reused') return again(told.problem);
      const opened = await house.glasses.open(who, { person, caseId, number }, reason);
      return 'problem' in opened ? again(opened.problem) : go(c, walk, `/case/${number}`);
    }),
  );

  app.get(
    '/review',
    withRight(walk, 'glass.review', async (attended) => {
      const done = (['reviewSaved', 'reviewStands'] as const).find((one) => one === attended.c.req.query('done'));
      const view = await reviewView(walk, attended);
      return show(attended.c, reviewPage(attended.screen, { ...view, ...(done === undefined ? {} : { done }) }));
    }),
  );

  app.post(
    '/review',
    withRight(walk, 'glass.review', async (attended) => {
      const { c, screen, who } = attended;
      const form = await readForm(c);
      const look = lookIn(form.one('look'));
      if (look === undefined) return go(c, walk, '/review');
      const index = form.one('index');
      const verdict = (['justified', 'not-justified'] as const).find((one) => one === form.one(`verdict-${index}`));
      const words = cutTo(form.one(`words-${index}`).trim(), reasonAtMost);
      const again = async (fault: string): Promise<Response> => {
        const given = { words, ...(verdict === undefined ? {} : { verdict }) };
        const view = await reviewView(walk, attended);
        return show(c, reviewPage(screen, { ...view, failed: { look: form.one('look'), given, fault } }), 422);
      };
      if (verdict === undefined) return await again(say(language, 'chooseOneHere'));
      const reviewed = await house.glasses.review(who, look, { verdict, words });
      if ('problem' in reviewed) return await again(textOf(walk, reviewed.problem));
      return go(c, walk, `/review?done=${reviewed.done ? 'reviewSaved' : 'reviewStands'}`);
    }),
  );
}

/** A page for an officer who takes no part in a case that there is; anybody else is told nothing of it. */
function withOutside(
  walk: Walk,
  answer: (attended: Attended, outside: CaseOutside) => Response | Promise<Response>,
): (c: Context) => Promise<Response> {
  const { house } = walk;
  return withWho(walk, async (attended) => {
    const number = attended.c.req.param('number') ?? '';
    const outside = /^\d{4}-\d{6,12}$/u.test(number) ? await house.glasses.caseCalled(number) : undefined;
    if (outside === undefined || !may(attended.who, 'case.break-glass', outside.shape).allowed)
      return deny(attended, 'deniedRole');
    return await answer(attended, outside);
  });
}

async function reviewView(walk: Walk, { who }: Attended): Promise<ReviewView> {
  const { house } = walk;
  const { looks, reviewed } = await house.look(who, async (transaction) => {
    const queries = { queries: transaction };
    const seen = { looks: await unreviewedLooks(queries), reviewed: await reviewedLooks(queries) };
    const verdict = may(who, 'glass.review');
    const shown = [...seen.looks, ...seen.reviewed];
    return { seen, entries: looksAtCases({ house }, who, shown, verdict, 'review of emergency looks') };
  });
  const officers = await house.officers([...looks, ...reviewed].map(({ agency }) => agency));
  return { catalogue: house.catalogue, timeZone: house.timeZone, officers, looks, reviewed };
}

const line = z.string().max(200);
const look = z.tuple([line, line, line, line, usableMoment]);

function lookIn(text: string): LookRef | undefined {
  const { data } = look.safeParse(unpacked(text));
  if (data === undefined) return undefined;
  const [person, caseId, agency, officer, at] = data;
  return { person, caseId, agency, officer, at: new Date(at) };
}

function textOf({ language }: Walk, { message, remedy }: Problem): string {
  return `${message[language]} ${remedy?.[language] ?? ''}`.trim();
}
