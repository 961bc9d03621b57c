import { may } from '#access';
import type { SignedIn } from '#access';
import { casesOf, reviewsDue, worklist } from '#cases';
import type { CaseLine, ReviewFilter, ReviewRow, WorklistFilter, WorklistRow } from '#cases';
import { answersAbout } from '#copies';
import type { AnswerAbout } from '#copies';
import { pageOfLooks } from '#exchange';
import type { LookAtMe } from '#exchange';
import type { EntryOf } from '#journal';
import type { House } from '#web/house.ts';

import { looksAtCases } from './looks.ts';

const tasksOnPage = 50;
const answersLooked = 200;

/** The cases of a resident and of those she acts for, the newest first. */
export async function lookAtOwnCases(house: House, who: SignedIn): Promise<readonly CaseLine[]> {
  const { actor, actsFor } = who;
  if (actor.kind !== 'person') return [];
  return await house.look(who, async (transaction) => {
    const seen = await casesOf({ queries: transaction }, [actor.person, ...actsFor]);
    const persons = [...new Set(seen.map(({ person }) => person))];
    return { seen, entries: persons.map((person) => lookOf(house, who, person, 'cases', 'list of cases')) };
  });
}

/** Answers of registers about the resident herself that are not used before she has looked at them. */
export async function lookAtPreviews(house: House, who: SignedIn): Promise<readonly AnswerAbout[]> {
  const { actor } = who;
  if (actor.kind !== 'person') return [];
  return await house.look(who, async (transaction) => {
    const answers = await answersAbout(transaction, actor.person, answersLooked);
    const seen = answers.filter(({ preview, state }) => preview === 'waiting' && state === 'answered');
    const facts = [...new Set(seen.flatMap((answer) => answer.facts))];
    const looked = lookOf(house, who, actor.person, 'answers', 'answers of registers');
    return { seen, entries: seen.length === 0 ? [] : [{ ...looked, entry: { ...looked.entry, facts } }] };
  });
}

export type OwnJournal = { readonly entries: readonly LookAtMe[]; readonly older: number | undefined };

/** Who looked at a resident's data, the newest first; her own looks only when she asks for them. */
export async function lookAtOwnJournal(
  house: House,
  who: SignedIn,
  { own, before }: { readonly own: boolean; readonly before: number | undefined },
): Promise<OwnJournal> {
  const { actor } = who;
  if (actor.kind !== 'person') return { entries: [], older: undefined };
  return await house.look(who, async (transaction) => ({
    seen: await pageOfLooks({ queries: transaction }, actor.person, { own, before }),
    entries: [lookOf(house, who, actor.person, 'journal', 'own journal')],
  }));
}

export type WorkPage = { readonly rows: readonly WorklistRow[]; readonly more: WorklistRow['place'] | undefined };

/** A page of the tasks of the officer's agency, or of her teams; each case that stands on it is a look. */
export async function lookAtWork(
  house: House,
  who: SignedIn,
  filter: Omit<WorklistFilter, 'agency' | 'most'>,
): Promise<WorkPage> {
  const { actor } = who;
  const isTeam = filter.scope === 'team';
  const verdict = may(who, isTeam ? 'pool.see' : 'worklist.see');
  if (actor.kind !== 'officer' || !verdict.allowed) return { rows: [], more: undefined };
  return await house.look(who, async (transaction) => {
    const asked = { ...filter, agency: actor.agency, most: tasksOnPage + 1 };
    const found = await worklist({ queries: transaction }, asked);
    const rows = found.slice(0, tasksOnPage);
    return {
      seen: { rows, more: found.length > tasksOnPage ? rows.at(-1)?.place : undefined },
      entries: looksAtCases({ house }, who, rows, verdict, isTeam ? 'pool' : 'worklist'),
    };
  });
}

export type ReviewsPage = { readonly rows: readonly ReviewRow[]; readonly more: ReviewRow['place'] | undefined };

/** Cases that the officer's agency leads and whose participants should meet again: nothing for whoever leads none. */
export async function lookAtReviews(
  house: House,
  who: SignedIn,
  { most = tasksOnPage, ...filter }: Pick<ReviewFilter, 'officer' | 'after' | 'most'>,
): Promise<ReviewsPage> {
  const { actor } = who;
  const verdict = may(who, 'reviews.see');
  if (actor.kind !== 'officer' || !verdict.allowed) return { rows: [], more: undefined };
  return await house.look(who, async (transaction) => {
    const asked = { ...filter, agency: actor.agency, now: house.now(), most: most + 1 };
    const found = await reviewsDue({ queries: transaction }, asked);
    const rows = found.slice(0, most);
    return {
      seen: { rows, more: found.length > most ? rows.at(-1)?.place : undefined },
      entries: looksAtCases({ house }, who, rows, verdict, 'worklist'),
    };
  });
}

function lookOf(house: House, who: SignedIn, person: string, kind: string, purpose: string): EntryOf {
  const own = who.actor.kind === 'person' && who.actor.person === person;
  const verdict = may(who, own ? 'own-journal.see' : 'case.see', { person, lead: '', agencies: [] });
  return {
    person,
    entry: {
      at: house.now().toISOString(),
      actor: who.actor,
      action: 'looked',
      object: { kind, id: person },
      facts: [],
      ground: verdict.allowed ? verdict.ground : { kind: 'own', basis: 'own data' },
      purpose,
    },
  };
}
