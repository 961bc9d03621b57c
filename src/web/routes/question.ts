import { questionOf, ruledOut } from '#assessment';
import type { FactKey } from '#assessment';
import type { Fact } from '#catalogue';
import { typedFrom, typedIn } from '#web/answer.ts';
import { today } from '#web/house.ts';
import { misfitTexts, misfitsBrought } from '#web/misfits.ts';
import type { Open } from '#web/pages/open.ts';
import type { Question } from '#web/pages/question.ts';
import { questionPage } from '#web/pages/question.ts';
import { questionGroupPage } from '#web/pages/question-group.ts';
import { capitalised } from '#web/parts/format.ts';
import { keep, openOf } from '#web/session.ts';
import { answered, household, sameKey, toldFact, unanswered } from '#web/stored.ts';

import { backFrom, thenIn } from './back.ts';
import { newestVersion } from './confirm.ts';
import { isOfferDue } from './consents.ts';
import { nextGroup } from './question-group.ts';
import { noReply, replyOf } from './reply.ts';
import { readForm } from '#web/form.ts';
import type { Visit, Walk } from './walk.ts';
import { go, show, showProblem, withSession } from './walk.ts';

export function addQuestion(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/situation/question',
    withSession(walk, ({ c, screen, session }) => {
      const open = openOf(house, session);
      if (open === undefined) return go(c, walk, '/situation/confirm');
      const then = thenIn(c.req.query('then'));
      const isNext = c.req.query('fact') === undefined;
      if (isNext && isOfferDue(open)) return go(c, walk, '/situation/consents?then=question');
      const group = isNext ? nextGroup(walk, open, session) : undefined;
      if (group !== undefined) return show(c, questionGroupPage(screen, open, group));
      const asked = isNext
        ? open.assessment.nextQuestion
        : { fact: c.req.query('fact') ?? '', subject: c.req.query('subject') ?? household };
      if (asked === null) return go(c, walk, '/situation/result');
      const fact = askedFact(open, asked);
      if (fact === undefined) return showProblem(c, screen, 'notFound', 404);
      const typed = typedFrom(toldFact(session.stored, asked));
      return show(
        c,
        questionPage(screen, open, questionFrom(walk, open, asked, fact, { typed, then, version: session.version })),
      );
    }),
  );

  app.post(
    '/situation/question',
    withSession(walk, (visit) => takeAnswer(walk, visit)),
  );
}

async function takeAnswer(walk: Walk, { c, screen, session }: Visit): Promise<Response> {
  const { house, language } = walk;
  const form = await readForm(c);
  const key: FactKey = { fact: form.one('fact'), subject: form.one('subject') };
  const then = thenIn(form.one('then'));
  const open = openOf(house, session);
  const fact = open === undefined ? undefined : askedFact(open, key);
  if (open === undefined || fact === undefined) return showProblem(c, screen, 'badRequest', 400);
  const typed = typedIn(form);
  const path = `/situation/question?${new URLSearchParams({ ...key, then }).toString()}`;
  const again = (
    more: Pick<Question, 'version'> & { error?: string; changedMeanwhile?: boolean },
    status: 409 | 422,
  ): Response =>
    show(
      c,
      questionPage({ ...screen, path }, open, questionFrom(walk, open, key, fact, { typed, then, ...more })),
      status,
    );
  const wish = form.one('do');
  const none = wish === 'declined' ? wish : wish === 'unknown' || wish === 'erase' ? 'unknown' : undefined;
  const reply =
    none === undefined
      ? replyOf(language, fact, typed, today(house))
      : noReply(fact, none, toldFact(session.stored, key));
  if ('problem' in reply) return again({ version: session.version, error: reply.problem }, 422);
  const stored = wish === 'erase' ? unanswered(session.stored, key) : answered(session.stored, key, reply);
  const [brought] = misfitTexts(language, misfitsBrought(house, session.stored, stored));
  if (brought !== undefined) return again({ version: session.version, error: brought.text }, 422);
  const saved = await keep(house, session.code, stored, form);
  if (saved === undefined) return again({ version: await newestVersion(house, session), changedMeanwhile: true }, 409);
  return go(c, walk, `/situation/${then}`);
}

/**
 * A fact may be asked when it has a question and its subject is in the situation. Nobody is asked who they are to
 * themselves, and nobody else can be the one who asks.
 */
function askedFact(open: Open, key: FactKey): Fact | undefined {
  const fact = open.catalogue.facts.get(key.fact);
  if (fact?.question === undefined) return undefined;
  const { people, applicant } = open.stored.input;
  const isSubject = fact.of === 'household' ? key.subject === household : people.some(({ id }) => id === key.subject);
  if (!isSubject) return undefined;
  if (fact.id !== 'relation') return fact;
  if (key.subject === applicant) return undefined;
  return { ...fact, choices: fact.choices.filter(({ value }) => value !== 'self') };
}

function questionFrom(
  walk: Walk,
  open: Open,
  key: FactKey,
  fact: Fact,
  more: Pick<Question, 'typed' | 'then' | 'version'> & { error?: string; changedMeanwhile?: boolean },
): Question {
  const next = open.assessment.nextQuestion;
  const isNext = next !== null && sameKey(next, key);
  return {
    changedMeanwhile: false,
    key: { fact: key.fact, subject: key.subject },
    fact,
    text: capitalised((isNext ? next.text : questionOf(open.catalogue, open.told, key))[walk.language]),
    ...(isNext ? { why: next.why[walk.language] } : {}),
    // Whoever came to change an answer may change it to anything.
    ruledOut: toldFact(open.stored, key) === undefined ? ruledOut(open.catalogue, open.told, key) : [],
    isAnswered: toldFact(open.stored, key) !== undefined,
    back: backFrom(open.stored, [key], more.then),
    ...more,
  };
}
