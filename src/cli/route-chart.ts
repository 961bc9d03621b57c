import type { Catalogue } from '#catalogue';
import type { Language } from '#language';
import type { Route, Step } from '#planner';

/** Columns of a terminal that are surely there; names take the first of them. */
const widest = 100;
const nameWidth = 44;

/** A route against time in letters: ■ the person acts, ● an agency acts of itself, ░ waiting (▓ where the end depends on it). */
export function routeChart(catalogue: Catalogue, route: Route, asOf: string, language: Language): string {
  const chart = widest - nameWidth - 8;
  const dayOf = (day: string): number => Math.round((Date.parse(day) - Date.parse(asOf)) / 86_400_000);
  const days = Math.max(1, dayOf(route.finish));
  const column = (day: string): number => Math.min(chart - 1, Math.round((dayOf(day) * (chart - 1)) / days));
  const legs = Map.groupBy(route.steps, ({ service, subject, turn }) => `${service}:${subject}:${turn}`);
  const rows = [...legs.values()].map((leg) => {
    const cells = Array.from({ length: chart }, () => ' ');
    for (const step of leg.toSorted((a, b) => Number(b.action === 'waiting') - Number(a.action === 'waiting'))) {
      for (let at = column(step.start); at <= column(step.end); at += 1) cells[at] = signOf(step);
    }
    const [first] = leg;
    const own = first === undefined ? '' : (catalogue.services.get(first.service)?.name[language] ?? first.service);
    const doubt = first?.sure === false ? ' (?)' : '';
    const mark = first?.urgency === 'tonight' ? '!' : ' ';
    const name = cut(own, nameWidth - doubt.length) + doubt;
    return `${mark} ${(first?.start ?? asOf).slice(5)} ${name.padEnd(nameWidth)}${cells.join('')}`.trimEnd();
  });
  const legend =
    language === 'ru'
      ? '■ делаете вы  ● ведомство само  ░ ждёте  ▓ ждёте, и от этого зависит конец  ! прямо сейчас'
      : '■ you  ● an agency itself  ░ waiting  ▓ waiting that the end depends on  ! right now';
  return [`${asOf} … ${route.finish}`, ...rows, legend].join('\n');
}

function signOf({ action, critical }: Step): string {
  if (action === 'waiting') return critical ? '▓' : '░';
  return action === 'automatic' ? '●' : '■';
}

function cut(words: string, length: number): string {
  const letters = Array.from(words);
  return letters.length <= length ? words : `${letters.slice(0, length - 1).join('')}…`;
}
