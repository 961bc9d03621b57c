import type { Route } from '#planner';

/**
 * Steps whose days rest on a term of law that is still to be checked: the waiting that has it, and everything that comes
 * after. No page tells such a day as certain.
 */
export function approximateSteps(route: Route): ReadonlySet<string> {
  const found = new Set(
    route.steps.filter((step) => step.action === 'waiting' && step.certainty === 'unsure').map(({ id }) => id),
  );
  let before = -1;
  while (before !== found.size) {
    before = found.size;
    for (const step of route.steps) if (step.after.some((id) => found.has(id))) found.add(step.id);
  }
  return found;
}
