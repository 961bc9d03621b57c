import type { Catalogue, ChannelKind } from '#catalogue';
import type { Text } from '#language';

import { dayAt, type DayCount } from './day-count.ts';
import { type EvidenceNeed, isVisited, type Leg } from './leg.ts';
import type { EvidenceRef, Step } from './model.ts';
import { compareText, leastSure } from './order.ts';
import type { PassageRow } from './passages.ts';
import { validUntil } from './fresh.ts';
import type { Place } from './places.ts';
import { collects, type Timeline } from './timeline.ts';

/** All that is known of a passage when its steps are written. */
export type PlannedPassage = {
  readonly row: PassageRow;
  readonly rows: readonly PassageRow[];
  readonly legs: readonly Leg[];
  readonly longest: Timeline;
  /** When others answer late, the time of the law is over before it can begin. */
  readonly mayBeMissed: boolean;
  /** The last days on which it may be applied for and collected without anything being later. */
  readonly latest: { readonly applied: DayCount; readonly collected: DayCount };
};

/** Applying, waiting for the decision, collecting: as many of them as the service has. */
export function stepsOf(planned: PlannedPassage, catalogue: Catalogue): readonly Step[] {
  const { row, rows, longest, latest } = planned;
  const { leg, days } = row;
  const { service, entitlement } = leg;
  const { channel, place, term } = days.way;
  const ids = stepIds(row);
  const last = lastStepId(row);
  const gives = (id: string): readonly EvidenceRef[] => (id === last ? leg.gives : []);
  const common = {
    service: service.id,
    subject: entitlement.subject,
    turn: row.turn,
    agency: service.authority,
    meets: leg.meets,
    urgency: row.urgency,
    visit: null,
    sure: row.isSure,
    critical: row.isCritical,
    dependsOn: row.dependsOn,
    unlockedBy: [...new Set(row.unlockedBy.map((number) => rows[number]!.leg.service.id))].toSorted(compareText),
    unlocks: [],
    runsOut: [],
    certainty: entitlement.certainty,
    bring: [],
    obtained: [],
  };
  const latestEnd = (usual: DayCount, late: DayCount | undefined): string => dayAt(Math.max(usual, late ?? usual));
  const steps: Step[] = [
    {
      ...common,
      ...placed(place, channel),
      ...papersOf(planned),
      ...toldAtApplying(planned),
      id: ids.apply,
      part: 'apply',
      action: actionOf(leg),
      text: actionOf(leg) === 'automatic' ? automaticText(leg) : service.howTo,
      after: row.after.map((number) => lastStepId(rows[number]!)).toSorted(compareText),
      gives: gives(ids.apply),
      unlocks: ids.apply === last ? unlocksOf(planned) : [],
      start: dayAt(days.applied),
      end: dayAt(days.applied),
      latestEnd: latestEnd(days.applied, longest.applied),
      latestStart: dayAt(Math.max(days.applied, latest.applied)),
    },
  ];
  if (days.decided !== undefined) {
    steps.push({
      ...common,
      channel,
      id: ids.wait,
      part: 'wait',
      action: 'waiting',
      text: waitingText(leg, catalogue),
      after: [ids.apply],
      gives: gives(ids.wait),
      unlocks: ids.wait === last ? unlocksOf(planned) : [],
      start: dayAt(days.applied),
      end: dayAt(days.decided),
      latestEnd: latestEnd(days.decided, longest.decided),
      latestStart: dayAt(Math.max(days.applied, latest.applied)),
      certainty: leastSure(entitlement.certainty, term?.certainty ?? entitlement.certainty),
    });
  }
  if (days.collected !== undefined) {
    steps.push({
      ...common,
      ...placed(days.place, 'agency'),
      id: ids.collect,
      part: 'collect',
      action: 'visit',
      text: collectText(leg, catalogue),
      after: [days.decided === undefined ? ids.apply : ids.wait],
      gives: gives(ids.collect),
      unlocks: unlocksOf(planned),
      start: dayAt(days.collected),
      end: dayAt(days.collected),
      latestEnd: latestEnd(days.collected, longest.collected),
      latestStart: dayAt(Math.max(days.collected, latest.collected)),
    });
  }
  return steps;
}

/** The step whose end is the end of the passage, and which gives its results. */
export function lastStepId(row: PassageRow): string {
  const ids = stepIds(row);
  if (collects(row.leg)) return ids.collect;
  return row.days.decided === undefined ? ids.apply : ids.wait;
}

function stepIds(row: PassageRow): { readonly apply: string; readonly wait: string; readonly collect: string } {
  const of = row.turn === 1 ? row.leg.id : `${row.leg.id}:${row.turn}`;
  return { apply: `${of}:${actionOf(row.leg)}`, wait: `${of}:waiting`, collect: `${of}:collect` };
}

function actionOf(leg: Leg): 'visit' | 'application' | 'automatic' {
  if (isVisited(leg)) return 'visit';
  return leg.ways[0].channel === 'automatic' ? 'automatic' : 'application';
}

function placed(place: Place | undefined, channel: ChannelKind): Pick<Step, 'channel' | 'office'> {
  if (place === undefined) return { channel };
  return { channel: place.channel, ...(place.office === undefined ? {} : { office: place.office }) };
}

/** What is told where the person applies: the window of the law, the money, what may go wrong. */
function toldAtApplying({ row: { leg, days, passage }, mayBeMissed }: PlannedPassage): Partial<Step> {
  const { opens, closes } = leg.window;
  const { feeRoubles, refusal, amount } = leg.version;
  const hasWindow = Number.isFinite(opens) || Number.isFinite(closes);
  const runsOut = [...passage.rests.values()].flatMap(({ giver, on }) => {
    const option = leg.needs.flatMap(({ options }) => options).find(({ key }) => key === giver.evidence);
    if (giver.validFor === undefined || option === undefined) return [];
    const last = validUntil(on.having.ready, giver.validFor);
    return [{ evidence: option.evidence, subject: option.subject, on: dayAt(last) }];
  });
  return {
    runsOut,
    ...(hasWindow
      ? {
          window: {
            ...(Number.isFinite(opens) ? { opens: dayAt(opens) } : {}),
            ...(Number.isFinite(closes) ? { closes: dayAt(closes) } : {}),
            mayBeMissed,
          },
        }
      : {}),
    ...(feeRoubles === undefined || feeRoubles.value === 0
      ? {}
      : { fee: { kopecks: Math.round(feeRoubles.value * 100), certainty: feeRoubles.certainty } }),
    ...(refusal === undefined ? {} : { refusal: { share: refusal.share, certainty: refusal.certainty } }),
    ...(amount?.firstMonth === undefined ? {} : { paidFrom: firstMonth(days.applied, amount.firstMonth.filedUntil) }),
  };
}

/** Filed by a date of a month it is paid from that month, later from the next. */
function firstMonth(applied: DayCount, filedUntil: number): string {
  const filed = dayAt(applied);
  if (Number(filed.slice(8)) <= filedUntil) return `${filed.slice(0, 8)}01`;
  const [year = 0, month = 0] = filed.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

/** Refused services that the result makes possible, each with what stands in its way until then. */
function unlocksOf({ row, rows }: PlannedPassage): Step['unlocks'] {
  return row.unlocks.map((number) => {
    const { service, subject, criteria } = rows[number]!.leg.entitlement;
    return { service, subject, criteria: criteria.filter(({ answer }) => answer === 'no').map(({ id }) => id) };
  });
}

/** What is brought and what the agency gets itself: a paper that a step gives or an agency holds is never asked twice. */
function papersOf({ row, legs }: PlannedPassage): Pick<Step, 'bring' | 'obtained'> {
  const { leg, passage } = row;
  const bring: EvidenceRef[] = [];
  const obtained: Step['obtained'][number][] = [];
  for (const need of leg.needs) {
    const rests = passage.rests.get(need.key);
    const giver = rests === undefined ? undefined : legs[rests.on.leg]?.service.authority;
    const option = optionUsed(need, rests?.giver.evidence);
    const ref = { evidence: option.evidence, subject: option.subject };
    if (isAskedOfHolder(option, giver)) {
      obtained.push({ ...ref, from: option.heldBy ?? giver ?? leg.service.authority });
    } else if (giver !== undefined || !isKnownAbsent(leg, option)) {
      bring.push(ref);
    }
  }
  return { bring, obtained };
}

/** What a step gives; else what is held; else what may be; else the first. */
function optionUsed({ options, held }: EvidenceNeed, given: string | undefined): EvidenceNeed['options'][number] {
  return options.find(({ key }) => key === given) ?? options.find((option) => option.held === held) ?? options[0];
}

function isAskedOfHolder(option: EvidenceNeed['options'][number], giver: string | undefined): boolean {
  if (giver !== undefined) return option.from === 'exchange' || option.kind !== 'document';
  return option.from === 'exchange' && option.held !== 'no';
}

/** Tonight's help says "bring it if you have it", and not to those who have told that they have it not. */
function isKnownAbsent(leg: Leg, option: EvidenceNeed['options'][number]): boolean {
  return leg.isAtOnce && option.isAsked && option.held === 'no';
}

/** Nobody has to come for what comes by itself. */
function automaticText({ service }: Leg): Text {
  return { ru: `Сделают без вас: ${service.name.ru}`, en: `Done without you: ${service.name.en}` };
}

function waitingText(leg: Leg, catalogue: Catalogue): Text {
  const { service } = leg;
  const agency = catalogue.agencies.get(service.authority)?.shortName ?? { ru: 'Ведомство', en: 'The agency' };
  return {
    ru: `${agency.ru} рассматривает: ${service.name.ru}`,
    en: `${agency.en} considers: ${service.name.en}`,
  };
}

function collectText(leg: Leg, catalogue: Catalogue): Text {
  const names = [...new Set(leg.gives.map(({ evidence }) => evidence))].map(
    (id) => catalogue.evidence.get(id)?.name ?? { ru: id, en: id },
  );
  const things = names.length === 0 ? [leg.service.name] : names;
  return {
    ru: `Заберите: ${things.map(({ ru }) => ru).join(', ')}`,
    en: `Collect: ${things.map(({ en }) => en).join(', ')}`,
  };
}
