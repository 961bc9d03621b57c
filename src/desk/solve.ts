import { assess } from '#assessment';
import type { Assessment, Entitlement, FactKey, Interview, NextQuestion, ToldSituation } from '#assessment';
import type { Catalogue, Remedy } from '#catalogue';
import type { Language, Text } from '#language';
import { complexRequest, planRoute } from '#planner';
import type { Route } from '#planner';

import { placesToGo } from './places-to-go.ts';
import { remediesAgainst } from './remedies.ts';
import { interplayTold } from './interplay-told.ts';
import type { Solution } from './solution.ts';

export type Solved = { readonly assessment: Assessment; readonly route: Route };

/** A told situation, answered and planned. Pure: the same catalogue and situation give the same bytes. */
export function solve(
  catalogue: Catalogue,
  told: ToldSituation,
  options: { readonly skip?: readonly FactKey[] } = {},
): Solved {
  const assessment = assess(catalogue, told, options);
  return { assessment, route: planRoute(catalogue, told, assessment) };
}

/** The door of `solve --json` and of the API: sentences in one language. */
export function solutionOf(
  catalogue: Catalogue,
  told: ToldSituation,
  { assessment, route }: Solved,
  language: Language,
): Solution {
  const said = (text: Text): string => text[language];
  const request = complexRequest(catalogue, assessment, route);
  return {
    asOf: told.asOf,
    catalogue: { packs: catalogue.packs.map(({ id, version }) => ({ id, version })), digest: catalogue.digest },
    applicant: told.applicant,
    ...(assessment.contradictions.length === 0
      ? {}
      : {
          contradictions: assessment.contradictions.map(({ unless, ...one }) => ({
            ...one,
            text: said(one.text),
            ...(unless === undefined ? {} : { unless: said(unless) }),
          })),
        }),
    needs: assessment.needs.map(({ need, urgency, because }) => ({ need, urgency, because: said(because) })),
    situations: assessment.situations.map(({ situation, code, because }) => ({
      situation,
      code,
      because: said(because),
    })),
    entitlements: assessment.entitlements.map((entitlement) => ({
      service: entitlement.service,
      subject: entitlement.subject,
      answer: entitlement.answer,
      ...(entitlement.amount === undefined ? {} : { amount: entitlement.amount }),
      ...transitionOf(catalogue, entitlement, said),
      criteria: entitlement.criteria.map((criterion) => ({
        id: criterion.id,
        text: said(criterion.text),
        answer: criterion.answer,
        article: criterion.article,
        facts: criterion.facts,
      })),
      missing: [...new Set(entitlement.missing.map(({ fact }) => fact))],
      ...(entitlement.unlockedBy.length === 0 ? {} : { unlockedBy: entitlement.unlockedBy }),
      ...remediesOf(remediesAgainst(catalogue, entitlement), said),
      certainty: entitlement.certainty,
    })),
    gaps: assessment.gaps.map(({ need, reason, services, text }) => ({
      need,
      reason,
      ...(services.length === 0 ? {} : { services: services.map(({ service }) => service) }),
      text: said(text),
    })),
    ...placesOf(catalogue, told, assessment, said),
    ...interplayTold(assessment.interplay, language),
    nextQuestion: assessment.nextQuestion === null ? null : questionIn(assessment.nextQuestion, language),
    interview: interviewIn(assessment.interview, language),
    route: routeTold(route, language),
    ...(request === undefined ? {} : { complexRequest: request }),
  };
}

export type RouteTold = Solution['route'];

/** A route for machines, its sentences in one language. */
export function routeTold(route: Route, language: Language): RouteTold {
  return {
    steps: route.steps.map((step) => ({
      id: step.id,
      service: step.service,
      subject: step.subject,
      action: step.action,
      text: step.text[language],
      agency: step.agency,
      ...(step.office === undefined ? {} : { office: step.office }),
      after: step.after,
      bring: step.bring.map(({ evidence }) => evidence),
      obtained: step.obtained.map(({ evidence, from }) => ({ evidence, from })),
      gives: step.gives.map(({ evidence }) => evidence),
      start: step.start,
      end: step.end,
      urgency: step.urgency,
      visit: step.visit,
      sure: step.sure,
    })),
    visits: route.visits,
    finish: route.finish,
  };
}

/** Each offer is answered "not known": who may have it is told in their words, and asked there. */
function placesOf(
  catalogue: Catalogue,
  told: ToldSituation,
  { needs }: Assessment,
  said: (text: Text) => string,
): Pick<Solution, 'places'> {
  const places = placesToGo(catalogue, told.territory, needs);
  if (places.length === 0) return {};
  return {
    places: places.map(({ office, needs: met, phone, offers }) => ({
      office: office.id,
      name: said(office.name),
      needs: met,
      ...(office.address === undefined || office.addressRestricted ? {} : { address: said(office.address) }),
      ...(phone === undefined ? {} : { phone }),
      ...(office.hours === undefined ? {} : { hours: said(office.hours) }),
      offers: offers.map(({ name, whoFor, howTo }) => ({
        name: said(name),
        answer: 'unknown' as const,
        ...(whoFor === undefined ? {} : { whoFor: said(whoFor) }),
        ...(howTo === undefined ? {} : { howTo: said(howTo) }),
      })),
      certainty: office.certainty,
    })),
  };
}

function transitionOf(
  catalogue: Catalogue,
  { service, version, transition }: Entitlement,
  said: (text: Text) => string,
): Pick<Solution['entitlements'][number], 'transition'> {
  if (transition === undefined) return {};
  const from = catalogue.services.get(service)?.versions[version]?.from ?? '';
  return { transition: { ...transition, text: said(transition.text), version: from } };
}

function remediesOf(
  remedies: readonly Remedy[],
  said: (text: Text) => string,
): Pick<Solution['entitlements'][number], 'remedies'> {
  if (remedies.length === 0) return {};
  return { remedies: remedies.map(({ text, ...rest }) => ({ ...rest, text: said(text) })) };
}

function questionIn(
  question: NextQuestion,
  language: Language,
): Solution['interview']['groups'][number]['questions'][number] {
  const { ruledOut, ...asked } = question;
  return {
    ...asked,
    text: question.text[language],
    why: question.why[language],
    ...(ruledOut.length === 0 ? {} : { ruledOut: ruledOut.map((one) => ({ ...one, text: one.text[language] })) }),
  };
}

function interviewIn(
  { groups, questionsLeft, inquiries, offers }: Interview,
  language: Language,
): Solution['interview'] {
  return {
    groups: groups.map(({ group, subject, title, questions }) => ({
      ...(group === undefined ? {} : { group }),
      subject,
      ...(title === undefined ? {} : { title: title[language] }),
      questions: questions.map((question) => questionIn(question, language)),
    })),
    questionsLeft,
    inquiries: inquiries.map(({ article, ...inquiry }) => ({
      ...inquiry,
      article: article.citation,
      certainty: article.certainty,
    })),
    offers: offers.map(({ agency, kind, article, facts, withOthers }) => ({
      agency,
      kind,
      article: article.citation,
      certainty: article.certainty,
      facts,
      ...(withOthers.facts.length === 0 ? {} : { withOthers }),
    })),
  };
}
