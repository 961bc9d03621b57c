import { Answers, Questions } from '#assessment';
import type { FactKey, FactValue, ToldSituation } from '#assessment';
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

/** Chooses what to ask of what could still be asked. */
type Choice = (questions: Questions) => FactKey | undefined;

/**
 * `okno bench interview`: random residents whose facts are hidden and told when asked, until nothing that matters can
 * change. How many questions that takes when the questions are chosen, when they come in the order of the file, at random,
 * when every question that applies is asked, and at best.
 */
export function benchInterview(catalogue: Catalogue, options: Options): Outcome {
  const count = Math.max(1, Number(options.runs ?? 1000));
  const chance = chanceOf(seed);
  const residents = Array.from({ length: count }, () => resident(catalogue, chance));
  const answers = new Answers(catalogue, (residents[0] as Resident).start);
  const inFile = new Map([...catalogue.facts.keys()].map((id, index) => [id, index]));
  const chosen: Interview[] = [];
  const inOrder: Interview[] = [];
  const atRandom: Interview[] = [];
  const form: number[] = [];
  const least: number[] = [];
  for (const one of residents) {
    const asked = interview(answers, one, (questions) => questions.best());
    chosen.push(asked);
    least.push(smallestCertificate(answers, one, asked.asked, chance));
    inOrder.push(interview(answers, one, (questions) => firstInFile(questions, inFile)));
    atRandom.push(interview(answers, one, (questions) => anyOf(questions.keys(), chance)));
    form.push(wholeForm(catalogue, answers, one));
  }
  const rows = {
    chosen: briefOf(chosen),
    fileOrder: briefOf(inOrder),
    randomOrder: briefOf(atRandom),
    wholeForm: brief(form),
    lowerBound: brief(least),
  };
  const result = { residents: count, services: answers.rulebook.services.length, ...rows };
  if (options.json) return done(asJson(result));
  const row = (name: string, { mean, p95, settledAfter10 }: Brief): string =>
    `  ${name.padEnd(58)} ${mean.toFixed(1).padStart(6)} ${p95.toFixed(0).padStart(6)} ${settledAfter10 === undefined ? '' : `${(settledAfter10 * 100).toFixed(0)} %`.padStart(18)}`;
  return done(
    [
      `${count} random residents, ${result.services} services: questions until nothing that matters can change`,
      `  ${''.padEnd(58)} ${'mean'.padStart(6)} ${'95 %'.padStart(6)} ${'settled after 10'.padStart(18)}`,
      row('chosen by weight (as on the page)', rows.chosen),
      row('only what still matters, in the order of the file', rows.fileOrder),
      row('only what still matters, at random', rows.randomOrder),
      row('every question that applies, in the order of the file', rows.wholeForm),
      row('lower bound: smallest set of facts found that settles all', rows.lowerBound),
    ].join('\n'),
  );
}

type Brief = { readonly mean: number; readonly p95: number; readonly median: number; readonly settledAfter10?: number };

/** `settledAfter10`: which share of the answers is settled after ten questions. */
type Interview = { readonly asked: readonly FactKey[]; readonly settledAfter10: number };

function briefOf(interviews: readonly Interview[]): Brief {
  const settledAfter10 = spread(interviews.map((one) => one.settledAfter10)).mean;
  return { ...brief(interviews.map(({ asked }) => asked.length)), settledAfter10 };
}

function brief(counts: readonly number[]): Brief {
  const { mean, p95, median } = spread(counts);
  return { mean, p95, median };
}

/** Asks until nothing is left to ask; gives what was asked, in order. */
function interview(answers: Answers, { start, truth }: Resident, choose: Choice): Interview {
  const asked: FactKey[] = [];
  let settledAfter10: number | undefined;
  answers.tell(start);
  for (let key = choose(new Questions(answers)); key !== undefined; key = choose(new Questions(answers))) {
    asked.push({ fact: key.fact, subject: key.subject });
    answers.change(key.fact, key.subject, valueIn(truth, key));
    if (asked.length === 10) settledAfter10 = settledShare(answers);
  }
  return { asked, settledAfter10: settledAfter10 ?? settledShare(answers) };
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
