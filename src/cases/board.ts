import { sql } from 'kysely';

import type { Day } from '#catalogue';
import type { Database } from '#database';

import { daysLate, runs } from './lateness.ts';
import type { CaseRef, Holder, JointCase, Task } from './model.ts';
import { readCases } from './read-cases.ts';
import { reviewDue } from './review.ts';
import { hasReviews, meetingsAt } from './reviews-due.ts';
import { isUnanswered } from './unanswered.ts';

type Queries = Pick<Database, 'queries'>;

/** What the lead may want to see alone: cases somebody is late in, whose review is due, with a meeting ahead, waiting for answers. */
export const boardParts = ['all', 'late', 'review', 'meeting', 'outcome', 'closed'] as const;
export type BoardPart = (typeof boardParts)[number];

export type BoardFilter = {
  readonly agency: string;
  readonly part: BoardPart;
  readonly today: Day;
  readonly now: Date;
  /** Cases to leave out from the top: those of the pages before. */
  readonly skip?: number;
  readonly most?: number;
};

/** Where a case stands: not begun, under way, all of it waiting, all done but the answers, closed and asked, closed. */
export type BoardStage = 'new' | 'under-way' | 'waiting' | 'to-close' | 'asked' | 'closed';

/** One case as its lead sees it from above. */
export type BoardLine = {
  readonly joint: JointCase;
  readonly stage: BoardStage;
  /** Who has something to do now, how much, and since when the oldest of it. */
  readonly holders: readonly { readonly holder: Holder; readonly tasks: number; readonly since: string }[];
  readonly late: readonly { readonly task: Task; readonly days: number }[];
  readonly meetingAt?: string;
  /** Left out where the way of working has no reviews. */
  readonly reviewDue?: Day;
  readonly unanswered: number;
};

export type Board = {
  readonly lines: readonly BoardLine[];
  readonly counts: { readonly [Part in BoardPart]: number };
};

/** The cases that an agency leads: where somebody is late longest, first. */
export async function boardOf({ queries }: Queries, filter: BoardFilter): Promise<Board> {
  const { part, today, now, skip = 0, most = 50 } = filter;
  const led = casesLed(filter);
  const isOfPart = conditions[part];
  const counted = await sql<{ readonly [Part in BoardPart]: string }>`select ${sql.join(
    boardParts.map((one) => sql`count(*) filter (where ${conditions[one]}) as ${sql.id(one)}`),
  )} from ${led} as led`.execute(queries);
  const { rows } = await sql<CaseRef>`select person, id from ${led} as led where ${isOfPart}
    order by first_due nulls last, opened_at, id offset ${skip} limit ${most}`.execute(queries);
  const joints = new Map((await readCases(queries, rows)).map((joint) => [joint.id, joint]));
  const [row] = counted.rows;
  return {
    lines: rows.flatMap(({ id }) => boardLine(joints.get(id), today, now.toISOString())),
    counts: Object.fromEntries(boardParts.map((one) => [one, Number(row?.[one] ?? 0)])) as Board['counts'],
  };
}

const conditions = {
  all: sql<boolean>`status = 'open'`,
  late: sql<boolean>`status = 'open' and is_late`,
  review: sql<boolean>`status = 'open' and is_review_due`,
  meeting: sql<boolean>`status = 'open' and has_meeting`,
  outcome: sql<boolean>`(status = 'open' and not has_work) or (status = 'closed' and is_unanswered)`,
  closed: sql<boolean>`status = 'closed'`,
} as const;

/** The same questions as `boardLine` answers, asked of all cases of the agency at once. */
function casesLed({ agency, today, now }: BoardFilter): ReturnType<typeof sql> {
  return sql`(
    select c.person, c.id, c.status, c.opened_at, w.first_due, w.has_work,
      coalesce(w.first_due < ${today}::date, false) as is_late,
      m.has_meeting,
      ${hasReviews} and not m.has_meeting and m.review_due <= ${today}::date as is_review_due,
      ${isUnanswered} as is_unanswered
    from joint_case c,
      lateral (
        select min(t.due) filter (where t.state in ('ready', 'under-way')) as first_due,
          coalesce(bool_or(t.state in ('waiting', 'ready', 'under-way', 'suspended')), false) as has_work
        from case_task t where t.person = c.person and t.case_id = c.id) w,
      ${meetingsAt(now)} m
    where c.lead = ${agency})`;
}

function boardLine(joint: JointCase | undefined, today: Day, at: string): readonly BoardLine[] {
  if (joint === undefined) return [];
  const { meetings } = joint;
  const review = reviewDue(joint);
  const meetingAt = meetings
    .filter(({ state, at: on }) => state === 'called' && on >= at)
    .map(({ at: on }) => on)
    .toSorted()[0];
  return [
    {
      joint,
      stage: stageOf(joint),
      holders: holdersOf(joint),
      late: joint.tasks
        .filter(runs)
        .map((task) => ({ task, days: daysLate(task, today) }))
        .filter(({ days }) => days > 0)
        .toSorted((a, b) => b.days - a.days),
      ...(meetingAt === undefined ? {} : { meetingAt }),
      ...(review === undefined ? {} : { reviewDue: review }),
      unanswered: unansweredOf(joint),
    },
  ];
}

function stageOf(joint: JointCase): BoardStage {
  if (joint.status === 'closed') return joint.asked.length > 0 && unansweredOf(joint) > 0 ? 'asked' : 'closed';
  const open = joint.tasks.filter(({ state }) => state !== 'cancelled');
  const is = (...states: readonly Task['state'][]): ((task: Task) => boolean) => {
    return ({ state }) => states.includes(state);
  };
  if (!open.some(is('waiting', 'ready', 'under-way', 'suspended'))) return 'to-close';
  if (open.every(is('waiting', 'ready'))) return 'new';
  return open.some(is('ready', 'under-way')) ? 'under-way' : 'waiting';
}

/** Whoever has begun or may begin something, whoever has waited longest first. */
function holdersOf({ tasks }: JointCase): BoardLine['holders'] {
  const found = new Map<string, BoardLine['holders'][number]>();
  for (const { holder, state, since } of tasks) {
    if (state !== 'ready' && state !== 'under-way' && state !== 'suspended') continue;
    const key = holder.kind === 'person' ? '' : `${holder.agency}\n${holder.officer ?? ''}`;
    const before = found.get(key);
    found.set(key, {
      holder,
      tasks: (before?.tasks ?? 0) + 1,
      since: before !== undefined && before.since < since ? before.since : since,
    });
  }
  return [...found.values()].toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

/** Needs of which it was not told whether they are met: at the closing, or when it was asked last. */
function unansweredOf({ needs, outcomes, asked }: JointCase): number {
  const last = asked.at(-1) ?? 0;
  return needs.filter(
    ({ need, handedTo }) =>
      (last > 0 || handedTo === undefined) && !outcomes.some((one) => one.need === need && one.asked === last),
  ).length;
}

/** How much each officer of an agency has taken, and how much of it is late; nobody's tasks stand under `undefined`. */
export type OfficerLoad = {
  readonly officer?: string;
  readonly open: number;
  readonly late: number;
  readonly suspended: number;
};

export async function loadOf({ queries }: Queries, agency: string, today: Day): Promise<readonly OfficerLoad[]> {
  const { rows } = await sql<{
    readonly officer: string | null;
    readonly open: string;
    readonly late: string;
    readonly suspended: string;
  }>`select officer, count(*) as open, count(*) filter (where due < ${today}::date and state <> 'suspended') as late,
      count(*) filter (where state = 'suspended') as suspended
    from case_task where agency = ${agency} and is_open
    group by officer order by late desc, open desc, officer limit 500`.execute(queries);
  return rows.map(({ officer, open, late, suspended }) => ({
    ...(officer === null ? {} : { officer }),
    open: Number(open),
    late: Number(late),
    suspended: Number(suspended),
  }));
}
