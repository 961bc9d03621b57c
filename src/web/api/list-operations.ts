import { today } from '#web/house.ts';
import { refuse } from '#web/routes/api.ts';
import { lookAtOwnCases, lookAtOwnJournal, lookAtReviews, lookAtWork } from '#web/routes/own-looks.ts';
import { placeIn, placeText, reviewPlaceIn, reviewPlaceText } from '#web/routes/work.ts';

import {
  agreementListShape,
  agreementShape,
  caseListShape,
  journalShape,
  reviewsShape,
  workShape,
} from './case-shape.ts';
import type { ApiOperation } from './operation.ts';
import { noSuchAgreement } from './problems.ts';
import { journalQuery, reviewsQuery, workQuery } from './query-shapes.ts';

/** Lists: one's own cases, the work of one's agency, who looked at one's data, the agreements. */
export const listOperations: readonly ApiOperation[] = [
  {
    id: 'listCases',
    method: 'get',
    path: '/api/cases',
    tag: 'cases',
    summary: 'Your own cases and those of people who have named you as a helper, the newest first.',
    right: 'own-cases.list',
    answer: caseListShape,
    status: 200,
    answerTo: async ({ c, house, who }) => {
      const cases = await lookAtOwnCases(house, who);
      return c.json({
        cases: cases.map(({ number, person, status, agreement, lead, openedAt }) => {
          return { number, person, status, agreement, lead, openedAt };
        }),
      });
    },
  },
  {
    id: 'listWork',
    method: 'get',
    path: '/api/work',
    tag: 'work',
    summary: 'Open tasks of your agency, what is due first standing first, fifty at a time.',
    right: 'worklist.see',
    query: workQuery,
    answer: workShape,
    status: 200,
    answerTo: async ({ c, house, who, query }) => {
      const { whose, late, state, after } = workQuery.parse(query);
      const officer = who.actor.kind === 'officer' ? who.actor.officer : '';
      const place = placeIn(after);
      const { rows, more } = await lookAtWork(house, who, {
        ...(whose === undefined || whose === 'all' ? {} : { officer: whose === 'mine' ? officer : 'nobody' }),
        ...(late === 'yes' ? { lateOn: today(house) } : {}),
        ...(state === undefined ? {} : { state }),
        ...(place === undefined ? {} : { after: place }),
      });
      const tasks = rows.map(({ person: _person, id: _id, place: _place, ...row }) => row);
      return c.json({ tasks, ...(more === undefined ? {} : { more: placeText(more) }) });
    },
  },
  {
    id: 'listReviews',
    method: 'get',
    path: '/api/reviews',
    tag: 'work',
    summary:
      'Cases that your agency leads and whose participants should meet again, told of longest ago first, fifty at a time.',
    right: 'reviews.see',
    query: reviewsQuery,
    answer: reviewsShape,
    status: 200,
    answerTo: async ({ c, house, who, query }) => {
      const { whose, after } = reviewsQuery.parse(query);
      const officer = who.actor.kind === 'officer' ? who.actor.officer : '';
      const place = reviewPlaceIn(after);
      const { rows, more } = await lookAtReviews(house, who, {
        ...(whose === undefined || whose === 'all' ? {} : { officer: whose === 'mine' ? officer : 'nobody' }),
        ...(place === undefined ? {} : { after: place }),
      });
      const reviews = rows.map(({ number, since, officer: contact }) => ({
        number,
        since,
        ...(contact === undefined ? {} : { officer: contact }),
      }));
      return c.json({ reviews, ...(more === undefined ? {} : { more: reviewPlaceText(more) }) });
    },
  },
  {
    id: 'listJournal',
    method: 'get',
    path: '/api/journal',
    tag: 'journal',
    summary: 'Who looked at your data or changed it, why and on what ground, the newest first.',
    right: 'own-journal.see',
    query: journalQuery,
    answer: journalShape,
    status: 200,
    answerTo: async ({ c, house, who, query }) => {
      const { own, before } = journalQuery.parse(query);
      const asked = { own: own === 'yes', before: before === undefined ? undefined : Number(before) };
      const { entries, older } = await lookAtOwnJournal(house, who, asked);
      return c.json({
        entries: entries.map(({ person: _person, ...entry }) => entry),
        ...(older === undefined ? {} : { older }),
      });
    },
  },
  {
    id: 'listAgreements',
    method: 'get',
    path: '/api/agreements',
    tag: 'agreements',
    summary: 'Agreements of agencies on joint work.',
    right: 'agreement.see',
    answer: agreementListShape,
    status: 200,
    answerTo: async ({ c, house }) => c.json({ agreements: [...house.catalogue.agreements.values()] }),
  },
  {
    id: 'getAgreement',
    method: 'get',
    path: '/api/agreements/:id',
    tag: 'agreements',
    summary: 'An agreement with its clauses.',
    right: 'agreement.see',
    answer: agreementShape,
    status: 200,
    answerTo: async ({ c, house }) => {
      const agreement = house.catalogue.agreements.get(c.req.param('id') ?? '');
      return agreement === undefined ? refuse(c, 404, [noSuchAgreement]) : c.json(agreement);
    },
  },
];
