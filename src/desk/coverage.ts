import { answersOutside, assess, readTold } from '#assessment';
import type { Answer } from '#assessment';
import type { Catalogue, Service } from '#catalogue';

export type CriterionCoverage = {
  readonly service: string;
  readonly version: string;
  readonly criterion: string;
  readonly file: string;
  /** Answers that the examples of the service bring about. */
  readonly seen: readonly Answer[];
  /** Answers nobody has written an example for: a slip in the rule would not be noticed there. */
  readonly lacks: readonly ('yes' | 'no')[];
};

/**
 * What the examples of each service decide: every criterion wants one that meets it and one that fails it. Where it repeats
 * whom the service is about, somebody whom the service does not concern is who fails it.
 */
export function coverageOf(catalogue: Catalogue, only?: string): CriterionCoverage[] {
  return [...catalogue.services.values()]
    .filter((service) => only === undefined || service.id === only)
    .flatMap((service) => coverageOfService(catalogue, service));
}

function coverageOfService(catalogue: Catalogue, service: Service): CriterionCoverage[] {
  const seen = new Map<string, Set<Answer>>();
  for (const example of service.examples) {
    const read = readTold(catalogue, example.situation, { asOf: example.asOf });
    if ('problems' in read) continue;
    for (const { version, criterion, answer } of answersOutside(catalogue, read.told, service))
      if (answer === 'no') note(seen, `${version} ${criterion}`, answer);
    for (const entitlement of assess(catalogue, read.told).entitlements) {
      if (entitlement.service !== service.id) continue;
      for (const { id, answer } of entitlement.criteria) note(seen, `${entitlement.version} ${id}`, answer);
    }
  }
  return service.versions.flatMap((version, index) =>
    version.criteria
      .filter((criterion) => criterion.when !== undefined)
      .map((criterion) => {
        const answers = [...(seen.get(`${index} ${criterion.id}`) ?? [])];
        const wanted = ['yes', 'no'] as const;
        return {
          service: service.id,
          version: version.from,
          criterion: criterion.id,
          file: service.file,
          seen: answers,
          lacks: wanted.filter((answer) => !answers.includes(answer)),
        };
      }),
  );
}

function note(seen: Map<string, Set<Answer>>, key: string, answer: Answer): void {
  seen.set(key, (seen.get(key) ?? new Set()).add(answer));
}
