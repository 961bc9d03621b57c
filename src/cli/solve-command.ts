import { explainAmount, explainCriterion, readTold } from '#assessment';
import type { ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import { solutionOf, solve } from '#desk';
import type { Solved } from '#desk';

import type { Options } from './arguments.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { placed, readSituationFile } from './read-situation.ts';
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
  if (!options.json) return done(solutionText(catalogue, told, solved, options));
  const solution = solutionOf(catalogue, told, solved, options.lang);
  return done(
    asJson(options.explain ? { ...solution, explanations: explanations(catalogue, told, solved) } : solution),
  );
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
