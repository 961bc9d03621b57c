import type { Timing } from './earliest.ts';
import { blockingOf, type LegsOnRoute } from './legs-on-route.ts';
import type { Leg } from './leg.ts';
import type { StuckService } from './model.ts';

/** Services the person has a right to and cannot begin, and the services they wait for that cannot begin either. */
export function stuckServices(
  { legs, giversOf }: LegsOnRoute,
  timings: ReadonlyMap<string, Timing>,
): readonly StuckService[] {
  const isStuck = (leg: Leg): boolean => leg.entitlement.answer !== 'no' && !timings.has(leg.id);
  const found = new Map<string, StuckService>();
  const open = [...legs.values()].filter((leg) => leg.meets.length > 0 && isStuck(leg));
  for (const leg of open) {
    if (found.has(leg.id)) continue;
    const waits = blockingOf(leg).filter((need) => {
      const givers = giversOf(need.key, leg);
      return givers.length > 0 && !givers.some(({ id }) => timings.has(id));
    });
    found.set(leg.id, {
      service: leg.service.id,
      subject: leg.entitlement.subject,
      waitsFor: waits.map(({ evidence, subject }) => ({ evidence, subject })),
    });
    open.push(...waits.flatMap((need) => giversOf(need.key, leg)).filter(isStuck));
  }
  return [...found.keys()].toSorted().flatMap((id) => found.get(id) ?? []);
}
