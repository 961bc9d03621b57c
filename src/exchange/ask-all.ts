import { sql } from 'kysely';

import { assess } from '#assessment';
import type { Catalogue, Day } from '#catalogue';
import type { Database } from '#database';
import { readChildren } from '#protocol';
import type { RegisteredChild } from '#protocol';

import type { Asked, Exchange, PutResult } from './exchange.ts';
import { knowChildren, nameOfApplicant } from './identities.ts';
import { mayAsk } from './may-ask.ts';
import type { ReceivedFact } from './model.ts';
import { inquiriesFor, receivedFacts } from './read-inquiries.ts';
import type { Queries } from './read-inquiries.ts';
import { whatToAsk } from './what-to-ask.ts';
import type { ToAsk } from './what-to-ask.ts';

/** Everything of a question but whom and what is asked. */
export type AskAll = Omit<Asked, 'agency' | 'subject' | 'about' | 'facts'>;

/** A register that has said it knows nothing is not asked the same again for so many days. */
const daysNotFound = 30;

/**
 * Asks every register what the answers of a situation or case wait for, as far as it may be asked. What was asked for the
 * same purpose before is not asked again. Answers can open new questions: whoever has read them asks once more.
 */
export async function askAll(
  database: Database,
  catalogue: Catalogue,
  exchange: Pick<Exchange, 'put'>,
  all: AskAll,
  { at, today }: { readonly at: Date; readonly today: Day },
): Promise<PutResult> {
  const applicant = await nameOfApplicant(database, all.person, all.told);
  const children = await whoseChildren(database, catalogue, all, at);
  const wanted = [...whatToAsk(catalogue, assess(catalogue, all.told)), ...children.toAsk];
  const before = await inquiriesFor(database.queries, all.person, all.purpose);
  const asked = new Set(
    before.flatMap(({ agency, subject, facts }) => facts.map((fact) => `${agency} ${subject} ${fact}`)),
  );
  const { rows } = await sql<{ agency: string; subject: string; fact: string }>`
    select agency, subject, fact from held_fact where person = ${all.person} and not is_held
      and told_at > ${new Date(at.getTime() - daysNotFound * 86_400_000)}`.execute(database.queries);
  // Another telling may have called another child the same.
  for (const { agency, subject, fact } of rows)
    if (!children.names.has(subject)) asked.add(`${agency} ${subject} ${fact}`);
  const put = await Promise.all(
    wanted.map(async ({ agency, subject, facts }) => {
      const fresh = facts.filter((fact) => {
        const asking = { ...all, fact, subject, agency, today };
        return !asked.has(`${agency} ${subject} ${fact}`) && 'ground' in mayAsk(catalogue, asking);
      });
      if (fresh.length === 0) return { inquiries: [], refused: [] };
      // What is asked now is a question of its own: the same key later asks for what became open since.
      return await exchange.put({
        ...all,
        agency,
        subject,
        about: subject === 'household' || subject === all.told.applicant ? applicant : children.names.get(subject),
        facts: fresh,
        idempotencyKey: `${all.idempotencyKey} ${fresh.join()}`,
      });
    }),
  );
  return { inquiries: put.flatMap(({ inquiries }) => inquiries), refused: put.flatMap(({ refused }) => refused) };
}

/**
 * Children who are told of are found in registers by what the civil registry says of the applicant's children: what it has said is
 * made use of, and where it has said nothing it is to be asked.
 */
async function whoseChildren(
  { queries }: Database,
  catalogue: Catalogue,
  { person, purpose, told }: AskAll,
  at: Date,
): Promise<{ readonly toAsk: readonly ToAsk[]; readonly names: ReadonlyMap<string, string> }> {
  if (!told.people.some(({ id, facts }) => id !== told.applicant && facts['relation'] === 'child'))
    return { toAsk: [], names: new Map() };
  const received = await usableFacts(queries, person, purpose);
  const toAsk: ToAsk[] = [];
  const names = new Map<string, string>();
  for (const { agency, children: fact } of catalogue.registers.values()) {
    if (fact === undefined) continue;
    const said = received.find(
      (one) => one.agency === agency && one.answer.fact === fact && one.subject === told.applicant,
    );
    if (said === undefined) toAsk.push({ agency, subject: told.applicant, facts: [fact] });
    else
      for (const [id, name] of await knowChildren({ queries }, { person, told, purpose }, childrenIn(said.answer), at))
        names.set(id, name);
  }
  return { toAsk, names };
}

/** Whom the registry has named: nobody, where it says that there is none, or says what cannot be read. */
function childrenIn(answer: ReceivedFact['answer']): readonly RegisteredChild[] {
  return ('value' in answer && typeof answer.value === 'string' ? readChildren(answer.value) : undefined) ?? [];
}

/** What registers answered for a situation or case and may be used: looked at by the person where she has to, not disputed. */
export async function usableFacts(
  queries: Queries,
  person: string,
  purpose: Asked['purpose'],
): Promise<readonly ReceivedFact[]> {
  const inquiries = await inquiriesFor(queries, person, purpose);
  const open = inquiries.filter(({ preview }) => preview === 'not-needed' || preview === 'accepted');
  return (await receivedFacts(queries, open)).filter(
    ({ answer, standing }) => standing === 'usable' && !('notFound' in answer),
  );
}
