import { groupTitle, questionOf } from '#assessment';
import type { FactKey, FactValue, NextQuestion } from '#assessment';
import type { Fact } from '#catalogue';
import { nothingTyped, typedFrom } from '#web/answer.ts';
import type { Typed } from '#web/answer.ts';
import type { Form } from '#web/form.ts';
import { readForm } from '#web/form.ts';
import { today } from '#web/house.ts';
import { misfitsBrought, misfitTexts } from '#web/misfits.ts';
import type { Open } from '#web/pages/open.ts';
import { fieldName, markName, questionGroupPage } from '#web/pages/question-group.ts';
import type { GroupField, QuestionGroupView } from '#web/pages/question-group.ts';
import { hasChoices, withoutAnswer } from '#web/parts/fact-control.ts';
import { capitalised } from '#web/parts/format.ts';
import { keep, openOf } from '#web/session.ts';
import { answered, household, noneOf, sameKey, toldFact } from '#web/stored.ts';
import type { Reply, StoredSituation } from '#web/stored.ts';
import { say } from '#web/words.ts';

import { backFrom, thenIn } from './back.ts';
import { newestVersion } from './confirm.ts';
import { noReply, replyOf } from './reply.ts';
import type { Visit, Walk } from './walk.ts';
import { go, show, showProblem, withSession } from './walk.ts';

/** More than this many questions on one page tire; the rest come on the next. */
const mostOnPage = 7;

/** What somebody wrote or marked for one question. */
type Said = { readonly typed: Typed; readonly marked: string };

export function addQuestionGroup(walk: Walk): void {
  const { app, house } = walk;

  // To come back to a page: what was answered there and what is open there now.
  app.get(
    '/situation/questions',
    withSession(walk, ({ c, screen, session }) => {
      const open = openOf(house, session);
      if (open === undefined) return go(c, walk, '/situation/confirm');
      const group = c.req.query('group') ?? '';
      const subject = c.req.query('subject') ?? '';
      const keys = keysAgain(open, group, subject);
      if (keys.length === 0) return showProblem(c, screen, 'notFound', 404);
      const then = thenIn(c.req.query('then'));
      const fields = keys.map((key) => fieldOf(walk, open, key, saidBefore(open.stored, key)));
      return show(c, questionGroupPage(screen, open, viewOf(walk, open, { group, subject, then, fields, session })));
    }),
  );

  app.post(
    '/situation/questions',
    withSession(walk, (visit) => takeAnswers(walk, visit)),
  );
}

/** The page of the next questions when they belong together; `undefined` when the next one stands alone. */
export function nextGroup(walk: Walk, open: Open, session: Visit['session']): QuestionGroupView | undefined {
  const [first] = open.assessment.interview.groups;
  if (first?.group === undefined || first.questions.length < 2) return undefined;
  const { group, subject, questions } = first;
  const fields = questions
    .slice(0, mostOnPage)
    .map((question) => fieldOf(walk, open, question, saidBefore(open.stored, question), question));
  return viewOf(walk, open, { group, subject, then: 'question', fields, session });
}

async function takeAnswers(walk: Walk, { c, screen, session }: Visit): Promise<Response> {
  const { house, language } = walk;
  const form = await readForm(c);
  const open = openOf(house, session);
  const group = form.one('group');
  const subject = form.one('subject');
  const then = thenIn(form.one('then'));
  const asked = new Set(form.all('asked'));
  const keys = keysOf(open, group, subject).filter(({ fact }) => asked.has(fact));
  if (open === undefined || keys.length === 0) return showProblem(c, screen, 'badRequest', 400);
  const isRestUnknown = form.one('do') === 'unknown';
  const replies = keys.map((key) => {
    const fact = open.catalogue.facts.get(key.fact)!;
    const said = saidIn(form, fact);
    return { key, fact, said, reply: readReply(walk, fact, said, toldFact(session.stored, key), isRestUnknown) };
  });
  let stored: StoredSituation = session.stored;
  for (const { key, reply } of replies) if (!('problem' in reply)) stored = answered(stored, key, reply, group);
  const [brought] = misfitsBrought(house, session.stored, stored);
  const misfit = brought === undefined ? undefined : misfitTexts(language, [brought])[0]?.text;
  const misfitOf = keys.find(({ fact }) => brought?.place?.path?.endsWith(`/${fact}`)) ?? keys[0];
  const again = (status: 409 | 422, version: number): Response => {
    const fields = replies.map(({ key, said, reply }): GroupField => {
      const error = 'problem' in reply ? reply.problem : key === misfitOf ? misfit : undefined;
      return { ...fieldOf(walk, open, key, said), ...(error === undefined ? {} : { error }) };
    });
    const view = viewOf(walk, open, { group, subject, then, fields, session });
    const path = `/situation/questions?${new URLSearchParams({ group, subject, then }).toString()}`;
    return show(
      c,
      questionGroupPage({ ...screen, path }, open, { ...view, version, changedMeanwhile: status === 409 }),
      status,
    );
  };
  if (misfit !== undefined || replies.some(({ reply }) => 'problem' in reply)) return again(422, session.version);
  const saved = await keep(house, session.code, stored, form);
  if (saved === undefined) return again(409, await newestVersion(house, session));
  return go(c, walk, `/situation/${then}`);
}

/** A value, a mark that there is none, or what is to be mended: both at once, and neither. */
function readReply(
  { language, house }: Walk,
  fact: Fact,
  { typed, marked }: Said,
  before: FactValue | undefined,
  isRestUnknown: boolean,
): Reply | { readonly problem: string } {
  const isEmpty = isNothing(typed);
  if (marked === withoutAnswer.unknown || marked === withoutAnswer.declined) {
    if (!isEmpty && !hasChoices(fact)) return { problem: say(language, 'answerOrMark') };
    return noReply(fact, marked === withoutAnswer.declined ? 'declined' : 'unknown', before);
  }
  if (isEmpty && isRestUnknown) return noReply(fact, 'unknown', before);
  if (isEmpty) return { problem: say(language, 'answerOrSkip') };
  return replyOf(language, fact, typed, today(house));
}

function isNothing({ one, many, day, month, year, absent }: Typed): boolean {
  return !absent && many.length === 0 && [one, day, month, year].every((part) => part.trim() === '');
}

function saidIn(form: Form, fact: Fact): Said {
  const name = fieldName(fact.id);
  const one = form.one(name);
  const typed: Typed = {
    ...nothingTyped,
    one,
    many: fact.type === 'choices' ? form.all(name) : [],
    day: form.one(`${name}-day`),
    month: form.one(`${name}-month`),
    year: form.one(`${name}-year`),
    absent: form.one(`${name}-absent`) === 'yes',
  };
  return { typed, marked: hasChoices(fact) ? one : form.one(markName(fact.id)) };
}

function saidBefore(stored: StoredSituation, key: FactKey): Said {
  const none = noneOf(stored, key);
  const marked = none === undefined ? '' : withoutAnswer[none];
  const typed = typedFrom(toldFact(stored, key));
  return { marked, typed: none === undefined ? typed : { ...typed, one: marked } };
}

/** Facts of a group, asked of somebody who is in the situation. */
function keysOf(open: Open | undefined, group: string, subject: string): readonly FactKey[] {
  const found = open?.catalogue.groups.find(({ id }) => id === group);
  if (open === undefined || found === undefined) return [];
  const isThere =
    found.of === 'household' ? subject === household : open.stored.input.people.some(({ id }) => id === subject);
  return isThere ? found.facts.map((fact) => ({ fact, subject })) : [];
}

function keysAgain(open: Open, group: string, subject: string): readonly FactKey[] {
  const isOpen = (key: FactKey): boolean =>
    open.assessment.interview.groups.some(({ questions }) => questions.some((one) => sameKey(one, key)));
  return keysOf(open, group, subject).filter(
    (key) => isOpen(key) || open.stored.history.some((turn) => sameKey(turn, key)),
  );
}

function fieldOf(walk: Walk, open: Open, key: FactKey, said: Said, question?: NextQuestion): GroupField {
  const { language } = walk;
  const fact = open.catalogue.facts.get(key.fact)!;
  const asked = question ?? openQuestion(open, key);
  // A field that is no choice is told by its mark, and stays as it was written.
  const typed = hasChoices(fact) || said.typed.one !== said.marked ? said.typed : { ...said.typed, one: '' };
  return {
    key: { fact: key.fact, subject: key.subject },
    fact,
    text: capitalised((asked?.text ?? questionOf(open.catalogue, open.told, key))[language]),
    ...(asked === undefined ? {} : { why: asked.why[language] }),
    typed,
    marked: said.marked,
    // Whoever came to change an answer may change it to anything.
    ruledOut: asked?.ruledOut ?? [],
  };
}

function openQuestion(open: Open, key: FactKey): NextQuestion | undefined {
  return open.assessment.interview.groups.flatMap(({ questions }) => questions).find((one) => sameKey(one, key));
}

function viewOf(
  walk: Walk,
  open: Open,
  {
    session,
    ...view
  }: Pick<QuestionGroupView, 'group' | 'subject' | 'then' | 'fields'> & { readonly session: Visit['session'] },
): QuestionGroupView {
  const group = open.catalogue.groups.find(({ id }) => id === view.group)!;
  return {
    ...view,
    title: groupTitle(open.told, group, view.subject)[walk.language],
    version: session.version,
    back: backFrom(
      open.stored,
      view.fields.map(({ key }) => key),
      view.then,
    ),
    changedMeanwhile: false,
  };
}
