import { writeFile } from 'node:fs/promises';

import { changesBetween, explainAmount, explainCriterion, helpCurve, readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { againOf, readEvents, solutionOf, solve, solveAgain } from '#desk';
import type { Solved } from '#desk';
import { readDay } from '#language';
import type { Problem } from '#language';

import { bpmnWords, complexRequest, routeAsBpmn } from '#planner';

import type { Options } from './arguments.ts';
import { cliffsText } from './cliffs-text.ts';
import { changesText } from './changes-text.ts';
import { againText } from './again-text.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { placed, readSituationFile } from './read-situation.ts';
import { routeChart } from './route-chart.ts';
import { requestText } from './request-text.ts';
import { solutionText } from './solution-text.ts';

/** `okno solve <file>`: the situation of the file, answered and planned. */
export async function solveCommand(
  catalogue: Catalogue,
  file: string,
  options: Options,
  today: string,
): Promise<Outcome> {
  const read = await readSituationFile(file);
  if ('problems' in read) return refused(read.problems, options.lang, options.json);
  const input =
    options.asOf === undefined || typeof read.value !== 'object' || read.value === null
      ? read.value
      : { ...read.value, asOf: options.asOf };
  const checked = readTold(catalogue, input, { asOf: today });
  if ('problems' in checked) return refused(placed(checked.problems, read.source), options.lang, options.json);
  const { told } = checked;
  const solved = solve(catalogue, told);
  if (options.after !== undefined) return solveAfter(catalogue, options.after, input, told, solved, options);
  if (options.request) {
    const request = complexRequest(catalogue, solved.assessment, solved.route);
    return done(options.json ? asJson(request ?? null) : requestText(catalogue, told.applicant, request, options.lang));
  }
  if (options.bpmn !== undefined) {
    await writeFile(options.bpmn, routeAsBpmn(solved.route, catalogue, bpmnWords, options.lang));
    return done(options.json ? asJson({ file: options.bpmn }) : options.bpmn);
  }
  if (options.chart && !options.json) return done(routeChart(catalogue, solved.route, told.asOf, options.lang));
  const { since } = options;
  if (since !== undefined && (readDay(since) === undefined || since > told.asOf))
    return refused([badSince(since)], options.lang, options.json);
  const changes = since === undefined ? undefined : changesBetween(catalogue, asOn(told, since), told);
  const curve = options.cliffs ? helpCurve(catalogue, told) : undefined;
  if (!options.json) {
    const text = [
      solutionText(catalogue, told, solved, options),
      ...(options.cliffs ? [cliffsText(catalogue, told, curve, options.lang)] : []),
    ].join('\n\n');
    return done(
      since === undefined || changes === undefined
        ? text
        : `${text}\n\n${changesText(catalogue, told, changes, since, options.lang)}`,
    );
  }
  return done(
    asJson({
      ...solutionOf(catalogue, told, solved, options.lang),
      ...(changes === undefined ? {} : { changes }),
      ...(options.cliffs ? { helpCurve: curve ?? null } : {}),
      ...(options.explain ? { explanations: explanations(catalogue, told, solved) } : {}),
    }),
  );
}

/** `--after EVENTS.yaml`: the rest of the route, planned again with the smallest change. */
async function solveAfter(
  catalogue: Catalogue,
  file: string,
  situation: unknown,
  told: ToldSituation,
  solved: Solved,
  options: Options,
): Promise<Outcome> {
  const read = await readSituationFile(file);
  if ('problems' in read) return refused(read.problems, options.lang, options.json);
  const checked = readEvents(catalogue, read.value, { situation, told, route: solved.route });
  if ('problems' in checked) return refused(placed(checked.problems, read.source), options.lang, options.json);
  const again = solveAgain(catalogue, told, checked.events, solved);
  return done(options.json ? asJson(againOf(again, options.lang)) : againText(catalogue, again, options.lang));
}

/** The same household on an earlier day: who was not born yet was not there. Of a year or a month told, any day may be. */
function asOn(told: ToldSituation, day: string): ToldSituation {
  const people = told.people.filter(
    (person) => person.id === told.applicant || !(String(person.facts['birthDate'] ?? '') > day),
  );
  return { ...told, asOf: day, people };
}

function badSince(since: string): Problem {
  return {
    code: 'impossible-date',
    message: {
      ru: `--since ${since}: это не день до дня вопроса.`,
      en: `--since ${since} is no day before the day asked for.`,
    },
    remedy: { ru: 'Дата пишется как 2025-11-10.', en: 'A date is written 2025-11-10.' },
  };
}

function explanations(catalogue: Catalogue, told: ToldSituation, { assessment }: Solved): unknown {
  return assessment.entitlements.map((entitlement) => ({
    service: entitlement.service,
    subject: entitlement.subject,
    criteria: entitlement.criteria.map((criterion) => ({
      id: criterion.id,
      explanation: explainCriterion(catalogue, told, entitlement, criterion.id),
    })),
    amount: entitlement.amount === undefined ? undefined : explainAmount(catalogue, told, entitlement),
  }));
}
