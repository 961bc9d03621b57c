import { may } from '#access';
import type { SignedIn } from '#access';
import type { EntryOf } from '#journal';
import type { Problem } from '#language';
import { batchesIn, offersTo, sampleOf, servicesIn } from '#offers';
import { candidatesOf, isRefused } from '#region';
import { readForm } from '#web/form.ts';
import type { House } from '#web/house.ts';
import { withOfferTaken } from '#web/offered.ts';
import { remember, sessionOf } from '#web/session.ts';
import { today } from '#web/house.ts';
import { myOffersPage, offerBatchPage, offersPage } from '#web/pages/offers.ts';

import { pathIn } from '#web/paths.ts';

import { withRight } from './attended.ts';
import type { Attended } from './attended.ts';
import { onRegion, showWorking } from './on-region.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const batchesShown = 100;
const sampleSize = 10;

/** Batches of offers for the methodologist, and what a resident is offered. */
export function addOffers(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/offers',
    withRight(walk, 'offers.review', (attended) => batchesPage(walk, attended)),
  );

  app.post(
    '/offers/make',
    withRight(walk, 'offers.review', (attended) => make(walk, attended)),
  );

  app.get(
    '/offers/making/:rule/:key',
    withRight(walk, 'offers.review', (attended) => making(walk, attended)),
  );

  app.get(
    '/offers/:batch',
    withRight(walk, 'offers.review', (attended) => batchPage(walk, attended)),
  );

  app.post(
    '/offers/:batch/release',
    withRight(walk, 'offers.review', async (attended) => {
      const { c, who } = attended;
      const key = (await readForm(c)).one('key');
      const done = await house.offers.release(c.req.param('batch') ?? '', who.actor, `release ${key}`);
      return batchPage(walk, attended, 'problem' in done ? done : { released: done.answer.released });
    }),
  );

  app.get(
    '/my/offers',
    withRight(walk, 'own-cases.list', async (attended) => {
      const { actor } = attended.who;
      if (actor.kind === 'person') await house.contacts.markReadAt(actor.person, '/my/offers');
      return await ownPage(walk, attended);
    }),
  );

  app.post(
    '/my/offers/begin',
    withRight(walk, 'own-cases.list', (attended) => begin(walk, attended)),
  );

  app.post(
    '/my/offers',
    withRight(walk, 'own-cases.list', async (attended) => {
      const { c, who } = attended;
      if (who.actor.kind !== 'person') return go(c, walk, '/work');
      const form = await readForm(c);
      const answer = form.one('answer') === 'accepted' ? 'accepted' : 'declined';
      const of = { batch: form.one('batch'), service: form.one('service'), subject: form.one('subject') };
      const done = await house.offers.answer(who.actor.person, of, answer, `answer ${form.one('key')}`);
      return 'problem' in done ? ownPage(walk, attended, done.problem) : go(c, walk, '/my/offers');
    }),
  );
}

async function batchesPage(
  { house }: Walk,
  { c, screen, who }: Attended,
  problems: readonly Problem[] = [],
): Promise<Response> {
  const batches = await house.look(who, async (transaction) => ({
    seen: await batchesIn({ queries: transaction }, batchesShown),
    entries: [],
  }));
  const page = offersPage(screen, house, { batches, key: newKey(house), problems });
  return show(c, page, problems.length === 0 ? 200 : 409);
}

/** A batch is made of the region as it is now: the services of a rule are answered for everybody. */
async function make(walk: Walk, attended: Attended): Promise<Response> {
  const { house } = walk;
  const form = await readForm(attended.c);
  const rule = house.catalogue.proactive.get(form.one('rule'));
  if (rule === undefined) return batchesPage(walk, attended, [noSuchRule]);
  const key = form.one('key').slice(0, longestKey);
  await onRegion(house, house.works.batch, workOf(rule.id, key), async (asked) => {
    const found = await candidatesOf(asked, rule.services);
    if (isRefused(found)) return found;
    const { candidates, ...known } = found;
    const made = await house.offers.make({ rule: rule.id, day: asked.day, candidates, known });
    return 'problem' in made ? { problems: [made.problem] } : made;
  });
  return go(attended.c, walk, makingPath(rule.id, key));
}

async function making(walk: Walk, attended: Attended): Promise<Response> {
  const { house, language } = walk;
  const { c, screen } = attended;
  const { rule = '', key = '' } = c.req.param();
  const standing = await house.works.batch.standing(workOf(rule, key));
  // Begun before a restart, or long ago: what was made stands in the list.
  if (standing === undefined) return go(c, walk, '/offers');
  if ('working' in standing) {
    const at = pathIn(language, makingPath(rule, key));
    return showWorking(c, screen, standing.working, { title: 'offersTitle', back: '/offers', at });
  }
  const { found } = standing;
  return isRefused(found) ? batchesPage(walk, attended, found.problems) : go(c, walk, `/offers/${found.batch.id}`);
}

const longestKey = 64;

function workOf(rule: string, key: string): string {
  return `${rule} ${key}`;
}

function makingPath(rule: string, key: string): string {
  return `/offers/making/${encodeURIComponent(rule)}/${encodeURIComponent(key)}`;
}

const noSuchRule: Problem = {
  code: 'no-proactive-rule',
  message: { ru: 'Такого правила больше нет.', en: 'There is no such rule any more.' },
  remedy: { ru: 'Выберите правило из списка.', en: 'Choose a rule of the list.' },
};

async function batchPage(
  { house }: Walk,
  { c, screen, who }: Attended,
  told: { readonly released?: number; readonly problem?: Problem } = {},
): Promise<Response> {
  const id = c.req.param('batch') ?? '';
  const seen = await house.look(who, async (transaction) => {
    const queries = { queries: transaction };
    const batch = (await batchesIn(queries, batchesShown)).find((one) => one.id === id);
    const sample = batch === undefined ? [] : await sampleOf(queries, id, sampleSize);
    const services = batch === undefined ? [] : await servicesIn(queries, id);
    const people = [...new Set(sample.map(({ person }) => person))];
    return { seen: { batch, sample, services }, entries: people.map((person) => lookOf(house, who, person, id)) };
  });
  const { batch, sample, services } = seen;
  if (batch === undefined) return c.notFound();
  const page = offerBatchPage(screen, house, { batch, sample, services, key: newKey(house), ...told });
  return show(c, page, told.problem === undefined ? 200 : 409);
}

async function ownPage({ house }: Walk, { c, screen, who }: Attended, problem?: Problem): Promise<Response> {
  const { actor } = who;
  if (actor.kind !== 'person') return c.redirect('/work', 303);
  const offers = await house.look(who, async (transaction) => ({
    seen: await offersTo({ queries: transaction }, actor.person),
    entries: [lookOf(house, who, actor.person, 'own')],
  }));
  const keys = offers.map(() => newKey(house));
  const told = { offers, keys, ...(problem === undefined ? {} : { problem }) };
  return show(c, myOffersPage(screen, house.catalogue, today(house), told), problem === undefined ? 200 : 409);
}

/** What was accepted is applied for: in a situation of her own, or in the one open on this device where she says that it is hers. */
async function begin(walk: Walk, attended: Attended): Promise<Response> {
  const { house, language } = walk;
  const { c, who } = attended;
  const { actor } = who;
  if (actor.kind !== 'person') return go(c, walk, '/work');
  const form = await readForm(c);
  const offers = await house.look(who, async (transaction) => ({
    seen: await offersTo({ queries: transaction }, actor.person),
    entries: [lookOf(house, who, actor.person, form.one('batch'))],
  }));
  const offer = offers.find(
    ({ batch, service, subject }) =>
      batch === form.one('batch') && service === form.one('service') && subject === form.one('subject'),
  );
  const service = offer === undefined ? undefined : house.catalogue.services.get(offer.service);
  if (offer?.answer !== 'accepted' || service === undefined) return ownPage(walk, attended, notAccepted);
  const session = form.one('into') === 'open' ? await sessionOf(c, house) : ({ none: 'noSituation' } as const);
  const told = withOfferTaken('none' in session ? undefined : session.stored, service, {
    phrase: service.name[language],
    isForChild: offer.subject !== offer.person,
  });
  const key = `offer ${form.one('key')}`;
  if ('none' in session) {
    const opened = await house.situations.open(told, key);
    if ('problem' in opened) return ownPage(walk, attended, opened.problem);
    remember(c, opened.code);
    house.tries.opened(house.addressOf(c), opened.code);
    return go(c, walk, '/situation/confirm');
  }
  const saved = await house.situations.save(session.code, told, session.version, key);
  return 'problem' in saved ? ownPage(walk, attended, saved.problem) : go(c, walk, '/situation/confirm');
}

const notAccepted: Problem = {
  code: 'offer-not-accepted',
  message: { ru: 'Это предложение не принято, или его нет.', en: 'This offer is not accepted, or there is none.' },
  remedy: { ru: 'Сначала согласитесь на него.', en: 'Accept it first.' },
};

function newKey({ random }: House): string {
  return Buffer.from(random(16)).toString('hex');
}

function lookOf(house: House, who: SignedIn, person: string, id: string): EntryOf {
  const verdict = may(who, who.actor.kind === 'person' ? 'own-cases.list' : 'offers.review');
  if (!verdict.allowed) throw new Error('offers: shown without a right to it.');
  return {
    person,
    entry: {
      at: house.now().toISOString(),
      actor: who.actor,
      action: 'looked',
      object: { kind: 'offer', id },
      facts: [],
      ground: verdict.ground,
      purpose: who.actor.kind === 'person' ? 'own offers' : 'review of offers',
    },
  };
}
