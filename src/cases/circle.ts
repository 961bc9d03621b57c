import { holds } from '#assessment';
import type { Assessment, ToldSituation } from '#assessment';
import type { AgreedDisclosure, Agreement, Catalogue } from '#catalogue';
import type { Route } from '#planner';

import type { PlannedTask } from './events.ts';
import type { Disclosure, Participant } from './model.ts';

/** Who has a task, and whom the agreement invites for such a household; each under its clause. */
export function circleOf(
  tasks: readonly PlannedTask[],
  agreement: Agreement,
  catalogue: Catalogue,
  told: ToldSituation,
): readonly Participant[] {
  const circle = new Map<string, Participant>();
  for (const { holder, title, clause } of tasks) {
    if (holder.kind === 'person' || holder.agency === agreement.lead.agency || circle.has(holder.agency)) continue;
    circle.set(holder.agency, { agency: holder.agency, clause, because: title, state: 'invited' });
  }
  for (const { agency, clause, when, because } of agreement.participants) {
    if (circle.has(agency) || agency === agreement.lead.agency) continue;
    if (when === undefined || holds(catalogue, told, when) === 'yes')
      circle.set(agency, { agency, clause, because, state: 'invited' });
  }
  return [...circle.values()];
}

/** What each agency may see: as the clauses say, and of its own services no more than their criteria use. */
export function disclosuresTo(
  agencies: readonly string[],
  { entitlements }: Assessment,
  agreement: Agreement,
  catalogue: Catalogue,
  route: Pick<Route, 'steps'>,
): readonly Disclosure[] {
  const planned = new Set(route.steps.map(({ service, subject }) => `${service}:${subject}`));
  const ownFacts = (agency: string): readonly string[] => {
    const used = entitlements
      .filter(
        ({ service, subject }) =>
          planned.has(`${service}:${subject}`) && catalogue.services.get(service)?.authority === agency,
      )
      .flatMap(({ criteria }) =>
        criteria.flatMap(({ facts, missing }) => [...facts, ...missing].map(({ fact }) => fact)),
      );
    return [...new Set(used)].toSorted();
  };
  return agencies.flatMap((agency) =>
    agreement.disclosures
      .filter(({ to }) => to === agency || to === 'participants')
      .map((agreed) => disclosure(agreed, agency, ownFacts(agency)))
      .filter(({ facts }) => facts.length > 0),
  );
}

function disclosure(agreed: AgreedDisclosure, to: string, own: readonly string[]): Disclosure {
  const { clause, ground, article, purpose, preview } = agreed;
  return {
    facts: agreed.facts === 'services' ? own : agreed.facts,
    to,
    clause,
    ground,
    article: article.citation,
    purpose,
    ...(preview === undefined ? {} : { preview }),
  };
}
