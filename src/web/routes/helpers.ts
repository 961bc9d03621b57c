import { dayIn } from '#web/actions/action.ts';
import type { Form } from '#web/form.ts';
import { cutTo, readForm } from '#web/form.ts';
import { today } from '#web/house.ts';
import { helpersPage } from '#web/pages/helpers.ts';
import type { HelpersView } from '#web/pages/helpers.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { say } from '#web/words.ts';

import type { Attended } from './attended.ts';
import { withRight } from './attended.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const nameAtMost = 100;
const usualMonths = 3;

/** Whom a resident lets act for her: named and ended by herself alone. */
export function addHelpers(walk: Walk): void {
  const { app, house, language } = walk;

  app.get(
    '/my/helpers',
    withRight(walk, 'helper.name', async (attended) => {
      const { c } = attended;
      const ended = c.req.query('ended') === 'yes' ? { done: say(language, 'helperEnded') } : {};
      const named = await nameOf(walk, attended, c.req.query('named'));
      const done = named === undefined ? ended : { done: say(language, 'helperNamed', { name: named }) };
      return show(c, helpersPage(attended.screen, { ...(await emptyView(walk, attended)), ...done }));
    }),
  );

  app.post(
    '/my/helpers',
    withRight(walk, 'helper.name', async (attended) => {
      const { c, screen, who } = attended;
      const form = await readForm(c);
      const typed = typedIn(form);
      const until = dayIn(form, 'until');
      const again = async (problems: readonly FieldProblem[]): Promise<Response> =>
        show(c, helpersPage(screen, { ...(await emptyView(walk, attended)), typed, problems }), 422);
      const problems = [
        ...(typed.name === '' ? [{ field: 'name', text: say(language, 'helperNameMissing') }] : []),
        ...(/^[\w.@-]{1,100}$/u.test(typed.helper) ? [] : [{ field: 'helper', text: say(language, 'helperIdWrong') }]),
        ...(until === undefined ? [{ field: 'until-day', text: say(language, 'noSuchDay') }] : []),
      ];
      if (problems.length > 0 || until === undefined) return await again(problems);
      const refused = await house.onBehalf.name(who, { helper: typed.helper, name: typed.name, until });
      if (refused === undefined) return go(c, walk, `/my/helpers?named=${encodeURIComponent(typed.helper)}`);
      const { code, message, remedy } = refused.problem;
      const text = `${message[language]} ${remedy?.[language] ?? ''}`.trim();
      return await again([{ field: code === 'helper-oneself' ? 'helper' : 'until-day', text }]);
    }),
  );

  app.post(
    '/my/helpers/end',
    withRight(walk, 'helper.name', async ({ c, who }) => {
      await house.onBehalf.end(who, (await readForm(c)).one('helper'));
      return go(c, walk, '/my/helpers?ended=yes');
    }),
  );
}

function typedIn(form: Form): HelpersView['typed'] {
  const part = (name: string): string => form.one(`until-${name}`).trim();
  return {
    name: cutTo(form.one('name').trim(), nameAtMost),
    helper: form.one('helper').trim(),
    until: { day: part('day'), month: part('month'), year: part('year') },
  };
}

async function emptyView({ house }: Walk, { who }: Attended): Promise<HelpersView> {
  const helpers = who.actor.kind === 'person' ? await house.onBehalf.helpersOf(who.actor.person) : [];
  const until = new Date(`${today(house)}T00:00:00Z`);
  until.setUTCMonth(until.getUTCMonth() + usualMonths);
  const [year = '', month = '', day = ''] = until.toISOString().slice(0, 10).split('-');
  return {
    helpers,
    typed: { name: '', helper: '', until: { day: String(Number(day)), month: String(Number(month)), year } },
    problems: [],
  };
}

/** What the resident calls the helper of this number, when she has one. */
async function nameOf({ house }: Walk, { who }: Attended, helper: string | undefined): Promise<string | undefined> {
  if (helper === undefined || who.actor.kind !== 'person') return undefined;
  return (await house.onBehalf.helpersOf(who.actor.person)).find((one) => one.helper === helper)?.name;
}
