import { createHash } from 'node:crypto';

import { readTold } from '#assessment';
import { isSomebodyElse, valueOf } from '#exchange';
import type { Open } from '#web/pages/open.ts';
import { consentsPage } from '#web/pages/consents.ts';
import type { ConsentsView } from '#web/pages/consents.ts';
import { readForm } from '#web/form.ts';
import { today } from '#web/house.ts';
import { keep, openOf } from '#web/session.ts';
import { signedIn } from '#web/signed-in.ts';
import { sameKey, withReceived } from '#web/stored.ts';
import type { StoredConsent, StoredSituation } from '#web/stored.ts';

import { say } from '#web/words.ts';

import { backFrom, thenIn } from './back.ts';
import { newestVersion } from './confirm.ts';
import type { Visit, Walk } from './walk.ts';
import { go, show, showProblem, withSession } from './walk.ts';

/** Fewer questions than this are asked rather than agreed upon. */
const worthOffering = 2;

export function addConsents(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/situation/consents',
    withSession(walk, async ({ c, screen, session }) => {
      const open = openOf(house, session);
      if (open === undefined) return go(c, walk, '/situation/confirm');
      const view = viewOf(open, session, thenIn(c.req.query('then')));
      return show(c, consentsPage(screen, open, { ...view, ...(await askedAs(walk, c, session.stored)) }));
    }),
  );

  app.post(
    '/situation/consents',
    withSession(walk, (visit) => takeConsents(walk, visit)),
  );

  app.post(
    '/situation/registers',
    withSession(walk, async ({ c, session }) => {
      const form = await readForm(c);
      await keep(house, session.code, await withAnswers(walk, c, session.code, session.stored), form);
      return go(c, walk, '/situation/result#registers');
    }),
  );
}

/** As whom registers would be asked about the applicant, for whoever is signed in to see. */
async function askedAs({ house }: Walk, c: Visit['c'], stored: StoredSituation): Promise<Pick<ConsentsView, 'asked'>> {
  const who = await signedIn(c, house);
  const read = readTold(house.catalogue, stored.input, { asOf: today(house) });
  if (house.exchange === undefined || who?.actor.kind !== 'person' || 'problems' in read) return {};
  const names = await house.exchange.knownAs(who.actor.person);
  if (names === undefined) return { asked: { is: 'not-told' } };
  return { asked: { is: isSomebodyElse(read.told, names) ? 'somebody-else' : 'herself', names } };
}

/** Asks the registers that may be asked, when it is known who asks: whoever is signed in. */
async function withAnswers(
  { house }: Walk,
  c: Visit['c'],
  code: string,
  stored: StoredSituation,
): Promise<StoredSituation> {
  const who = await signedIn(c, house);
  const read = readTold(house.catalogue, stored.input, { asOf: today(house) });
  if (house.exchange === undefined || who?.actor.kind !== 'person' || 'problems' in read) return stored;
  const { actor } = who;
  const id = createHash('sha256').update(code).digest('hex').slice(0, 32);
  const facts = await house.exchange.askFor({
    person: actor.person,
    purpose: { kind: 'situation', id },
    asker: 'mfc',
    told: read.told,
    reason: say('ru', 'registersReason'),
    by: actor,
    idempotencyKey: `situation ${id} ${today(house)}`,
  });
  return withReceived(
    stored,
    facts.map(({ agency, subject, answer, id: inquiry }) => ({
      fact: answer.fact,
      subject,
      value: valueOf(answer),
      agency,
      inquiry,
    })),
  );
}

/** True at the moment when agreeing saves questions: the next one is held by a register that nobody has offered to ask. */
export function isOfferDue({ assessment, stored }: Open): boolean {
  const next = assessment.nextQuestion;
  const fresh = assessment.interview.offers.filter(
    ({ agency, kind }) => kind === 'plain' && !stored.offered.includes(agency),
  );
  const saved = fresh.reduce((sum, { facts }) => sum + facts.length, 0);
  return saved >= worthOffering && fresh.some(({ facts }) => facts.some((key) => next !== null && sameKey(key, next)));
}

async function takeConsents(walk: Walk, { c, screen, session }: Visit): Promise<Response> {
  const { house } = walk;
  const form = await readForm(c);
  const open = openOf(house, session);
  if (open === undefined) return showProblem(c, screen, 'badRequest', 400);
  const then = thenIn(form.one('then'));
  const view = viewOf(open, session, then);
  const chosen = form.one('do');
  const agreed =
    chosen === 'none' ? view.inForce : chosen === 'all' ? new Set(view.agencies) : new Set(form.all('agency'));
  const also = form.all('also').filter((id) => view.others.includes(id));
  const stored = await withAnswers(
    walk,
    c,
    session.code,
    withConsents(session.stored, view.agencies, agreed, also, today(house)),
  );
  const saved = await keep(house, session.code, stored, form);
  if (saved !== undefined) return go(c, walk, `/situation/${then}`);
  const again = { ...view, version: await newestVersion(house, session), inForce: agreed, also: new Set(also) };
  const asked = await askedAs(walk, c, session.stored);
  return show(c, consentsPage(screen, open, { ...again, ...asked, changedMeanwhile: true }), 409);
}

/**
 * The consents as the page left them: what is marked is given from today, what is not marked any more is withdrawn from
 * today; what was given and withdrawn before stays written down. Who else has agreed is told anew each time.
 */
function withConsents(
  stored: StoredSituation,
  shown: readonly string[],
  agreed: ReadonlySet<string>,
  also: readonly string[],
  day: string,
): StoredSituation {
  const before = stored.input.consents ?? [];
  const isOpen = (consent: StoredConsent): boolean => consent.withdrawn === undefined;
  const sameAlso = (consent: StoredConsent): boolean =>
    (consent.also ?? []).length === also.length && also.every((id) => consent.also?.includes(id));
  const kept = before.flatMap((consent): StoredConsent[] => {
    if (!isOpen(consent) || !shown.includes(consent.agency)) return [consent];
    if (agreed.has(consent.agency) && sameAlso(consent)) return [consent];
    // Given and taken back on one day: it never held.
    return consent.given === day ? [] : [{ ...consent, withdrawn: day }];
  });
  const holds = new Set(kept.filter(isOpen).map(({ agency }) => agency));
  const given = shown
    .filter((agency) => agreed.has(agency) && !holds.has(agency))
    .map((agency): StoredConsent => ({ agency, given: day, ...(also.length === 0 ? {} : { also }) }));
  return {
    ...stored,
    input: { ...stored.input, consents: [...kept, ...given] },
    offered: [...new Set([...stored.offered, ...shown])],
  };
}

/** Registers that hold something open, or that may be asked already. */
function viewOf(open: Open, session: Visit['session'], then: ConsentsView['then']): ConsentsView {
  const { catalogue, assessment, stored } = open;
  const consents = (stored.input.consents ?? []).filter(({ withdrawn }) => withdrawn === undefined);
  const inForce = new Set(consents.map(({ agency }) => agency));
  const offered = assessment.interview.offers.filter(({ kind }) => kind === 'plain').map(({ agency }) => agency);
  const agencies = [...catalogue.registers.values()]
    .filter(({ agency, consent }) => consent.kind === 'plain' && (inForce.has(agency) || offered.includes(agency)))
    .map(({ agency }) => agency);
  const others = new Set([
    ...assessment.interview.offers.flatMap(({ withOthers }) => withOthers.people),
    ...consents.flatMap(({ also }) => also ?? []),
  ]);
  return {
    agencies,
    inForce,
    others: [...others],
    also: new Set(consents.flatMap(({ also }) => also ?? [])),
    version: session.version,
    then,
    back: then === 'question' ? backFrom(stored, [], then) : `/situation/${then}`,
    changedMeanwhile: false,
  };
}
