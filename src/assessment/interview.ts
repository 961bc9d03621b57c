import type { Catalogue, QuestionGroup } from '#catalogue';
import type { Language, Text } from '#language';

import type { Answers } from './answers.ts';
import { Household } from './household.ts';
import type { ConsentOffer, FactKey, Interview, NextQuestion, OpenGroup, ToldSituation } from './model.ts';
import { Questions } from './next-question.ts';
import type { Asked } from './next-question.ts';
import { personName, questionText } from './question-text.ts';
import { isPastAsking, ruledOut } from './ruled-out.ts';
import type { RuledOut } from './ruled-out.ts';
import { whyText } from './why-text.ts';

/**
 * What is left to ask, in groups as the pack puts them together: the group of the next question first, and in it only
 * what is worth asking now, in the order of the pack. Then what agencies are asked instead of the person, and which
 * consents would save questions, the one that saves most first. `skip` are the questions left unanswered.
 */
export function interviewOf(
  catalogue: Catalogue,
  answers: Answers,
  skip: readonly FactKey[] = [],
): { readonly nextQuestion: NextQuestion | null; readonly interview: Interview } {
  const questions = new Questions(answers, skip);
  const out = new Map<Asked, readonly RuledOut[]>();
  const ranked = questions.ranked().filter((asked) => {
    const found = ruledOut(catalogue, answers.told, asked);
    out.set(asked, found);
    return !isPastAsking(catalogue, asked, found);
  });
  const groups = groupsOf(catalogue, answers, { ranked, ruledOut: out, isForRoute: questions.isForRoute });
  const [next] = ranked;
  const isNext = (one: NextQuestion): boolean => one.fact === next?.fact && one.subject === next.subject;
  return {
    nextQuestion: groups[0]?.questions.find(isNext) ?? null,
    interview: {
      groups,
      questionsLeft: questions.questionsLeft,
      inquiries: questions.inquiries(),
      offers: offersOf(questions, ranked),
    },
  };
}

function groupsOf(
  catalogue: Catalogue,
  answers: Answers,
  {
    ranked,
    ruledOut: out,
    isForRoute,
  }: {
    readonly ranked: readonly Asked[];
    readonly ruledOut: ReadonlyMap<Asked, readonly RuledOut[]>;
    readonly isForRoute: boolean;
  },
): readonly OpenGroup[] {
  const household = new Household(catalogue, answers.told);
  const groupOf = groupsByFact(catalogue);
  const found = new Map<string, { readonly group: ReturnType<typeof groupOf.get>; readonly asked: Asked[] }>();
  for (const asked of ranked) {
    const group = groupOf.get(asked.fact);
    const key = `${group === undefined ? `fact ${asked.fact}` : `group ${group.id}`} ${asked.subject}`;
    const open = found.get(key);
    if (open === undefined) found.set(key, { group, asked: [asked] });
    else open.asked.push(asked);
  }
  const questionFrom = (asked: Asked): NextQuestion => ({
    fact: asked.fact,
    subject: asked.subject,
    text: questionText(catalogue, household, catalogue.facts.get(asked.fact)!, asked.subject),
    why: whyText(catalogue, asked.services, asked.needs, isForRoute),
    ruledOut: out.get(asked) ?? [],
  });
  return [...found.values()].map(({ group, asked }): OpenGroup => {
    const subject = asked[0]!.subject;
    if (group === undefined) return { subject, questions: asked.map(questionFrom) };
    const place = (one: Asked): number => group.facts.indexOf(one.fact);
    const questions = asked.toSorted((a, b) => place(a) - place(b)).map(questionFrom);
    return { group: group.id, subject, title: groupTitle(answers.told, group, subject), questions };
  });
}

/** The title of a group, said of the person it is about. */
export function groupTitle(told: ToldSituation, group: QuestionGroup, subject: string): Text {
  const title = (subject === told.applicant ? group.titleToYou : undefined) ?? group.title;
  const named = (language: Language): string =>
    title[language].replaceAll('{who}', () => personName(told, subject, language));
  return { ru: named('ru'), en: named('en') };
}

const kept = new WeakMap<Catalogue, ReadonlyMap<string, QuestionGroup>>();

/** The group each fact stands in. */
function groupsByFact(catalogue: Catalogue): ReadonlyMap<string, QuestionGroup> {
  const known =
    kept.get(catalogue) ??
    new Map(catalogue.groups.flatMap((group) => group.facts.map((fact) => [fact, group] as const)));
  kept.set(catalogue, known);
  return known;
}

function offersOf(questions: Questions, ranked: readonly Asked[]): readonly ConsentOffer[] {
  const { consents } = questions;
  const offers = new Map<string, { offer: ConsentOffer; facts: FactKey[]; people: Set<string>; more: FactKey[] }>();
  for (const { fact, subject, place } of ranked) {
    const register = consents.registerOf(place);
    if (register === undefined) continue;
    const { agency, consent } = register;
    const known = offers.get(agency);
    const facts = known?.facts ?? [];
    const more = known?.more ?? [];
    const people = known?.people ?? new Set();
    const offer: ConsentOffer = { agency, ...consent, facts, withOthers: { people: [], facts: more } };
    if (known === undefined) offers.set(agency, { offer, facts, people, more });
    const others = consents.uncovered(place, []);
    if (others.length === 0) facts.push({ fact, subject });
    if (others.length === 0 || !others.every((other) => consents.agreesAlone(other))) continue;
    more.push({ fact, subject });
    for (const other of others) people.add(other);
  }
  return [...offers.values()]
    .filter(({ facts, more }) => facts.length > 0 || more.length > 0)
    .map(({ offer, people }) => ({ ...offer, withOthers: { ...offer.withOthers, people: [...people] } }))
    .toSorted((a, b) => b.facts.length - a.facts.length || b.withOthers.facts.length - a.withOthers.facts.length);
}
