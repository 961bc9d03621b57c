import type { DayNumber } from './days.ts';
import { dayOf } from './days.ts';

/** A time zone: seconds ahead of UTC, or a name of the IANA database (`Asia/Tomsk`). */
export type Zone = number | string;

const offsetPattern = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/u;
const namePattern = /^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){0,2}$/u;
const farthestOffset = 14 * 3600;

/** `Z`, `+03:00`, `@Europe/Paris`; undefined when there is no such zone. */
export function readZone(text: string): Zone | undefined {
  if (text === 'Z' || text === 'z') return 0;
  if (text.startsWith('@')) return isZoneName(text.slice(1)) ? text.slice(1) : undefined;
  const match = offsetPattern.exec(text);
  if (match === null) return undefined;
  const [, sign, hours, minutes, seconds = '0'] = match;
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (Number(minutes) > 59 || Number(seconds) > 59 || offset > farthestOffset) return undefined;
  return sign === '-' ? 0 - offset : offset;
}

export function zoneText(zone: Zone | undefined): string {
  if (zone === undefined) return '';
  if (typeof zone === 'string') return `@${zone}`;
  if (zone === 0) return 'Z';
  const away = Math.abs(zone);
  const two = (part: number): string => String(part).padStart(2, '0');
  const seconds = away % 60;
  return `${zone < 0 ? '-' : '+'}${two(Math.floor(away / 3600))}:${two(Math.floor(away / 60) % 60)}${seconds === 0 ? '' : `:${two(seconds)}`}`;
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

/** Most zones kept at once: hostile text names as many as it likes. */
const mostClocks = 600;

function clockOf(name: string): Intl.DateTimeFormat | undefined {
  if (clocks.has(name)) return clocks.get(name);
  let clock: Intl.DateTimeFormat | undefined;
  try {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  if (clocks.size >= mostClocks) clocks.clear();
  clocks.set(name, clock);
  return clock;
}

function isZoneName(name: string): boolean {
  return namePattern.test(name) && clockOf(name) !== undefined;
}

/** Seconds ahead of UTC that the zone has at that time of its own clock. */
export function offsetAt(zone: Zone, day: DayNumber, seconds: number): number {
  if (typeof zone === 'number') return zone;
  const local = day * 86_400 + seconds;
  const first = local - offsetAtInstant(zone, local);
  return offsetAtInstant(zone, first);
}

/** Beyond these seconds JavaScript has no dates; the zone is then what it is at the edge. */
const edge = 8_000_000_000_000;

/** Seconds ahead of UTC that the named zone has at an instant (seconds since 1970-01-01 UTC). */
export function offsetAtInstant(name: string, instant: number): number {
  const whole = Math.floor(Math.max(-edge, Math.min(edge, instant)));
  const clock = clockOf(name);
  if (clock === undefined) return 0;
  const parts = new Map(clock.formatToParts(new Date(whole * 1000)).map((part) => [part.type, part.value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const day = dayOf(year, part('month'), part('day')) ?? 0;
  return day * 86_400 + part('hour') * 3600 + part('minute') * 60 + part('second') - whole;
}
