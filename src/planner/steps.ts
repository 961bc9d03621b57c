import type { Catalogue, ChannelKind, Urgency } from '#catalogue';
import type { Text } from '#language';

import type { EvidenceNeed, Leg } from './leg.ts';
import type { EvidenceRef, Step } from './model.ts';
import type { Place } from './offices.ts';
import { leastSure } from './order.ts';
import { collects, hasTerm, isVisited, type Timeline } from './timeline.ts';

/** All that is known of a leg when its steps are written. */
export type PlannedLeg = {
  readonly leg: Leg;
  readonly usual: Timeline;
  readonly longest: Timeline;
  readonly after: readonly string[];
  /** Agency of the step that gives evidence the leg waited for, by key of the evidence. */
  readonly givenBy: ReadonlyMap<string, string>;
  readonly urgency: Urgency;
  readonly isSure: boolean;
  readonly unlockedBy: readonly string[];
  /** Places of visits by the ids of their steps. */
  readonly places: ReadonlyMap<string, Place>;
};

/** Applying, waiting for the decision, collecting: as many of them as the service has. */
export function stepsOf(planned: PlannedLeg, catalogue: Catalogue): readonly Step[] {
  const { leg, usual, longest, places } = planned;
  const { service, version, entitlement } = leg;
  const [channel] = leg.channels;
  const ids = stepIds(leg);
  const applyAt = places.get(ids.apply);
  const last = lastStepId(leg);
  const gives = (id: string): readonly EvidenceRef[] => (id === last ? leg.gives : []);
  const common = {
    service: service.id,
    subject: entitlement.subject,
    agency: service.authority,
    meets: leg.meets,
    urgency: planned.urgency,
    visit: null,
    sure: planned.isSure,
    unlockedBy: planned.unlockedBy,
    certainty: entitlement.certainty,
    bring: [],
    obtained: [],
  };
  const steps: Step[] = [
    {
      ...common,
      ...placed(applyAt, channel),
      ...papersOf(planned),
      id: ids.apply,
      action: actionOf(leg),
      text: actionOf(leg) === 'automatic' ? automaticText(leg) : service.howTo,
      after: planned.after,
      gives: gives(ids.apply),
      start: usual.applied,
      end: usual.applied,
      latestEnd: longest.applied,
    },
  ];
  if (usual.decided !== undefined) {
    steps.push({
      ...common,
      channel: applyAt?.channel ?? channel,
      id: ids.wait,
      action: 'waiting',
      text: waitingText(leg, catalogue),
      after: [ids.apply],
      gives: gives(ids.wait),
      start: usual.applied,
      end: usual.decided,
      latestEnd: longest.decided ?? usual.decided,
      certainty: leastSure(entitlement.certainty, version.term?.certainty ?? entitlement.certainty),
    });
  }
  if (usual.collected !== undefined) {
    steps.push({
      ...common,
      ...placed(places.get(ids.collect), 'agency'),
      id: ids.collect,
      action: 'visit',
      text: collectText(leg, catalogue),
      after: [hasTerm(leg) ? ids.wait : ids.apply],
      gives: gives(ids.collect),
      start: usual.collected,
      end: usual.collected,
      latestEnd: longest.collected ?? usual.collected,
    });
  }
  return steps;
}

/** The step whose end is the end of the leg, and which gives its results. */
export function lastStepId(leg: Leg): string {
  const ids = stepIds(leg);
  if (collects(leg)) return ids.collect;
  return hasTerm(leg) ? ids.wait : ids.apply;
}

export function stepIds(leg: Leg): { readonly apply: string; readonly wait: string; readonly collect: string } {
  return { apply: `${leg.id}:${actionOf(leg)}`, wait: `${leg.id}:waiting`, collect: `${leg.id}:collect` };
}

function actionOf(leg: Leg): 'visit' | 'application' | 'automatic' {
  if (isVisited(leg)) return 'visit';
  return leg.channels[0] === 'automatic' ? 'automatic' : 'application';
}

function placed(place: Place | undefined, channel: ChannelKind): Pick<Step, 'channel' | 'office'> {
  if (place === undefined) return { channel };
  return { channel: place.channel, ...(place.office === undefined ? {} : { office: place.office }) };
}

/** What is brought and what the agency gets itself: a paper that a step gives or an agency holds is never asked twice. */
function papersOf({ leg, givenBy }: PlannedLeg): Pick<Step, 'bring' | 'obtained'> {
  const bring: EvidenceRef[] = [];
  const obtained: Step['obtained'][number][] = [];
  for (const need of leg.needs) {
    const ref = { evidence: need.evidence, subject: need.subject };
    const giver = givenBy.get(need.key);
    if (isAskedOfHolder(need, giver)) {
      obtained.push({ ...ref, from: need.heldBy ?? giver ?? leg.service.authority });
    } else if (giver !== undefined || !isKnownAbsent(leg, need)) {
      bring.push(ref);
    }
  }
  return { bring, obtained };
}

function isAskedOfHolder(need: EvidenceNeed, giver: string | undefined): boolean {
  if (giver !== undefined) return need.from === 'exchange' || need.kind !== 'document';
  return need.from === 'exchange' && need.held !== 'no';
}

/** Tonight's help says "bring it if you have it", and not to those who have told that they have it not. */
function isKnownAbsent(leg: Leg, need: EvidenceNeed): boolean {
  return leg.isAtOnce && need.isAsked && need.held === 'no';
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
