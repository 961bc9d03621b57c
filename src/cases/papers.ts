import { holds } from '#assessment';
import type { Catalogue, EvidenceUse, ServiceVersion } from '#catalogue';
import { versionOn } from '#catalogue';
import type { Actor } from '#journal';

import { mayDo } from './authority.ts';
import type { JointCase, ShownPaper, Task } from './model.ts';

/** A paper that services of the case need, and where it comes from: the person, another service of the case, another agency. */
export type NeededPaper = {
  readonly evidence: string;
  /** unknown: it depends on something that was not told, or is not shown to whoever looks. */
  readonly isNeeded: 'yes' | 'unknown';
  readonly from:
    | { readonly kind: 'person' }
    | { readonly kind: 'service'; readonly service: string }
    | { readonly kind: 'agency'; readonly agency?: string };
  readonly services: readonly string[];
  /** Who has seen it in this case already, and when: nobody is to bring it again. */
  readonly shown?: ShownPaper;
};

/** Papers of the services that are still under way in the case; what is made on the spot is nobody's errand. */
export function papersOf(joint: JointCase, catalogue: Catalogue): readonly NeededPaper[] {
  const known = found.get(joint);
  if (known?.catalogue === catalogue) return known.papers;
  const papers = findPapers(joint, catalogue);
  found.set(joint, { catalogue, papers });
  return papers;
}

/** A page asks for each of them what may be done to it: they are looked for once a case. */
const found = new WeakMap<JointCase, { readonly catalogue: Catalogue; readonly papers: readonly NeededPaper[] }>();

/** Papers of the tasks that somebody may do. */
export function papersFor(joint: JointCase, by: Actor, catalogue: Catalogue): readonly string[] {
  const own = new Set(
    joint.tasks.filter((task) => needsPapers(task) && mayDo(joint, task, by)).map(({ service }) => service),
  );
  return papersOf(joint, catalogue)
    .filter(({ services }) => services.some((service) => own.has(service)))
    .map(({ evidence }) => evidence);
}

function needsPapers({ kind, state, service }: Task): boolean {
  return service !== undefined && kind !== 'collect' && !over.has(state);
}

function findPapers(joint: JointCase, catalogue: Catalogue): readonly NeededPaper[] {
  const open = joint.tasks.filter(needsPapers);
  const versions = new Map<string, ServiceVersion>();
  for (const { service = '' } of joint.tasks) {
    const found = catalogue.services.get(service);
    const version = found === undefined ? undefined : versionOn(found, joint.told.asOf)?.version;
    if (version !== undefined) versions.set(service, version);
  }
  const givers = new Map(
    [...versions].flatMap(([service, { gives }]) => gives.map(({ evidence }) => [evidence, service] as const)),
  );
  const papers = new Map<string, NeededPaper>();
  // Tasks of one application need the same.
  const applications = new Map(open.map((task) => [`${task.service}:${task.subject ?? ''}`, task]));
  for (const task of applications.values()) {
    const { service = '' } = task;
    for (const use of versions.get(service)?.evidence ?? []) {
      const paper = paperOf(joint, catalogue, task, use, givers);
      if (paper === undefined) continue;
      const before = papers.get(use.evidence);
      papers.set(use.evidence, {
        ...paper,
        isNeeded: before?.isNeeded === 'yes' ? 'yes' : paper.isNeeded,
        services: [...new Set([...(before?.services ?? []), service])],
      });
    }
  }
  return [...papers.values()].map((paper) => {
    const shown = joint.shownPapers?.find((one) => one.paper === paper.evidence);
    return shown === undefined ? paper : { ...paper, shown };
  });
}

const over: ReadonlySet<Task['state']> = new Set(['done', 'refused', 'cancelled']);

function paperOf(
  { told }: JointCase,
  catalogue: Catalogue,
  { service = '', subject = 'household' }: Task,
  { evidence, from, when, or = [] }: EvidenceUse,
  givers: ReadonlyMap<string, string>,
): NeededPaper | undefined {
  const { heldBy, madeOnTheSpot = false } = catalogue.evidence.get(evidence) ?? {};
  if (madeOnTheSpot) return undefined;
  const answer = when === undefined ? 'yes' : holds(catalogue, told, when, subject);
  if (answer === 'no') return undefined;
  const giver = givers.get(evidence);
  const isAsked = from === 'exchange' || or.some((one) => one.from === 'exchange');
  return {
    evidence,
    isNeeded: answer,
    services: [],
    from:
      giver !== undefined && giver !== service
        ? { kind: 'service', service: giver }
        : isAsked
          ? { kind: 'agency', ...(heldBy === undefined ? {} : { agency: heldBy }) }
          : { kind: 'person' },
  };
}
