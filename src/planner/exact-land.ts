import type { ServiceVersion } from '#catalogue';

import { Draw } from './random-land.ts';
import { type SmallLand, someRule } from './small-land.ts';
import { addDays, addWorkingDays, isWorkingDay, workingDayFrom } from './working-days.ts';

/** Lands so plain that an exact solver can be told of them: everything is certain, lacking, and asked for at a window. */

export type PlainService = {
  readonly id: string;
  readonly needs: readonly string[];
  readonly gives: readonly string[];
  readonly termDays: number;
  readonly unit: 'working' | 'calendar';
  readonly places: readonly ('mfc' | 'agency')[];
  readonly isTarget: boolean;
};

export type PlainLand = { readonly asOf: string; readonly services: readonly PlainService[] };

export const noDaysOff = { daysOff: new Set<string>(), workedDays: new Set<string>() };

export function plainLand(seed: number, most: number, unit: PlainService['unit'], leastTerm: number): PlainLand {
  const draw = new Draw(seed);
  const papers = ['a', 'b', 'c', 'd', 'e'] as const;
  const services = Array.from({ length: 2 + draw.upTo(most - 2) }, (_, index): PlainService => ({
    id: `s${index}`,
    needs: papers.filter(() => draw.is(0.22)),
    gives: papers.filter(() => draw.is(0.3)),
    termDays: leastTerm + draw.upTo(6),
    unit,
    places: draw.is(0.3) ? ['agency', 'mfc'] : [draw.of(['agency', 'mfc'])],
    isTarget: draw.is(0.5),
  }));
  return { asOf: workingDayFrom(addDays('2026-02-23', draw.upTo(20)), noDaysOff), services };
}

export function asSmallLand({ asOf, services }: PlainLand): SmallLand {
  const use = (evidence: string): ServiceVersion['evidence'][number] => ({ evidence, of: 'applicant', from: 'person' });
  const papers = [...new Set(services.flatMap(({ needs, gives }) => [...needs, ...gives]))];
  return {
    asOf,
    needs: { money: 'days' },
    services: services.map(({ id, needs, gives, termDays, unit, places, isTarget }, index) => ({
      id,
      authority: `agency-${index % 3}`,
      covers: isTarget ? ['money'] : [],
      evidence: needs.map(use),
      gives: gives.map((evidence) => ({ evidence, of: 'applicant' })),
      term: { days: termDays, unit },
      channels: unit === 'calendar' ? [{ kind: 'online' }] : places.map((kind) => ({ kind })),
    })),
    evidence: papers.map((id) => ({ id, heldWhen: someRule })),
    held: Object.fromEntries(papers.map((id) => [`${id}|anna`, 'no'])),
  };
}

/** For each service and each paper that it needs and somebody else gives, those who give it. */
export function waitsOf({ services }: PlainLand, service: PlainService): readonly (readonly PlainService[])[] {
  return service.needs
    .map((paper) => services.filter((other) => other !== service && other.gives.includes(paper)))
    .filter((givers) => givers.length > 0);
}

/** Services that can ever begin: by repetition, from those that wait for nothing. */
export function reachable(land: PlainLand): ReadonlySet<PlainService> {
  const found = new Set<PlainService>();
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const service of land.services)
      if (waitsOf(land, service).every((givers) => givers.some((giver) => found.has(giver)))) found.add(service);
  }
  return found;
}

/** Day by its count of units from the day asked for. */
export function dayOfCount({ asOf }: PlainLand, unit: PlainService['unit'], count: number): string {
  return unit === 'calendar' ? addDays(asOf, count) : addWorkingDays(asOf, count, noDaysOff);
}

export function isOpenDay(day: string): boolean {
  return isWorkingDay(day, noDaysOff);
}
