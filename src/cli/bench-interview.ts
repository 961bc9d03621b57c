import { Answers, Explained, Questions } from '#assessment';
import type { Consent, FactKey, FactValue, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { truths } from '#language';

import type { Options } from './arguments.ts';
import { chanceOf } from './bench-assess-services.ts';
import type { Chance } from './bench-assess-services.ts';
import { spread } from './bench-measure.ts';
import { resident } from './bench-residents.ts';
import type { Resident } from './bench-residents.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

const seed = 20_260_303;

/** What to ask next: one question or, on a page, several. */
type Choice = (questions: Questions) => readonly FactKey[];

/** More are not put on one page (`src/web/routes/question-group.ts`). */
const mostOnPage = 7;

/**
 * `okno bench interview`: random residents whose facts are hidden and told when asked, until nothing that matters can
 * change. How many questions and pages that takes when the questions are chosen, when those that belong together share a
 * page, when registers may be asked, in the order of the file, at random, when every question that applies is asked, and
 * at best; and how soon what matters most is settled.
 */
export function benchInterview(catalogue: Catalogue, options: Options): Outcome {
  const count = Math.max(1, Number(options.runs ?? 1000));
  const chance = chanceOf(seed);
  const residents = Array.from({ length: count }, () => resident(catalogue, chance));
  const answers = new Answers(catalogue, (residents[0] as Resident).start);
  const inFile = new Map([...catalogue.facts.keys()].map((id, index) => [id, index]));
  const choices: Readonly<Record<'chosen' | 'pages' | 'fileOrder' | 'randomOrder', Choice>> = {
    chosen: (questions) => listOf(questions.best()),
    pages: pagesOf(catalogue),
    fileOrder: (questions) => listOf(firstInFile(questions, inFile)),
    randomOrder: (questions) => listOf(anyOf(questions.keys(), chance)),
  };
  const held: Record<keyof typeof choices | 'registers' | 'registerPages', Interview[]> = {
    chosen: [],
    pages: [],
    registers: [],
    registerPages: [],
    fileOrder: [],
    randomOrder: [],
  };
  const form: number[] = [];
  const least: number[] = [];
  for (const one of residents) {
    const goals = goalsOf(catalogue, answers, one);
    for (const name of ['chosen', 'pages', 'fileOrder', 'randomOrder'] as const)
      held[name].push(interview(answers, one, choices[name], goals));
    const agreed = { ...one, start: withConsents(catalogue, one.start) };
    held.registers.push(interview(answers, agreed, choices.chosen, goals));
    held.registerPages.push(interview(answers, agreed, choices.pages, goals));
    least.push(smallestCertificate(answers, one, held.chosen.at(-1)?.asked ?? [], chance));
    form.push(wholeForm(catalogue, answers, one));
  }
  const rows = {
    chosen: briefOf(held.chosen),
    pages: briefOf(held.pages),
    registers: briefOf(held.registers),
    registerPages: briefOf(held.registerPages),
    fileOrder: briefOf(held.fileOrder),
    randomOrder: briefOf(held.randomOrder),
    wholeForm: { questions: brief(form) },
    lowerBound: { questions: brief(least) },
  };
  const left = held.chosen.flatMap((one) => one.left);
  const progress = { ...meanLeft(left), off: spread(left.map(({ told, truly }) => Math.abs(told - truly))).mean };
  const result = { residents: count, services: answers.rulebook.services.length, ...rows, progress };
  if (options.json) return done(asJson(result));
  const figure = (one: Brief | undefined): string =>
    one === undefined ? ' '.repeat(13) : `${one.mean.toFixed(1).padStart(7)}${one.p95.toFixed(0).padStart(6)}`;
  const row = (name: string, { questions, pages, urgent, sums, settledAfter10 }: Row): string =>
    `  ${name.padEnd(52)}${figure(questions)}${figure(pages)}${figure(urgent)}${figure(sums)}${settledAfter10 === undefined ? '' : `${(settledAfter10 * 100).toFixed(0).padStart(7)} %`}`;
  return done(
    [
      `${count} random residents, ${result.services} services, until nothing that matters can change: mean and 95th percentile`,
      `  ${''.padEnd(52)}${['questions', 'pages', 'till urgent', 'till sums'].map((head) => head.padStart(13)).join('')}  settled after 10`,
      row('chosen, one by one', rows.chosen),
      row('chosen, those that belong together on one page', rows.pages),
      row("chosen, every register may be asked but a doctor's", rows.registers),
      row('the same, those that belong together on one page', rows.registerPages),
      row('only what still matters, in the order of the file', rows.fileOrder),
      row('only what still matters, at random', rows.randomOrder),
      row('every question that applies', rows.wholeForm),
      row('lower bound: fewest facts found that settle all', rows.lowerBound),
      '',
      'till urgent: questions until every service for a need of tonight or of the next days is settled;',
      'till sums: until the three greatest sums that are due are settled.',
      `"About N questions left" is off by ${progress.off.toFixed(1)} on average (told ${progress.told.toFixed(1)}, truly ${progress.truly.toFixed(1)}).`,
    ].join('\n'),
  );
}

type Brief = { readonly mean: number; readonly p95: number; readonly median: number };
type Row = {
  readonly questions: Brief;
  readonly pages?: Brief;
  readonly urgent?: Brief;
  readonly sums?: Brief;
  /** Which share of the answers is settled after ten questions. */
  readonly settledAfter10?: number;
};

/** A service answered for somebody: its rules and the person's place. */
type Goal = { readonly node: number; readonly place: number };
type Goals = { readonly urgent: readonly Goal[]; readonly sums: readonly Goal[] };

type Interview = {
  readonly asked: readonly FactKey[];
  readonly pages: number;
  readonly settledAfter10: number;
  /** Questions until the goals were settled; `undefined` where there are none, or they stay open. */
  readonly urgent?: number;
  readonly sums?: number;
  /** How many questions were said to be left at each, and were. */
  readonly left: readonly { readonly told: number; readonly truly: number }[];
};

function briefOf(interviews: readonly Interview[]): Required<Row> {
  const told = (counts: readonly (number | undefined)[]): Brief => brief(counts.filter((one) => one !== undefined));
  return {
    questions: brief(interviews.map(({ asked }) => asked.length)),
    pages: brief(interviews.map(({ pages }) => pages)),
    urgent: told(interviews.map(({ urgent }) => urgent)),
    sums: told(interviews.map(({ sums }) => sums)),
    settledAfter10: spread(interviews.map((one) => one.settledAfter10)).mean,
  };
}

function brief(counts: readonly number[]): Brief {
  const { mean, p95, median } = spread(counts);
  return { mean, p95, median };
}

function meanLeft(left: Interview['left']): { readonly told: number; readonly truly: number } {
  return { told: spread(left.map(({ told }) => told)).mean, truly: spread(left.map(({ truly }) => truly)).mean };
}

/** Asks until nothing is left to ask; tells what was asked, in order, and when the goals were reached. */
function interview(answers: Answers, { start, truth }: Resident, choose: Choice, goals: Goals): Interview {
  const asked: FactKey[] = [];
  const told: number[] = [];
  let pages = 0;
  let settledAfter10: number | undefined;
  const reached: { urgent?: number; sums?: number } = {};
  const look = (): void => {
    for (const goal of ['urgent', 'sums'] as const)
      if (reached[goal] === undefined && goals[goal].length > 0 && areSettled(answers, goals[goal]))
        reached[goal] = asked.length;
  };
  answers.tell(start);
  look();
  for (;;) {
    const questions = new Questions(answers);
    const page = choose(questions);
    if (page.length === 0) break;
    pages += 1;
    for (const { fact, subject } of page) {
      if (asked.length === told.length) told.push(questions.questionsLeft - (asked.length - told.length));
      asked.push({ fact, subject });
      answers.change(fact, subject, valueIn(truth, { fact, subject }));
      if (asked.length === 10) settledAfter10 = settledShare(answers);
    }
    look();
  }
  const left = told.map((one, index) => ({ told: one, truly: asked.length - index }));
  return { asked, pages, settledAfter10: settledAfter10 ?? settledShare(answers), left, ...reached };
}

/** What matters most to a resident, by the whole truth: the services of urgent needs, and the greatest sums that are due. */
function goalsOf(catalogue: Catalogue, answers: Answers, { truth }: Resident): Goals {
  answers.tell(truth);
  const urgent = new Set(
    answers.rulebook.needs.flatMap(({ need, rules }) =>
      rules.some(
        ({ rule, node }) =>
          (rule.urgency === 'tonight' || rule.urgency === 'days') && answers.truth(node, 0) === truths.yes,
      )
        ? [need.id]
        : [],
    ),
  );
  const goal = (service: string, subject: string): readonly Goal[] => {
    const node = answers.rulebook.serviceOf.get(service)?.together ?? -1;
    return node < 0 ? [] : [{ node, place: Math.max(0, answers.placeOf(subject)) }];
  };
  const rows = new Explained(catalogue, answers).entitlements();
  const settled = rows.filter(({ answer, concerns }) => answer !== 'unknown' && concerns === 'yes');
  const sums = settled
    .flatMap((row) => (row.amount === undefined ? [] : [{ row, sum: row.amount.value }]))
    .toSorted((a, b) => b.sum - a.sum)
    .slice(0, 3);
  return {
    urgent: settled
      .filter(({ service }) => catalogue.services.get(service)?.covers.some((need) => urgent.has(need)))
      .flatMap(({ service, subject }) => goal(service, subject)),
    sums: sums.flatMap(({ row }) => goal(row.service, row.subject)),
  };
}

function areSettled(answers: Answers, goals: readonly Goal[]): boolean {
  return goals.every(({ node, place }) => answers.truth(node, place) !== truths.unknown);
}

/** Everybody in the family has agreed that every register may be asked where a tick is enough. */
function withConsents(catalogue: Catalogue, start: ToldSituation): ToldSituation {
  const also = start.people.map(({ id }) => id);
  const plain = [...catalogue.registers.values()].filter(({ consent }) => consent.kind === 'plain');
  const consents = plain.map(({ agency }): Consent => ({ agency, given: start.asOf, isWritten: false, also }));
  return { ...start, consents };
}

/** The questions of the next page: those of the next question's group about the same person. */
function pagesOf(catalogue: Catalogue): Choice {
  const groupOf = new Map(catalogue.groups.flatMap(({ id, facts }) => facts.map((fact) => [fact, id] as const)));
  return (questions) => {
    const ranked = questions.ranked();
    const [next] = ranked;
    const group = next === undefined ? undefined : groupOf.get(next.fact);
    if (next === undefined || group === undefined) return listOf(next);
    const together = ranked.filter(({ fact, subject }) => subject === next.subject && groupOf.get(fact) === group);
    return together.slice(0, mostOnPage);
  };
}

function listOf(key: FactKey | undefined): readonly FactKey[] {
  return key === undefined ? [] : [key];
}

function settledShare(answers: Answers): number {
  let all = 0;
  let settled = 0;
  for (const { service, together } of answers.rulebook.services) {
    const places = service.subject.each === 'person' ? answers.told.people.length : 1;
    if (together < 0) continue;
    for (let place = 0; place < places; place += 1) {
      all += 1;
      if (answers.truth(together, place) !== truths.unknown) settled += 1;
    }
  }
  return settled / all;
}

/** A form without rules of its own: every question that applies to the person, in the order of the file. */
function wholeForm(catalogue: Catalogue, answers: Answers, { start, truth }: Resident): number {
  let asked = 0;
  answers.tell(start);
  for (const fact of catalogue.facts.values()) {
    const node = answers.rulebook.factOf.get(fact.id);
    const subjects = fact.of === 'household' ? ['household'] : truth.people.map(({ id }) => id);
    for (const [place, subject] of subjects.entries()) {
      const isKnown = start.household[fact.id] !== undefined || (fact.id === 'relation' && subject === truth.applicant);
      if (node === undefined || fact.question === undefined || isKnown) continue;
      if (node.askWhen >= 0 && answers.truth(node.askWhen, place) === truths.no) continue;
      answers.change(fact.id, subject, valueIn(truth, { fact: fact.id, subject }));
      asked += 1;
    }
  }
  return asked;
}

/**
 * How few facts would have been enough had one known which: of everything that was asked, each is forgotten again as long
 * as nothing that matters opens; the best of several orders. A set from which no single fact can be left out.
 */
function smallestCertificate(
  answers: Answers,
  { start, truth }: Resident,
  asked: readonly FactKey[],
  chance: Chance,
): number {
  let least = asked.length;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const order = attempt === 0 ? asked : attempt === 1 ? asked.toReversed() : shuffled(asked, chance);
    answers.tell(start);
    for (const key of asked) answers.change(key.fact, key.subject, valueIn(truth, key));
    let kept = asked.length;
    for (const key of order) {
      answers.change(key.fact, key.subject, undefined);
      if (new Questions(answers).best() === undefined) kept -= 1;
      else answers.change(key.fact, key.subject, valueIn(truth, key));
    }
    least = Math.min(least, kept);
  }
  return least;
}

function valueIn(truth: ToldSituation, { fact, subject }: FactKey): FactValue {
  const facts = subject === 'household' ? truth.household : truth.people.find(({ id }) => id === subject)?.facts;
  return facts?.[fact] ?? false;
}

function firstInFile(questions: Questions, inFile: ReadonlyMap<string, number>): FactKey | undefined {
  return questions.keys().toSorted((a, b) => (inFile.get(a.fact) ?? 0) - (inFile.get(b.fact) ?? 0))[0];
}

function anyOf<Item>(items: readonly Item[], chance: Chance): Item | undefined {
  return items[Math.floor(chance() * items.length)];
}

function shuffled<Item>(items: readonly Item[], chance: Chance): readonly Item[] {
  return items
    .map((item) => ({ item, die: chance() }))
    .toSorted((a, b) => a.die - b.die)
    .map(({ item }) => item);
}
