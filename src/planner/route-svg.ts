import type { Day } from '#catalogue';

import type { Route, Step } from './model.ts';
import { legOf } from './standing.ts';
import { addDays } from './working-days.ts';

/** Words of the drawing in one language. */
export type DrawingWords = {
  /** What is done, and for whom. */
  readonly title: (step: Step) => string;
  readonly day: (day: Day) => string;
  readonly today: string;
  readonly tonight: string;
  readonly legend: Readonly<Record<'you' | 'agency' | 'waiting' | 'critical', string>>;
};

/** In points of the drawing; letters are a little over half as wide as they are high. */
const size = { row: 42, bar: 14, top: 34, side: 14, letter: 14, small: 12, mark: 14 };
const colours = {
  ink: '#14212b',
  you: '#ffc247',
  youEdge: '#7a4b00',
  agency: '#cfe2fb',
  agencyEdge: '#1d4f91',
  quiet: '#465560',
  line: '#c4d3d9',
  tonight: '#fff3e0',
  critical: '#b3261e',
};

/**
 * A route against time, drawn as SVG of a given width: a row a service, the days from left to right. Who acts is told by
 * shape as well as by colour, for those who do not tell colours apart and for black printers: a square is what the person
 * does, a circle what an agency does of itself, a hatched bar a waiting.
 */
export function routeAsSvg(route: Route, asOf: Day, words: DrawingWords, width: number): string {
  const legs = [...Map.groupBy(route.steps, legOf).values()];
  const last = route.steps.reduce((end, step) => (step.end > end ? step.end : end), asOf);
  const days = Math.max(1, daysBetween(asOf, last));
  // On a telephone a name takes two lines.
  const lines = width < 500 ? 2 : 1;
  const row = size.row + (lines - 1) * 17;
  const height = size.top + legs.length * row + 4 * 20 + 10;
  const span = width - 2 * size.side - size.mark;
  const x = (day: Day): number => size.side + size.mark / 2 + (span * Math.max(0, daysBetween(asOf, day))) / days;
  const rows = legs.map((leg, index) => rowOf(leg, size.top + index * row));
  const ticks = ticksOf(asOf, days, span).map((day) => tickOf(day));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="${size.letter}">`,
    `<defs><pattern id="waits-${width}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/><rect width="2" height="6" fill="${colours.agencyEdge}"/></pattern></defs>`,
    ...ticks,
    ...rows,
    legend(size.top + legs.length * row + 16),
    '</svg>',
  ].join('\n');

  function tickOf(day: Day): string {
    const at = x(day);
    const anchor = day === asOf ? 'start' : at > width - 60 ? 'end' : 'middle';
    const label = day === asOf ? words.today : words.day(day);
    const from = day === asOf ? 2 : at;
    return `<line x1="${round(at)}" y1="22" x2="${round(at)}" y2="${size.top + legs.length * row}" stroke="${colours.line}"/><text x="${round(from)}" y="15" text-anchor="${anchor}" font-size="${size.small}" fill="${colours.quiet}">${escaped(label)}</text>`;
  }

  function rowOf(leg: readonly Step[], top: number): string {
    const [first] = leg;
    if (first === undefined) return '';
    const isTonight = first.urgency === 'tonight';
    const y = top + row - 12;
    const own =
      first.part === 'wait' || first.part === 'collect' ? first : (leg.find(({ part }) => part === 'apply') ?? first);
    const when = own.part === 'wait' ? own.end : own.start;
    const day = isTonight ? words.tonight : words.day(when);
    const most = Math.floor((width - 2 * size.side) / (size.letter * 0.58));
    const [start = '', ...rest] = wrapped(
      `${words.title(own)}${first.sure ? '' : ' (?)'}`,
      most,
      day.length + 3,
      lines,
    );
    const weight = leg.some(({ critical }) => critical) ? ' font-weight="700"' : '';
    return [
      `<g class="okno-picture__row"${first.sure ? '' : ' opacity="0.75"'}>`,
      isTonight ? `<rect x="0" y="${top}" width="${width}" height="${row - 2}" fill="${colours.tonight}"/>` : '',
      `<text x="${size.side}" y="${top + 16}"${weight} fill="${colours.ink}"><tspan font-weight="700">${escaped(day)}</tspan> · ${escaped(start)}</text>`,
      ...rest.map(
        (line) => `<text x="${size.side}" y="${top + 33}"${weight} fill="${colours.ink}">${escaped(line)}</text>`,
      ),
      ...leg.filter(({ action }) => action === 'waiting').map((step) => bar(step, y)),
      ...leg.filter(({ action }) => action !== 'waiting').map((step) => mark(step, x(step.start), y)),
      '</g>',
    ].join('');
  }

  function bar(step: Step, y: number): string {
    const from = x(step.start);
    const long = Math.max(2, x(step.end) - from);
    const edge = step.critical ? `stroke="${colours.critical}" stroke-width="3"` : `stroke="${colours.agencyEdge}"`;
    return `<rect x="${round(from)}" y="${y - size.bar / 2 + 2}" width="${round(long)}" height="${size.bar - 4}" fill="url(#waits-${width})" ${edge}/>`;
  }

  function legend(top: number): string {
    const line = (row: number, sign: string, text: string): string =>
      `${sign}<text x="${size.side + 34}" y="${top + row * 20 + 5}" font-size="${size.small}" fill="${colours.ink}">${escaped(text)}</text>`;
    const at = size.side + 10;
    return [
      line(0, mark({ action: 'visit', critical: false }, at, top), words.legend.you),
      line(1, mark({ action: 'automatic', critical: false }, at, top + 20), words.legend.agency),
      line(
        2,
        `<rect x="${size.side}" y="${top + 35}" width="24" height="10" fill="url(#waits-${width})" stroke="${colours.agencyEdge}"/>`,
        words.legend.waiting,
      ),
      line(
        3,
        `<line x1="${size.side}" y1="${top + 60}" x2="${size.side + 24}" y2="${top + 60}" stroke="${colours.critical}" stroke-width="3"/>`,
        words.legend.critical,
      ),
    ].join('');
  }
}

function mark({ action, critical }: Pick<Step, 'action' | 'critical'>, at: number, y: number): string {
  const half = size.mark / 2;
  const isYou = action === 'visit' || action === 'application';
  const edge = critical
    ? `stroke="${colours.critical}" stroke-width="3"`
    : `stroke="${isYou ? colours.youEdge : colours.agencyEdge}" stroke-width="1.5"`;
  return isYou
    ? `<rect x="${round(at - half)}" y="${y - half}" width="${size.mark}" height="${size.mark}" fill="${colours.you}" ${edge}/>`
    : `<circle cx="${round(at)}" cy="${y}" r="${half}" fill="${colours.agency}" ${edge}/>`;
}

/** Today, and then weeks or months, so that no two labels touch. */
function ticksOf(asOf: Day, days: number, span: number): readonly Day[] {
  const step = [1, 2, 7, 14, 28, 56, 91, 182, 364].find((one) => (span * one) / days >= 90) ?? days;
  return Array.from({ length: Math.floor(days / step) + 1 }, (_, index) => addDays(asOf, index * step));
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** In so many lines, the first of them shorter by what stands before it. */
function wrapped(words: string, most: number, before: number, lines: number): readonly string[] {
  if (lines === 1 || words.length <= most - before) return [cut(words, most - before)];
  const at = words.lastIndexOf(' ', most - before);
  return at <= 0 ? [cut(words, most - before)] : [words.slice(0, at), cut(words.slice(at + 1), most)];
}

function cut(words: string, length: number): string {
  const letters = Array.from(words);
  return letters.length <= length
    ? words
    : `${letters
        .slice(0, Math.max(1, length - 1))
        .join('')
        .trimEnd()}…`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
