import { Answers, entitlementsTo, Household } from '#assessment';
import type { Answer, ServiceRules, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { states } from '#language';

import { personId, toldOf } from './block.ts';
import type { Block } from './block.ts';
import { Pairs } from './pairs.ts';
import { answerTexts, Screening } from './screen-block.ts';
import type { ScreenOptions } from './screen-block.ts';

export type Difference = {
  readonly service: string;
  readonly household: number;
  readonly subject: string;
  readonly screened: string;
  readonly interactive: string;
};

/** Screens a block and answers every household of it at the window as well; gives how many answers there were and which differ. */
export function compareWithInteractive(
  catalogue: Catalogue,
  block: Block,
  options: ScreenOptions,
): { readonly answers: number; readonly differences: readonly Difference[] } {
  const screening = new Screening(catalogue, { ...options, withUnknown: true });
  const pairs = new Pairs(options.engine.memory);
  const screened = new Map<string, string>();
  const full = (): void => {
    pairs.each(({ service, answer }, household, person, amount) => {
      const id = screening.serviceIds[service]!;
      screened.set(`${id} ${person ?? -1 - household}`, told(answerTexts[answer]!, amount));
    });
    pairs.clear();
  };
  screening.screen(block, { pairs, full });
  full();
  const differences: Difference[] = [];
  let answers: Answers | undefined;
  let count = 0;
  for (let household = 0; household < block.households; household += 1) {
    const asked = toldOf(catalogue, block, household, options.asOf);
    if (answers === undefined) answers = new Answers(catalogue, asked);
    else answers.tell(asked);
    for (const rules of answers.rulebook.services) {
      if (!screening.counts.has(rules.service.id)) continue;
      for (const [place, row] of subjectsOf(rules, block, household)) {
        count += 1;
        const interactive = interactiveAnswer(catalogue, answers, rules, place, asked);
        const found = screened.get(`${rules.service.id} ${row}`) ?? 'no';
        if (found === interactive) continue;
        const subject = row < 0 ? 'household' : personId(block.persons, row);
        differences.push({ service: rules.service.id, household, subject, screened: found, interactive });
      }
    }
  }
  return { answers: count, differences };
}

/** Places of those a service can be about, and how pairs name them. */
function subjectsOf(
  { service }: ServiceRules,
  block: Block,
  household: number,
): readonly (readonly [number, number])[] {
  const from = block.firsts[household]!;
  const applicant = block.applicants[household]!;
  if (service.subject.each === 'household') return [[0, -1 - household]];
  if (service.subject.each === 'applicant') return [[0, applicant]];
  return Array.from({ length: block.firsts[household + 1]! - from }, (_, place) => [place, from + place] as const);
}

function interactiveAnswer(
  catalogue: Catalogue,
  answers: Answers,
  rules: ServiceRules,
  place: number,
  asked: ToldSituation,
): string {
  const answer = answers.answer(rules, place);
  if (answer !== 'yes') return answer;
  if (answers.mayBeKept(rules, place)) return told(answer, keptAmount(catalogue, rules, place, asked));
  if (rules.amount < 0) return answer;
  const { run } = answers;
  const slot = run.layout.at(rules.amount, place);
  run.demand(slot);
  return told(answer, run.state[slot] === states.known ? Math.round(run.low[slot]! * 100) / 100 : undefined);
}

function told(answer: Answer, amount: number | undefined): string {
  return amount === undefined ? answer : `${answer} ${amount}`;
}

function keptAmount(
  catalogue: Catalogue,
  { service }: ServiceRules,
  place: number,
  asked: ToldSituation,
): number | undefined {
  const subject =
    service.subject.each === 'household'
      ? 'household'
      : service.subject.each === 'applicant'
        ? asked.applicant
        : asked.people[place]!.id;
  return entitlementsTo(service, new Household(catalogue, asked), subject)[0]?.amount?.value;
}
