import { actingFor, glassUntil, may } from '#access';
import type { CaseShape, SignedIn } from '#access';
import { agenciesOf, caseByNumber, caseSeenBy, eventsOf, eventsSeenBy, factsShownTo } from '#cases';
import type { JointCase, SeenEvent, ShownFact, Viewer } from '#cases';
import type { EntryOf } from '#journal';
import { today } from '#web/house.ts';
import type { House } from '#web/house.ts';
import { applicantName } from '#web/parts/applicant.ts';

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
  /** Until when the case is shown to somebody who takes no part, because of an emergency. */
  readonly emergencyUntil?: Date;
};

export type CaseVisit = Attended & LookedAt;

/** A page of a case, after the look is allowed and written down; else the page that says what to do. */
export function withCase(
  walk: Walk,
  purpose: string,
  answer: (visit: CaseVisit) => Response | Promise<Response>,
): (c: Context) => Promise<Response> {
  return withWho(walk, async (attended) => {
    const looked = await lookAtCase(walk.house, attended.who, attended.c.req.param('number') ?? '', purpose);
    if (looked === undefined) return deny(attended, 'deniedLead');
    return await answer({ ...forWhom(attended, looked.joint), ...looked });
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
  if (!/^\d{4}-\d{6,12}$/u.test(number)) return undefined;
  return await house.look(who, async (transaction) => {
    const queries = { queries: transaction };
    const joint = await caseByNumber(queries, number);
    if (joint === undefined) return { seen: undefined, entries: [] };
    const { actor } = who;
    const glass =
      actor.kind === 'officer' ? await glassUntil(transaction, actor.officer, joint, house.now()) : undefined;
    const shape = {
      person: joint.person,
      lead: joint.lead,
      agencies: agenciesOf(joint),
      glassBroken: glass !== undefined,
    };
    const verdict = may(who, 'case.see', shape);
    const entry = (action: 'looked' | 'refused', facts: readonly string[], basis: string): EntryOf => ({
      person: joint.person,
      entry: {
        at: house.now().toISOString(),
        actor: who.actor,
        action,
        object: { kind: 'case', id: number },
        facts,
        ground: verdict.allowed ? { ...verdict.ground, basis } : { kind: 'agreement', basis },
        purpose,
      },
    });
    if (!verdict.allowed) return { seen: undefined, entries: [entry('refused', [], joint.agreement)] };
    const day = today(house);
    // Whoever looks in an emergency sees what the lead may see.
    const agency =
      who.actor.kind === 'officer' && shape.agencies.includes(who.actor.agency) ? who.actor.agency : joint.lead;
    const viewer: Viewer = who.actor.kind === 'person' ? 'applicant' : { agency };
    const shown = viewer === 'applicant' ? [] : factsShownTo(joint, agency, day);
    const facts = viewer === 'applicant' ? toldFactsOf(joint) : shown.map(({ fact }) => fact);
    const clauses = [...new Set(shown.flatMap(({ clause }) => clause ?? []))].join(', ');
    const basis = verdict.ground.kind === 'agreement' ? `${joint.agreement}: ${clauses}` : verdict.ground.basis;
    const events = await eventsOf(queries, joint);
    const seen = caseSeenBy(joint, viewer, day);
    return {
      seen: {
        joint: seen,
        events: eventsSeenBy(seen, events, viewer),
        shape,
        viewer,
        shown,
        ...(verdict.ground.kind === 'emergency' && glass !== undefined ? { emergencyUntil: glass } : {}),
      },
      entries: [entry('looked', facts, basis)],
    };
  });
}

function toldFactsOf({ told }: JointCase): readonly string[] {
  const facts = [...told.people.flatMap((person) => Object.keys(person.facts)), ...Object.keys(told.household)];
  return [...new Set(facts)].toSorted();
}
