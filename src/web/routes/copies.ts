import { may } from '#access';
import { answersAbout, copiesOf, copyByNumber, revokedBecause } from '#copies';
import type { CertifiedCopy } from '#copies';
import type { InquiryRef } from '#exchange';
import { readInquiries, receivedFacts } from '#exchange';
import type { Entry, Ground } from '#journal';
import type { Problem } from '#language';
import { readForm } from '#web/form.ts';
import type { Form } from '#web/form.ts';
import { caseAnswersPage } from '#web/pages/case-answers.ts';
import { copiesPage, copyPage, makeCopyPage } from '#web/pages/copies.ts';
import type { CopiesView, CopyView } from '#web/pages/copies.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

import type { Attended } from './attended.ts';
import { deny, withRight } from './attended.ts';
import { withCase } from './case-look.ts';
import type { Walk } from './walk.ts';
import { go, show, showProblem } from './walk.ts';

const linesOnPage = 50;
const answersShown = 200;

/** Certified paper copies: made of answers of registers, printed, revoked; and the register of those an agency has issued. */
export function addCopies(walk: Walk): void {
  const { app, house, language } = walk;

  app.get(
    '/copies',
    withRight(walk, 'copies.see', async (attended) => show(attended.c, await registerPage(walk, attended))),
  );

  app.get(
    '/copies/make',
    withRight(walk, 'copy.issue', async (attended) => {
      const { c, screen } = attended;
      const inquiry = (c.req.query('inquiry') ?? '').trim().slice(0, 100);
      const prepared = await lookAtAnswer(walk, attended, inquiry);
      if (prepared === undefined)
        return show(
          c,
          await registerPage(walk, attended, { typed: inquiry, fault: say(language, 'copyInquiryWrong') }),
          422,
        );
      const view = { inquiry, key: newKey(walk) };
      return 'problem' in prepared
        ? show(c, makeCopyPage(screen, house, { ...view, refusal: textOf(walk, prepared.problem) }), 409)
        : show(c, makeCopyPage(screen, house, { ...view, text: prepared.text }));
    }),
  );

  app.post(
    '/copies/make',
    withRight(walk, 'copy.issue', async (attended) => {
      const { c, screen } = attended;
      const form = await readForm(c);
      const inquiry = form.one('inquiry').slice(0, 100);
      const ref = await answerCalled(walk, attended, inquiry);
      if (ref === undefined) return showProblem(c, screen, 'notFound', 404);
      const made = await house.copies.issue(ref, certifying(attended, 'copy.issue'), keyIn(walk, form));
      if ('answer' in made) return go(c, walk, `/copies/${made.answer.number}?done=issued`);
      const refusal = textOf(walk, made.problem);
      return show(c, makeCopyPage(screen, house, { inquiry, key: newKey(walk), refusal }), 409);
    }),
  );

  app.get(
    '/copies/:number',
    withRight(walk, 'copies.see', async (attended) => {
      const { c, screen } = attended;
      const done = (['issued', 'revoked'] as const).find((one) => one === c.req.query('done'));
      const view = await lookAtCopy(walk, attended);
      if (view === undefined) return showProblem(c, screen, 'notFound', 404);
      return show(c, copyPage(screen, house, done === undefined ? view : { ...view, done }));
    }),
  );

  app.post(
    '/copies/:number/revoke',
    withRight(walk, 'copies.see', async (attended) => {
      const { c, screen } = attended;
      const form = await readForm(c);
      const because = revokedBecause.find((one) => one === form.one('because'));
      const view = await lookAtCopy(walk, attended);
      if (view === undefined) return showProblem(c, screen, 'notFound', 404);
      const again = (fault: string, status: 409 | 422): Response =>
        show(c, copyPage(screen, house, { ...view, fault }), status);
      if (because === undefined) return again(say(language, 'chooseOneHere'), 422);
      const { number } = view.copy;
      const done = await house.copies.revoke(number, certifying(attended, 'copies.see'), because, keyIn(walk, form));
      return 'problem' in done ? again(textOf(walk, done.problem), 409) : go(c, walk, `/copies/${number}?done=revoked`);
    }),
  );

  app.get(
    '/case/:number/answers',
    withCase(walk, 'case page', async (visit) => {
      const { c, screen, who, joint, viewer } = visit;
      // The applicant reads of each answer, with what it says, in her journal.
      if (viewer === 'applicant') return go(c, walk, '/my/journal');
      const answers = await house.look(who, async (transaction) => ({
        seen: await answersAbout(transaction, joint.person, answersShown),
        entries: [],
      }));
      const mayIssue = may(who, 'copy.issue').allowed;
      const mayAsk = joint.status === 'open' && may(who, 'case.act', visit.shape).allowed;
      const view = { number: joint.number, answers, mayIssue, ...(mayAsk ? { key: newKey(walk) } : {}) };
      return show(c, caseAnswersPage(screen, house, view));
    }),
  );

  app.post(
    '/case/:number/answers',
    withCase(walk, 'case form', async (visit) => {
      const { c, who, joint, viewer } = visit;
      const { actor } = who;
      if (viewer === 'applicant' || actor.kind !== 'officer' || !may(who, 'case.act', visit.shape).allowed)
        return deny(visit, 'deniedRole');
      const key = keyIn(walk, await readForm(c));
      // Asked with the whole case, of which the officer sees only what is disclosed to her agency.
      const whole = await house.cases.read(joint);
      if (whole?.status === 'open')
        await house.exchange?.askFor({
          person: whole.person,
          purpose: { kind: 'case', id: whole.id, number: whole.number },
          asker: actor.agency,
          told: whole.told,
          joint: whole,
          reason: say('ru', 'caseNumber', { number: whole.number }),
          by: actor,
          idempotencyKey: `case ${whole.id} ${key}`,
        });
      return go(c, walk, `/case/${joint.number}/answers`);
    }),
  );
}

async function registerPage(
  { house }: Walk,
  { c, screen, who }: Attended,
  told: Pick<CopiesView, 'typed' | 'fault'> = { typed: '' },
): Promise<ReturnType<typeof copiesPage>> {
  const before = c.req.query('before');
  const lines = await house.look(who, async (transaction) => ({
    seen: await copiesOf(transaction, {
      most: linesOnPage + 1,
      ...(before === undefined ? {} : { before }),
    }),
    entries: [],
  }));
  const shown = lines.slice(0, linesOnPage);
  const older = lines.length > linesOnPage ? shown.at(-1)?.number : undefined;
  const mayIssue = may(who, 'copy.issue').allowed;
  return copiesPage(screen, house, { lines: shown, mayIssue, ...told, ...(older === undefined ? {} : { older }) });
}

/** The answer of this number, when it is one that the officer's agency was given. */
async function answerCalled({ house }: Walk, { who }: Attended, id: string): Promise<InquiryRef | undefined> {
  return await house.look(who, async (transaction) => {
    const row = await transaction
      .selectFrom('inquiry')
      .select(['person', 'id'])
      .where('id', '=', id)
      .executeTakeFirst();
    return { seen: row, entries: [] };
  });
}

/** What is in the answer is shown to the officer, so it is a look. */
async function lookAtAnswer(walk: Walk, attended: Attended, id: string) {
  const { house } = walk;
  const { who } = attended;
  const ref = await answerCalled(walk, attended, id);
  if (ref === undefined || who.actor.kind !== 'officer') return undefined;
  const looked = await house.look(who, async (transaction) => {
    const [inquiry] = await readInquiries(transaction, [ref]);
    const facts = (await receivedFacts(transaction, [ref])).map(({ answer }) => answer.fact);
    const entry = entryOf(walk, attended, 'copy.issue', { kind: 'inquiry', id }, facts, 'copy form');
    return { seen: inquiry, entries: inquiry === undefined ? [] : [{ person: ref.person, entry }] };
  });
  return looked === undefined ? undefined : await house.copies.prepare(ref, who.actor.agency);
}

async function lookAtCopy(walk: Walk, attended: Attended): Promise<CopyView | undefined> {
  const { house, language } = walk;
  const { c, who } = attended;
  const number = c.req.param('number') ?? '';
  const copy = await house.look(who, async (transaction) => {
    const seen: CertifiedCopy | undefined = await copyByNumber(transaction, number);
    if (seen === undefined) return { seen, entries: [] };
    const facts = seen.text.answer.facts.map(({ fact }) => fact);
    const entry = entryOf(walk, attended, 'copies.see', { kind: 'copy', id: number }, facts, 'copy page');
    return { seen, entries: [{ person: seen.person, entry }] };
  });
  if (copy === undefined) return undefined;
  const address = `${house.originOf(c)}${pathIn(language, '/copy')}`;
  return { copy, address, key: newKey(walk), mayRevoke: true };
}

function entryOf(
  { house }: Walk,
  { who }: Attended,
  operation: 'copy.issue' | 'copies.see',
  object: Entry['object'],
  facts: readonly string[],
  purpose: string,
): Entry {
  const ground = groundOf(who, operation);
  return { at: house.now().toISOString(), actor: who.actor, action: 'looked', object, facts, ground, purpose };
}

function certifying(
  { who }: Attended,
  operation: 'copy.issue' | 'copies.see',
): Parameters<Walk['house']['copies']['issue']>[1] {
  const { actor, name } = who;
  if (actor.kind !== 'officer') throw new Error('Copies are certified by officers.');
  const { officer, agency, office } = actor;
  const by = { officer, name, agency, ...(office === undefined ? {} : { office }) };
  return { actor, by, ground: groundOf(who, operation) };
}

function groundOf(who: Attended['who'], operation: 'copy.issue' | 'copies.see'): Ground {
  const verdict = may(who, operation);
  if (!verdict.allowed) throw new Error(`${operation}: done without a right to it.`);
  return verdict.ground;
}

function newKey({ house }: Walk): string {
  return Buffer.from(house.random(16)).toString('hex');
}

/** A form whose key was tampered with gets one of its own: it is a command of its own then. */
function keyIn(walk: Walk, form: Form): string {
  return /^[\da-f]{32}$/u.test(form.one('key')) ? form.one('key') : newKey(walk);
}

function textOf({ language }: Walk, { message, remedy }: Problem): string {
  return `${message[language]} ${remedy?.[language] ?? ''}`.trim();
}
