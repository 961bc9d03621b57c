import { withFact } from '#assessment';
import type { FactValue, ToldSituation } from '#assessment';
import type { Catalogue, Day } from '#catalogue';
import type { Database } from '#database';

import { askAll, usableFacts } from './ask-all.ts';
import type { AskAll } from './ask-all.ts';
import type { Exchange } from './exchange.ts';
import type { ReceivedFact } from './model.ts';

/** Answers open new questions: a chain longer than this is asked the next time. */
const mostRounds = 5;

/**
 * Asks registers what the answers of a situation wait for, waits a little, and asks what became open then. Gives everything
 * usable that registers have told for it so far; what comes later is there the next time.
 */
export async function askAndWait(
  database: Database,
  catalogue: Catalogue,
  exchange: Pick<Exchange, 'put' | 'settled'>,
  all: AskAll,
  { at, today, waitMilliseconds }: { readonly at: Date; readonly today: Day; readonly waitMilliseconds: number },
): Promise<readonly ReceivedFact[]> {
  let { told } = all;
  for (let round = 0; ; round += 1) {
    const { inquiries } = await askAll(database, catalogue, exchange, { ...all, told }, { at, today });
    if (inquiries.length > 0) await exchange.settled(waitMilliseconds);
    const facts = await usableFacts(database.queries, all.person, all.purpose);
    if (inquiries.length === 0 || round === mostRounds) return facts;
    told = facts.reduce(withAnswer, told);
  }
}

/** What the person told stays as she told it. */
function withAnswer(told: ToldSituation, { subject, answer }: ReceivedFact): ToldSituation {
  const known = subject === 'household' ? told.household : told.people.find(({ id }) => id === subject)?.facts;
  return known?.[answer.fact] === undefined ? withFact(told, answer.fact, subject, valueOf(answer)) : told;
}

/** The value of an answer; `null` when the register knows that there is none. */
export function valueOf(answer: ReceivedFact['answer']): FactValue {
  return 'value' in answer ? answer.value : null;
}
