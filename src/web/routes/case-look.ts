import { actingFor, glassUntil, may } from '#access';
import type { CaseShape, Officers, SignedIn } from '#access';
import { caseOf, caseSeenBy, eventsOf, eventsSeenBy, factsShownTo, headByNumber } from '#cases';
import type { CaseHead, JointCase, MeasuredTimes, SeenEvent, ShownFact, Viewer } from '#cases';
import type { EntryOf, Ground } from '#journal';
import { today } from '#web/house.ts';
import type { House } from '#web/house.ts';
import { applicantName, isAboutChild } from '#web/parts/applicant.ts';

import type { Attended } from './attended.ts';
import { deny, withWho } from './attended.ts';
import type { Walk } from './walk.ts';
import type { Context } from 'hono';

/** A case as whoever asks may see it; what is not for them is not in it. */
export type LookedAt = {
  readonly joint: JointCase;
  readonly events: readonly SeenEvent[];
  readonly shape: CaseShape;
  readonly viewer: Viewer;
  /** What an agency sees of the household, and why; empty for the applicant, who has told it. */
  readonly shown: readonly ShownFact[];
  /** It is about a child, for whom somebody may act by law: told to everybody who takes part, whatever else is shown to them. */
  readonly isAboutChild: boolean;
  /** Until when the case is shown to somebody who takes no part, because of an emergency. */
  readonly emergencyUntil?: Date;
};

export type CaseVisit = Attended & LookedAt & { readonly officers: Officers; readonly times: MeasuredTimes };

/** A page of a case, after the look is allowed and written down; else the page that says what to do. */
export function withCase(
  walk: Walk,
  purpose: string,
  answer: (visit: CaseVisit) => Response | Promise<Response>,
): (c: Context) => Promise<Response> {
  return withWho(walk, async (attended) => {
    const looked = await lookAtCase(walk.house, attended.who, attended.c.req.param('number') ?? '', purpose);
    if (looked === undefined) return deny(attended, 'deniedLead');
    // Whoever left the circle is named in the timeline too.
    const acting = looked.events.flatMap(({ by }) => (by.kind === 'officer' ? [by.agency] : []));
    const officers = await walk.house.officers([...looked.shape.agencies, ...acting]);
    const times = await walk.house.times(looked.shape.agencies);
    return await answer({ ...forWhom(attended, looked.joint), ...looked, officers, times });
  });
}

/** Whoever looks at the case of somebody who has named her acts for that person, and every page says so. */
function forWhom({ c, screen, who }: Attended, joint: JointCase): Attended {
  const acting = actingFor(who, joint.person);
  const other = acting === who ? {} : { onBehalfOf: applicantName(screen.language, joint) };
  return { c, who: acting, screen: { ...screen, who: acting, ...other } };
}

/** The look itself, for a page or for a machine: allowed first, then written down, then given. */
export async function lookAtCase(
  house: House,
  who: SignedIn,
  number: string,
  purpose: string,
): Promise<LookedAt | undefined> {
  return await ifAllowed(house, who, number, purpose, async (queries, { head, shape, ground, viewer, until }) => {
    const joint = await caseOf(queries, head);
    if (joint === undefined) throw new Error('A case whose head was just read is not there.');
    const day = today(house);
    const shown = viewer === 'applicant' ? [] : factsShownTo(joint, viewer.agency, day);
    const facts = viewer === 'applicant' ? toldFactsOf(joint) : shown.map(({ fact }) => fact);
    const clauses = [...new Set(shown.flatMap(({ clause }) => clause ?? []))].join(', ');
    const events = await eventsOf(queries, joint);
    const seen = caseSeenBy(joint, viewer, day, house.catalogue);
    return {
      given: {
        joint: seen,
        events: eventsSeenBy(seen, events, viewer),
        shape,
        viewer,
        shown,
        isAboutChild: isAboutChild(joint, day),
        ...(until === undefined ? {} : { emergencyUntil: until }),
      },
      facts,
      basis: ground.kind === 'agreement' ? `${joint.agreement}: ${clauses}` : ground.basis,
    };
  });
}

/** What a command has to know of its case before it is carried out: who takes part in it, and whose eyes look. */
export type Approached = Pick<LookedAt, 'shape' | 'viewer'> & { readonly head: CaseHead };

/** The look of a command, which gives nothing of the case back: allowed and written down, and no fact of anybody read. */
export async function approachCase(
  house: House,
  who: SignedIn,
  number: string,
  purpose: string,
): Promise<Approached | undefined> {
  return await ifAllowed(house, who, number, purpose, async (_queries, { head, shape, viewer, ground }) => ({
    given: { head, shape, viewer },
    facts: [],
    basis: ground.kind === 'agreement' ? head.agreement : ground.basis,
  }));
}

type Allowed = Approached & {
  readonly ground: Ground;
  /** Of an emergency look. */
  readonly until: Date | undefined;
};

async function ifAllowed<Given>(
  house: House,
  who: SignedIn,
  number: string,
  purpose: string,
  give: (
    queries: Parameters<typeof caseOf>[0],
    allowed: Allowed,
  ) => Promise<{ readonly given: Given; readonly facts: readonly string[]; readonly basis: string }>,
): Promise<Given | undefined> {
  if (!/^\d{4}-\d{6,12}$/u.test(number)) return undefined;
  return await house.look(who, async (transaction) => {
    const queries = { queries: transaction };
    const head = await headByNumber(queries, number);
    if (head === undefined) return { seen: undefined, entries: [] };
    const { person, lead, agencies } = head;
    const { actor } = who;
    const takesPart = { person, lead, agencies };
    // Whoever may look anyway looks at no emergency.
    const glass =
      actor.kind === 'officer' && !may(who, 'case.see', takesPart).allowed
        ? await glassUntil(transaction, actor, head, house.now())
        : undefined;
    const shape = { ...takesPart, glassBroken: glass !== undefined };
    const verdict = may(who, 'case.see', shape);
    const entry = (action: 'looked' | 'refused', facts: readonly string[], ground: Ground): EntryOf => ({
      person,
      entry: {
        at: house.now().toISOString(),
        actor,
        action,
        object: { kind: 'case', id: number },
        facts,
        ground,
        purpose,
      },
    });
    if (!verdict.allowed)
      return { seen: undefined, entries: [entry('refused', [], { kind: 'agreement', basis: head.agreement })] };
    const { ground } = verdict;
    // Whoever looks in an emergency sees what the lead may see.
    const viewer: Viewer =
      actor.kind === 'person' ? 'applicant' : { agency: agencies.includes(actor.agency) ? actor.agency : lead };
    const { given, facts, basis } = await give(queries, { head, shape, ground, viewer, until: glass });
    return { seen: given, entries: [entry('looked', facts, { ...ground, basis })] };
  });
}

function toldFactsOf({ told }: JointCase): readonly string[] {
  const facts = [...told.people.flatMap((person) => Object.keys(person.facts)), ...Object.keys(told.household)];
  return [...new Set(facts)].toSorted();
}
