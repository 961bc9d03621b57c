import { ICalCalendar, ICalEventTransparency } from 'ical-generator';

import type { Day } from '#catalogue';

import type { Route, Step } from './model.ts';
import { addDays } from './working-days.ts';

/** What the calendar says, in one language. A telephone may be in other hands: say no more than its owner would. */
export type CalendarTexts = {
  readonly name: string;
  /** Names the route, so that a new plan of it replaces the events of the old one and of no other. */
  readonly route: string;
  /** The day the route was planned on; it is the stamp of every event, so that the same route gives the same file. */
  readonly plannedOn: Day;
  /** Undefined leaves the step out. */
  readonly summary: (step: Step) => string | undefined;
  readonly description?: (step: Step) => string | undefined;
  /** Never the address of a shelter. */
  readonly place?: (step: Step) => string | undefined;
};

/**
 * An iCalendar file (RFC 5545) of whole days: what the person does, and on what day an agency's term ends.
 * A waiting stands on its last day alone, or a month of it would hide everything else.
 */
export function routeAsCalendar(route: Route, texts: CalendarTexts): string {
  const calendar = new ICalCalendar({ name: texts.name, prodId: { company: 'Okno', product: 'Route' } });
  for (const step of route.steps) {
    const summary = texts.summary(step);
    if (summary === undefined) continue;
    calendar.createEvent({
      id: `${texts.route}:${step.id}@okno`,
      stamp: midnight(texts.plannedOn),
      start: midnight(step.end),
      end: midnight(addDays(step.end, 1)),
      allDay: true,
      timezone: 'UTC',
      summary,
      description: texts.description?.(step) ?? null,
      location: texts.place?.(step) ?? null,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}

/** Days of the route have no hour: they are read and written in UTC. */
function midnight(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
