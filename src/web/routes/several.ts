import { may } from '#access';
import type { SignedIn } from '#access';
import { agenciesOf, caseByNumber, mayDo } from '#cases';
import type { Command, JointCase, Task } from '#cases';
import { officersToType } from '#web/actions/action.ts';
import type { Form } from '#web/form.ts';
import { cutTo, readForm } from '#web/form.ts';
import { severalDonePage, severalPage } from '#web/pages/several.ts';
import type { DoneTask, SeveralView } from '#web/pages/several.ts';
import { taskTitle } from '#web/parts/case-task.ts';
import { ownPage } from '#web/signed-in.ts';
import { say } from '#web/words.ts';

import type { Attended } from './attended.ts';
import { withRight } from './attended.ts';
import { looksAtCases } from './looks.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const tasksAtMost = 50;
const wordsAtMost = 2000;

/** Several tasks taken or passed on at once: asked once more, done one by one, told one by one. */
export function addSeveral(walk: Walk): void {
  const { app } = walk;
  app.get('/work/several', (c) => go(c, walk, '/work'));
  app.get('/work/several/done', (c) => go(c, walk, '/work'));

  app.post(
    '/work/several',
    withRight(walk, 'worklist.see', async (attended) => {
      const form = await readForm(attended.c);
      return show(attended.c, severalPage(attended.screen, await askedIn(walk, attended, form)));
    }),
  );

  app.post(
    '/work/several/done',
    withRight(walk, 'worklist.see', async (attended) => {
      const { c, screen } = attended;
      const form = await readForm(c);
      const asked = await askedIn(walk, attended, form);
      const problems = asked.what === 'take' ? [] : faultsIn(walk, asked);
      if (problems.length > 0) return show(c, severalPage(screen, { ...asked, problems }), 422);
      const tasks = await doAll(walk, attended, asked, await markedIn(walk, attended.who, form));
      return show(c, severalDonePage(screen, { ...asked, tasks }));
    }),
  );
}

function faultsIn({ language }: Walk, { typed, colleague }: AskedSeveral): SeveralView['problems'] {
  const fields = [
    ['officer', 'bulkOfficer'],
    ['reason', 'doReason'],
  ] as const;
  const empty = fields
    .filter(([field]) => typed[field] === '')
    .map(([field, word]) => ({ field, text: say(language, 'doFillIn', { what: say(language, word) }) }));
  if (typed.officer === '' || colleague !== undefined) return empty;
  return [{ field: 'officer', text: say(language, 'bulkNoSuchOfficer', { officer: typed.officer }) }, ...empty];
}

type Marked = { readonly mark: string; readonly joint: JointCase; readonly task: Task; readonly seen: number };

/** Marked tasks that are there and that whoever asks may see; what is not shown to her is as if it were not there. */
async function markedIn({ house }: Walk, who: SignedIn, form: Form): Promise<readonly Marked[]> {
  const marks = [...new Set(form.all('task'))].slice(0, tasksAtMost).flatMap((mark) => {
    const [, number = '', seen = '', task = ''] = /^(\d{4}-\d{6,12}) (\d{1,9}) (\S{1,300})$/u.exec(mark) ?? [];
    return number === '' ? [] : [{ mark, number, seen: Number(seen), task }];
  });
  return await house.look(who, async (transaction) => {
    const joints = new Map<string, JointCase>();
    for (const number of new Set(marks.map((one) => one.number))) {
      const joint = await caseByNumber({ queries: transaction }, number);
      if (joint === undefined) continue;
      const shape = { person: joint.person, lead: joint.lead, agencies: agenciesOf(joint) };
      if (may(who, 'case.act', shape).allowed) joints.set(number, joint);
    }
    const seen = marks.flatMap(({ mark, number, seen: version, task: id }): readonly Marked[] => {
      const joint = joints.get(number);
      const task = joint?.tasks.find((one) => one.id === id);
      return joint === undefined || task === undefined || !mayDo(joint, task, who.actor)
        ? []
        : [{ mark, joint, task, seen: version }];
    });
    const verdict = may(who, 'worklist.see');
    return { seen, entries: looksAtCases({ house }, who, [...joints.values()], verdict, 'bulk form') };
  });
}

/** What was asked for, and the number of the colleague who is meant. */
type AskedSeveral = SeveralView & { readonly colleague: string | undefined };

async function askedIn(walk: Walk, { who }: Attended, form: Form): Promise<AskedSeveral> {
  const { house, language } = walk;
  const { catalogue } = house;
  const what = form.one('do') === 'pass' ? 'pass' : 'take';
  const back = ownPage(form.one('back'));
  const key = /^[\da-f]{32}$/u.test(form.one('key')) ? form.one('key') : Buffer.from(house.random(16)).toString('hex');
  const marked = await markedIn(walk, who, form);
  const agency = who.actor.kind === 'officer' ? who.actor.agency : '';
  const officers = await house.officers([agency]);
  const officer = cutTo(form.one('officer').trim(), 100);
  return {
    what,
    colleague: officers.find(agency, officer),
    colleagues: officersToType(officers, [agency]),
    key,
    back: back !== undefined && /^\/(?:work|pool)(?:\?|$)/u.test(back) ? back : '/work',
    tasks: marked.map(({ mark, joint, task }) => ({
      mark,
      number: joint.number,
      title: taskTitle({ catalogue, language, who }, task),
      isPossible: commandFor({ what, colleague: '', reason: '' }, who, { task, seen: 0 }) !== undefined,
    })),
    typed: {
      officer,
      reason: cutTo(form.one('reason').trim(), wordsAtMost),
    },
    problems: [],
  };
}

/** The command for one task; undefined when it is not possible now. */
function commandFor(
  { what, colleague, reason }: Pick<AskedSeveral, 'what' | 'colleague'> & { readonly reason: string },
  { actor }: SignedIn,
  { task: { id, holder, state }, seen }: Pick<Marked, 'task' | 'seen'>,
): Command | undefined {
  if (actor.kind !== 'officer' || holder.kind !== 'agency') return undefined;
  if (what === 'take')
    return ['ready', 'under-way'].includes(state) && holder.officer !== actor.officer
      ? { kind: 'take-task', task: id, seen }
      : undefined;
  const isOwn = holder.agency === actor.agency && ['ready', 'under-way', 'suspended'].includes(state);
  if (colleague === undefined) return undefined;
  const to = { kind: 'agency', agency: actor.agency, officer: colleague } as const;
  return isOwn ? { kind: 'pass-on-task', task: id, to, reason, seen } : undefined;
}

async function doAll(
  { house, language }: Walk,
  { who }: Attended,
  { what, key, typed: { reason }, colleague }: AskedSeveral,
  marked: readonly Marked[],
): Promise<readonly DoneTask[]> {
  const { catalogue } = house;
  const { actor } = who;
  const by = actor.kind === 'officer' ? `${actor.agency} ${actor.officer}` : actor.person;
  return await Promise.all(
    marked.map(async ({ joint, task, seen }): Promise<DoneTask> => {
      const told = { task: task.id, number: joint.number, title: taskTitle({ catalogue, language, who }, task) };
      const command = commandFor({ what, colleague, reason }, who, { task, seen });
      // Already as it was asked for: the form was sent twice, or a colleague was quicker.
      if (command === undefined) return { ...told, problem: cannotNow };
      // Two cases of one person have tasks of the same name.
      const given = { by: actor, idempotencyKey: `${by} ${key} ${joint.id} ${task.id}` };
      const worked = await house.cases.carryOut(joint, command, given);
      return 'problem' in worked ? { ...told, problem: worked.problem } : told;
    }),
  );
}

const cannotNow = {
  code: 'not-possible-now',
  message: {
    ru: 'Задача уже у вас, сделана или не ваша.',
    en: 'The task is yours already, is done, or is not for you.',
  },
};
