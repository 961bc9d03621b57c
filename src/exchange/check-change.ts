import { sql } from 'kysely';

import { assess, withFact } from '#assessment';
import type { ToldSituation } from '#assessment';
import { dayIn, timeZoneOf } from '#catalogue';
import type { Catalogue, Day } from '#catalogue';
import type { Database } from '#database';
import type { Actor } from '#journal';
import type { Offers } from '#offers';

import type { NoticeRef } from './answer-notice.ts';
import { valueOf } from './ask-and-wait.ts';
import { usableFacts } from './ask-all.ts';
import type { Exchange } from './exchange.ts';
import { nameOf } from './identities.ts';
import { mayAsk } from './may-ask.ts';
import type { Purpose } from './model.ts';
import { died } from './deaths.ts';
import type { Meaning } from './notices.ts';
import { inquiriesFor } from './read-inquiries.ts';
import type { Queries } from './read-inquiries.ts';
import { isOpen } from './states.ts';

/** What may be checked of a change once the person agrees: services under rules of proactive service, and who is asked what. */
export type Check = {
  readonly rules: readonly string[];
  readonly services: readonly string[];
  readonly questions: readonly { readonly agency: string; readonly facts: readonly string[] }[];
};

/**
 * What of a change a rule that needs consent bears on: services whose answer for this person waits for one of the changed facts, and
 * all that registers could say to it for which a tick is enough. Undefined when there is nothing to ask her for.
 */
export function checkOf(catalogue: Catalogue, told: ToldSituation, changed: readonly string[]): Check | undefined {
  const rules = [...catalogue.proactive.values()].filter(({ consent }) => consent === 'needed');
  const open = openAnswers(catalogue, told, new Set(rules.flatMap(({ services }) => services))).filter(({ missing }) =>
    missing.some(({ fact }) => changed.includes(fact)),
  );
  const held = [...new Set(open.flatMap(({ missing }) => missing.map(({ fact }) => fact)))].flatMap((id) => {
    const { of, heldBy = '', basic } = catalogue.facts.get(id) ?? {};
    const isAsked = of === 'person' && basic !== true && catalogue.registers.get(heldBy)?.consent.kind === 'plain';
    return isAsked ? [{ fact: id, agency: heldBy }] : [];
  });
  if (held.length === 0) return undefined;
  const services = new Set(open.map(({ service }) => service));
  const byAgency = Map.groupBy(held, ({ agency }) => agency);
  return {
    rules: rules.filter((rule) => rule.services.some((service) => services.has(service))).map(({ id }) => id),
    services: [...services],
    questions: [...byAgency].map(([agency, some]) => ({ agency, facts: some.map(({ fact }) => fact).toSorted() })),
  };
}

/** All that is known of somebody who has told nothing: who she is. */
export async function hardlyKnown(
  queries: Queries,
  { person, subject }: Pick<NoticeRef, 'person' | 'subject'>,
  today: Day,
): Promise<ToldSituation> {
  const { birthDate } = (await nameOf({ queries }, person, subject)) ?? {};
  const people = [{ id: subject, facts: birthDate === undefined ? {} : { birthDate } }];
  return { asOf: today, territory: '', applicant: subject, people, household: {} };
}

/** Answers about the applicant herself that are not known. */
function openAnswers(catalogue: Catalogue, told: ToldSituation, services: ReadonlySet<string>) {
  return assess(catalogue, told).entitlements.filter(
    ({ service, subject, answer, concerns }) =>
      services.has(service) && subject === told.applicant && answer === 'unknown' && concerns !== 'no',
  );
}

export type CheckAround = {
  readonly catalogue: Catalogue;
  readonly exchange: Pick<Exchange, 'put' | 'cancel' | 'settled'>;
  readonly offers?: Pick<Offers, 'offerOne'>;
  readonly at: Date;
  readonly today: Day;
  /** How long answers are waited for before the rest is left for later. */
  readonly waitMilliseconds?: number;
};

/** Registers that take their time are looked after so often. */
const againSeconds = 60;
const by: Actor = { kind: 'okno', job: 'notices' };

/** Asks what people agreed to, and offers what the answers bring within reach. Gives how many checks came to their end. */
export async function carryOutChecks(
  database: Database,
  around: CheckAround,
  one?: Omit<NoticeRef, 'subject'>,
): Promise<number> {
  const { rows } = await sql<Due>`select person, source, id, subject, to_check as check, agreed_at as "agreedAt"
    from change_notice where check_at <= ${around.at}
      ${one === undefined ? sql`` : sql`and person = ${one.person} and source = ${one.source} and id = ${one.id}`}
    order by check_at limit 100`.execute(database.queries);
  let done = 0;
  for (const due of rows) if (await carryOut(database, around, due)) done += 1;
  return done;
}

type Due = NoticeRef & {
  readonly check: Check;
  readonly agreedAt: Date;
};

async function carryOut(database: Database, around: CheckAround, due: Due): Promise<boolean> {
  const { catalogue, exchange, at, today, waitMilliseconds = 0 } = around;
  const { person, subject } = due;
  const { queries } = database;
  if ((await died(queries, person)).has(subject)) return await finish(database, due, { gained: [], lost: [] });
  const { questions } = due.check;
  const told: ToldSituation = {
    ...(await hardlyKnown(queries, due, today)),
    // Given on the page that named these registers and facts; it holds for this check alone.
    consents: questions.map(({ agency }) => ({
      agency,
      given: dayIn(timeZoneOf(catalogue), due.agreedAt),
      isWritten: false,
      also: [],
    })),
  };
  const purpose = purposeOf(due);
  await Promise.all(
    questions.map(async ({ agency, facts }) => {
      const asking = { person, purpose, subject, agency, asker: 'mfc', told, today };
      const allowed = facts.filter((fact) => 'ground' in mayAsk(catalogue, { ...asking, fact }));
      if (allowed.length === 0) return;
      await exchange.put({
        ...asking,
        facts: allowed,
        reason: 'проверка с согласия',
        by: { kind: 'person', person },
        idempotencyKey: purpose.id,
      });
    }),
  );
  if (waitMilliseconds > 0) await exchange.settled(waitMilliseconds);
  const asked = await inquiriesFor(queries, person, purpose);
  if (asked.some(({ state }) => isOpen(state))) {
    const again = new Date(at.getTime() + againSeconds * 1000);
    await sql`update change_notice set check_at = ${again}
      where ${isNotice(due)} and check_at is not null`.execute(queries);
    return false;
  }
  const answers = await usableFacts(queries, person, purpose);
  const known = answers.reduce((so, { subject: of, answer }) => withFact(so, answer.fact, of, valueOf(answer)), told);
  const meaning = meaningFor(catalogue, known, due.check);
  for (const { rule = '', ...gain } of meaning.gained)
    await around.offers?.offerOne({
      rule,
      candidate: { person, ...gain },
      by,
      day: today,
      hasAgreed: true,
      key: `${purpose.id} ${gain.service}`,
    });
  return await finish(database, due, meaning);
}

/** Within reach: all conditions are met, or the only thing missing is what nobody but the person can tell. */
function meaningFor(catalogue: Catalogue, told: ToldSituation, { rules, services }: Check): Meaning {
  const wanted = assess(catalogue, told).entitlements.filter(
    ({ service, subject }) => services.includes(service) && subject === told.applicant,
  );
  const isNear = ({ answer, missing }: (typeof wanted)[number]): boolean =>
    answer === 'yes' ||
    (answer === 'unknown' && missing.every(({ fact }) => catalogue.facts.get(fact)?.basic === true));
  return {
    gained: wanted.filter(isNear).map(({ service, subject, amount }) => ({
      service,
      subject,
      ...(amount === undefined ? {} : { amount: amount.value }),
      rule: rules.find((id) => catalogue.proactive.get(id)?.services.includes(service) === true) ?? '',
    })),
    lost: [],
    isOpen: wanted.some((one) => one.answer === 'unknown' && !isNear(one)),
  };
}

async function finish({ queries }: Database, due: Due, meaning: Meaning): Promise<boolean> {
  const services = [...new Set(meaning.gained.map(({ service }) => service))].toSorted();
  const { rows } = await sql`update change_notice set check_at = null,
      meaning = meaning || jsonb_build_object('consent', ${JSON.stringify(meaning)}::jsonb),
      gained = array(select distinct unnest(gained || ${services}::text[]) order by 1)
    where ${isNotice(due)} and check_at is not null returning id`.execute(queries);
  return rows.length > 0;
}

/** She has changed her mind: what is still to be asked is not asked. */
export async function endCheck(
  { queries }: Pick<Database, 'queries'>,
  exchange: Pick<Exchange, 'cancel'>,
  ref: NoticeRef,
): Promise<void> {
  await sql`update change_notice set check_at = null where ${isNotice(ref)}`.execute(queries);
  for (const inquiry of await inquiriesFor(queries, ref.person, purposeOf(ref)))
    if (isOpen(inquiry.state)) await exchange.cancel(inquiry);
}

function purposeOf({ source, id, subject }: NoticeRef): Purpose {
  return { kind: 'situation', id: `notice ${source} ${id} ${subject}` };
}

function isNotice({ person, source, id, subject }: NoticeRef) {
  return sql<boolean>`person = ${person} and source = ${source} and id = ${id} and subject = ${subject}`;
}
