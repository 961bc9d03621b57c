import { sql } from 'kysely';

import { caseByNumber, factsShownTo } from '#cases';
import type { JointCase } from '#cases';
import type { Catalogue, Day } from '#catalogue';
import type { Database } from '#database';
import { writeJournal } from '#journal';
import type { EntryOf } from '#journal';
import { answerQuestion, messageText, questionShape, readMessageText, writeSubsystemId } from '#protocol';
import type { FactAnswer, FactsQuestion, Received, ResponseMessage, SignedMessage, Signer } from '#protocol';

import { knownBy, whoIn } from './identities.ts';
import { jsonIn } from './json-in.ts';

export type ProvideAround = {
  readonly catalogue: Catalogue;
  readonly signer: Signer;
  readonly at: Date;
  readonly today: Day;
  readonly requestId: string;
};

type Found = {
  readonly person: string;
  readonly status: number;
  readonly body: unknown;
  readonly facts: readonly string[];
  readonly entries: readonly EntryOf[];
};

/**
 * Answers another agency about facts that Okno holds: those of a joint case in which the agency takes part, as far as a clause,
 * the law or a consent shows them to it. The answer, its trace in the journal and both messages are kept together; the same
 * question again gets the same answer.
 */
export async function provideFacts(
  database: Database,
  received: Received,
  around: ProvideAround,
): Promise<SignedMessage<ResponseMessage>> {
  const client = writeSubsystemId(received.about.client);
  const before = await answeredBefore(database, client, received.about.id);
  if (before !== undefined) return before;
  const found = await find(database, received, around);
  const { status, body } = found;
  const answer = answerQuestion(received, { status, body }, around);
  const { signature, message } = received.asked;
  return await database.queries.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ person: string }>`insert into answered_inquiry
      (person, client, message_id, at, status, facts, question, question_signature, answer, answer_signature)
      values (${found.person}, ${client}, ${received.about.id}, ${around.at}, ${status}, ${found.facts}::text[],
        ${messageText(message)}, ${signature}, ${messageText(answer.message)}, ${answer.signature})
      on conflict do nothing returning person`.execute(transaction);
    // Somebody answers the same question at the same moment: his answer is the one.
    if (rows.length === 0) return (await answeredBefore({ queries: transaction }, client, received.about.id)) ?? answer;
    await writeJournal(transaction, found.entries);
    return answer;
  });
}

async function answeredBefore(
  { queries }: { readonly queries: Database['queries'] },
  client: string,
  id: string,
): Promise<SignedMessage<ResponseMessage> | undefined> {
  const row = await queries
    .selectFrom('answered_inquiry')
    .select(['answer', 'answer_signature'])
    .where('client', '=', client)
    .where('message_id', '=', id)
    .executeTakeFirst();
  const message = row === undefined ? undefined : readMessageText(row.answer);
  return row === undefined || message?.kind !== 'response' ? undefined : { message, signature: row.answer_signature };
}

async function find(database: Database, received: Received, { catalogue, at, today }: ProvideAround): Promise<Found> {
  const { about, asked } = received;
  const read = questionShape.safeParse(jsonIn(asked.message.body));
  const refused = (status: number, title: string, person = ''): Found => ({
    person,
    status,
    body: { type: 'about:blank', title },
    facts: [],
    entries: [],
  });
  if (!read.success) return refused(400, 'The question has another form than agreed.');
  const agency = about.client.member;
  // Nobody vouches for whom a client says to represent: it gets what both of them may see, and no more by a name in a header.
  const askers = [agency, about.representedParty?.member ?? agency];
  const joint = about.issue === undefined ? undefined : await caseByNumber(database, about.issue);
  const subject = joint === undefined ? undefined : await subjectIn(database, joint, read.data);
  // Whether there is such a case, or such a person in it, is not for everybody to know.
  if (joint === undefined || subject === undefined || joint.status !== 'open')
    return refused(403, 'There is no ground to show these facts.');
  const shownTo = askers.map((one) => new Map(factsShownTo(joint, one, today).map((each) => [each.fact, each])));
  const shown = shownTo[0]!;
  const hidden = read.data.facts.filter((fact) => !shownTo.every((one) => one.has(fact)));
  const entry = (action: 'sent' | 'refused', facts: readonly string[]): EntryOf => ({
    person: joint.person,
    entry: {
      at: at.toISOString(),
      actor: { kind: 'officer', officer: about.userId ?? agency, agency },
      action,
      object: { kind: 'case', id: joint.number },
      facts,
      ground: groundOf(shown.get(facts[0] ?? ''), read.data),
      purpose: action === 'sent' ? 'inquiry-provided' : 'inquiry-not-allowed',
    },
  });
  if (hidden.length > 0)
    return {
      ...refused(403, `There is no ground to show: ${hidden.join(', ')}.`, joint.person),
      entries: [entry('refused', hidden)],
    };
  const facts = read.data.facts.map((fact) => answerFor(joint, catalogue, subject, fact));
  return {
    person: joint.person,
    status: 200,
    body: { facts },
    facts: read.data.facts,
    entries: [entry('sent', read.data.facts)],
  };
}

function groundOf(
  shown: ReturnType<typeof factsShownTo>[number] | undefined,
  { ground }: FactsQuestion,
): EntryOf['entry']['ground'] {
  return shown === undefined ? ground : { kind: shown.ground, basis: shown.clause ?? shown.article ?? '' };
}

/** Who in the case the question is about. */
async function subjectIn(
  database: Database,
  joint: JointCase,
  { subject }: FactsQuestion,
): Promise<string | undefined> {
  if (subject.snils === undefined) return undefined;
  const known = (await knownBy(database, subject.snils)).filter(({ person }) => person === joint.person);
  return await whoIn(
    database,
    joint.told,
    joint.person,
    known.map((one) => one.subject),
  );
}

function answerFor({ told }: JointCase, { facts }: Catalogue, subject: string, fact: string): FactAnswer {
  const isOfHousehold = facts.get(fact)?.of === 'household';
  const own = isOfHousehold ? told.household : told.people.find(({ id }) => id === subject)?.facts;
  const value = own?.[fact];
  if (value === undefined) return { fact, notFound: true };
  // What Okno holds is what the person has told, or another register's word at second hand.
  return value === null
    ? { fact, none: true, quality: 'declared' }
    : { fact, value: typeof value === 'object' ? [...value] : value, quality: 'declared' };
}
