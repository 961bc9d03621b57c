import { createHash } from 'node:crypto';

import type { Language } from '#language';
import { routeAsCalendar } from '#planner';
import type { Step } from '#planner';
import { isDanger } from '#web/danger.ts';
import type { Open } from '#web/pages/open.ts';
import type { StoredSituation } from '#web/stored.ts';
import { say } from '#web/words.ts';

import { approximateSteps } from './approximate.ts';
import { capitalised } from './format.ts';
import { isDoneByPerson, officeOf, phoneOf, stepFor, stepTitle } from './step.ts';

export type CalendarFile = { readonly name: string; readonly text: string };

/**
 * The days of the route for a calendar. A calendar is read by whoever takes the phone: no child's name in it, no reason,
 * and never the address of a shelter. Where somebody is feared it says less still.
 */
export function routeCalendar(language: Language, named: Open): CalendarFile {
  if (isDanger(named)) return neutralCalendar(language, named);
  const open = { ...named, stored: withoutNames(named.stored) };
  const approximate = approximateSteps(open.route);
  const text = routeAsCalendar(open.route, {
    name: say(language, 'sheetTitle'),
    route: markOf('route', open.code),
    plannedOn: open.today,
    summary: (step) => (isInCalendar(step) ? titleOf(language, open, step) : undefined),
    description: (step) => {
      const lines = [
        ...(step.sure ? [] : [`${capitalised(say(language, 'notSureStep'))}.`]),
        ...(approximate.has(step.id) ? [say(language, 'dayToBeChecked')] : []),
        ...[phoneOf(open, step)].filter((phone) => phone !== undefined),
      ];
      return lines.length === 0 ? undefined : lines.join('\n');
    },
    place: (step) => {
      const office = officeOf(open, step);
      if (office === undefined || office.addressRestricted) return undefined;
      return [office.name[language], office.address?.[language]].filter((part) => part !== undefined).join(', ');
    },
  });
  return { name: 'okno-route.ics', text };
}

/**
 * Days and one-stop centres, and nothing else: no service, no phone, no other place, nothing of tonight; the ids of the
 * events, which are made of the names of services, are covered too.
 */
function neutralCalendar(language: Language, open: Open): CalendarFile {
  const place = (step: Step): string | undefined => {
    const office = officeOf(open, step);
    if (office?.kind !== 'mfc') return undefined;
    return [office.name[language], office.address?.[language]].filter((part) => part !== undefined).join(', ');
  };
  const title = (step: Step): string => `${say(language, errandOf(open, step))}${doubt(step)}`;
  const shown = open.route.steps.filter((step) => isInCalendar(step) && step.urgency !== 'tonight');
  // Five errands at one door on one day are one errand to whoever looks.
  const errands = new Map(shown.map((step) => [[step.end, title(step), place(step)].join(' '), step]));
  const steps = [...errands.values()].map((step) => ({ ...step, id: markOf('step', `${open.code} ${step.id}`) }));
  const text = routeAsCalendar(
    { ...open.route, steps },
    {
      name: say(language, 'errands'),
      route: markOf('route', open.code),
      plannedOn: open.today,
      summary: title,
      place,
    },
  );
  return { name: 'calendar.ics', text };
}

function errandOf(open: Open, step: Step): 'errand' | 'errandAtCentre' | 'errandOnline' | 'errandAnswer' {
  if (step.action === 'waiting') return 'errandAnswer';
  if (step.channel === 'mfc' || officeOf(open, step)?.kind === 'mfc') return 'errandAtCentre';
  return step.channel === 'online' ? 'errandOnline' : 'errand';
}

const isInCalendar = (step: Step): boolean => isDoneByPerson(step) || step.end > step.start;

const doubt = (step: Step): string => (step.sure ? '' : ' (?)');

function titleOf(language: Language, open: Open, step: Step): string {
  const whose = stepFor(language, open, step);
  return `${stepTitle(language, open, step)}${whose === '' ? '' : ` — ${whose}`}${doubt(step)}`;
}

/** Tells routes apart without telling the code: a calendar is copied to many places. */
function markOf(what: 'route' | 'step', text: string): string {
  return createHash('sha256').update(`${what} ${text}`).digest('hex').slice(0, 16);
}

function withoutNames(stored: StoredSituation): StoredSituation {
  const people = stored.input.people.map((person) => ({ ...person, name: '' }));
  return { ...stored, input: { ...stored.input, people } };
}
