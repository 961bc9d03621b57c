import { sql } from 'kysely';

import { eventsOf, rebuild } from '#cases';
import type { Cases, JointCase } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import type { Database } from '#database';
import type { Actor } from '#journal';
import { firstLoudMoment } from '#offers';
import type { Offers } from '#offers';

import type { Inquiry } from './model.ts';
import { died } from './deaths.ts';
import { meaningOf } from './notices.ts';
import type { Meaning } from './notices.ts';
import type { Queries } from './read-inquiries.ts';
import { rightsChanged } from './rights.ts';
import type { RightGained } from './rights.ts';

export type TellRightsAround = {
  readonly catalogue: Catalogue;
  readonly cases: Pick<Cases, 'carryOut'>;
  /** Left out where nothing is offered: then everything that came within reach is told by letter. */
  readonly offers?: Pick<Offers, 'offerOne'>;
  readonly now: () => Date;
  readonly today: () => Day;
};

type CaseChanged = { readonly before: JointCase; readonly after: JointCase };

const by: Actor = { kind: 'okno', job: 'notices' };
const nothing: Meaning = { gained: [], lost: [] };

/** Nobody is told of the same service again for so many days, whatever register tells of. */
const daysNotAgain = 180;
const minute = 60_000;

/**
 * What the answer to a notice's question means for the person of a case: an offer where the law has a rule of proactive service
 * that needs no consent, a letter that she may apply where it has none, a warning where she loses what the case is about.
 * Written down before it is told; each telling has a key of its own, so that a repeat tells nothing twice. Nobody is written to
 * at night: gives the moment from which the letter is to be told, where that is not now.
 */
export async function tellRights(
  database: Database,
  { catalogue, cases, offers, now, today }: TellRightsAround,
  inquiry: Inquiry,
): Promise<Date | undefined> {
  const { person, id, notice, purpose } = inquiry;
  if (notice === undefined || purpose.kind !== 'case') return undefined;
  const ref = { person, id: purpose.id };
  const asOf = today();

  function meaningIn({ before, after }: CaseChanged, dead: ReadonlySet<string>, told: ReadonlySet<string>): Meaning {
    const change = rightsChanged(catalogue, { ...before.told, asOf }, { ...after.told, asOf });
    const isNew = ({ service, subject }: Pick<RightGained, 'service' | 'subject'>): boolean =>
      !dead.has(subject) && !told.has(service);
    const isOfCase = new Set([
      ...before.tasks.flatMap(({ state, service }) =>
        state === 'cancelled' || service === undefined ? [] : [service],
      ),
      ...before.decisions.flatMap(({ outcome, service }) => (outcome === 'refused' ? [] : [service])),
    ]);
    return {
      gained: change.gained
        .filter(isNew)
        .map((one) => ({ ...one, ...ruleOf(catalogue, offers !== undefined, one.service) })),
      lost: change.lost.filter((one) => !dead.has(one.subject) && isOfCase.has(one.service)),
    };
  }

  const meaning = await database.queries.transaction().execute(async (transaction) => {
    // Two answers to one notice are weighed one after the other: what the first has told, the second does not.
    await sql`select from change_notice where person = ${person} order by source, id for update`.execute(transaction);
    const { kept, told } = await meaningOf(transaction, person, notice, id, daysNotAgain, now());
    const found = await changeIn(transaction, ref, id);
    const dead = await died(transaction, person);
    if (found !== undefined && (dead.has(person) || dead.has(found.after.told.applicant))) return undefined;
    if (kept !== undefined) return kept;
    // An answer that changed nothing in the case was weighed all the same.
    const meant = found === undefined ? nothing : meaningIn(found, dead, told);
    const services = (some: readonly { readonly service: string }[]): readonly string[] =>
      [...new Set(some.map(({ service }) => service))].toSorted();
    await sql`update change_notice set meaning = meaning || jsonb_build_object(${id}::text, ${JSON.stringify(meant)}::jsonb),
        gained = array(select distinct unnest(gained || ${services(meant.gained)}::text[]) order by 1),
        lost = array(select distinct unnest(lost || ${services(meant.lost)}::text[]) order by 1)
      where person = ${person} and source = ${notice.source} and id = ${notice.id}`.execute(transaction);
    return meant;
  });
  if (meaning === undefined) return undefined;
  for (const { rule, ...one } of meaning.gained)
    if (rule !== undefined)
      await offers?.offerOne({
        rule,
        candidate: { person, ...one },
        by,
        day: asOf,
        key: `notice ${id} ${one.service}`,
      });
  const toApply = meaning.gained.filter(({ rule }) => rule === undefined);
  if (toApply.length === 0 && meaning.lost.length === 0) return undefined;
  const from = firstLoudMoment(catalogue, now());
  if (from.getTime() - now().getTime() > minute) return from;
  const services = (some: readonly { readonly service: string }[]): readonly string[] => some.map((one) => one.service);
  const command = {
    kind: 'tell-rights',
    notice: notice.id,
    gained: services(toApply),
    lost: services(meaning.lost),
  } as const;
  await cases.carryOut(ref, command, { by, idempotencyKey: `rights ${id}` });
  return undefined;
}

/** The case as it was before the register's answer, and with it. */
async function changeIn(
  queries: Queries,
  ref: { readonly person: string; readonly id: string },
  inquiry: string,
): Promise<CaseChanged | undefined> {
  const events = await eventsOf({ queries }, ref);
  const at = events.findIndex(
    ({ happening }) => happening.kind === 'facts-told' && happening.from?.inquiry === inquiry,
  );
  const [before, after] = [rebuild(ref, events.slice(0, at)), rebuild(ref, events.slice(0, at + 1))];
  return at < 0 || before === undefined || after === undefined ? undefined : { before, after };
}

/** The law offers it before it is asked for, and needs no consent for that. */
function ruleOf({ proactive }: Catalogue, isOffered: boolean, service: string): { readonly rule?: string } {
  const rule = [...proactive.values()].find(
    ({ services, consent }) => consent === 'not-needed' && services.includes(service),
  );
  return rule === undefined || !isOffered ? {} : { rule: rule.id };
}
