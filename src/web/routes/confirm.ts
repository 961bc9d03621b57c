import { contradictionsIn } from '#assessment';
import type { Contradiction } from '#assessment';
import { today } from '#web/house.ts';
import type { House } from '#web/house.ts';
import { factMark, struckBy, withNeeds } from '#web/heard.ts';
import { misfitTexts, misfitsBrought, misfitsIn, withoutMisfits } from '#web/misfits.ts';
import { confirmPage } from '#web/pages/confirm.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { keep } from '#web/session.ts';
import type { Session } from '#web/session.ts';
import type { StoredSituation } from '#web/stored.ts';
import { freshPersonId, withFact } from '#web/stored.ts';
import { toldOf } from '#web/told-of.ts';
import { placesToChoose } from '#web/territories.ts';
import { say } from '#web/words.ts';

import type { Form } from '#web/form.ts';
import { readForm } from '#web/form.ts';
import type { Visit, Walk } from './walk.ts';
import { go, show, withSession } from './walk.ts';

export function addConfirm(walk: Walk): void {
  const { app } = walk;

  app.get(
    '/situation/confirm',
    withSession(walk, ({ c, screen, session }) =>
      show(
        c,
        confirmPage(screen, walk.house.catalogue, {
          ...session,
          problems: misfitTexts(walk.language, misfitsIn(walk.house, session.stored)),
          contradictions: contradictionsOf(walk.house, session.stored),
          changedMeanwhile: false,
        }),
      ),
    ),
  );

  app.post(
    '/situation/confirm',
    withSession(walk, (visit) => takeConfirmation(walk, visit)),
  );
}

async function takeConfirmation(walk: Walk, { c, screen, session }: Visit): Promise<Response> {
  const { house, language } = walk;
  const form = await readForm(c);
  const wish = form.one('do');
  const told = confirmed(house, session.stored, form, wish === 'next');
  const stored = wish === 'mend' ? withoutMisfits(told, misfitsIn(house, told)) : told;
  const again = (problems: readonly FieldProblem[], version: number, status: 409 | 422): Response =>
    show(
      c,
      confirmPage(screen, house.catalogue, {
        stored,
        version,
        problems,
        contradictions: contradictionsOf(house, stored),
        changedMeanwhile: status === 409,
      }),
      status,
    );
  const brought = misfitTexts(language, misfitsBrought(house, session.stored, stored));
  if (brought.length > 0) return again(brought, session.version, 422);
  const saved = await keep(house, session.code, stored, form);
  if (saved === undefined) return again([], await newestVersion(house, session), 409);
  if (wish === 'add') return go(c, walk, `/situation/person?id=${freshPersonId(stored)}`);
  if (wish.startsWith('edit:'))
    return go(c, walk, `/situation/person?id=${encodeURIComponent(wish.slice('edit:'.length))}`);
  if (wish === 'mend') return go(c, walk, '/situation/confirm');
  const misfits = misfitTexts(language, misfitsIn(house, stored));
  if (misfits.length > 0) return again(misfits, saved.version, 422);
  if (stored.input.territory === undefined)
    return again([{ field: 'territory', text: say(language, 'territoryMissing') }], saved.version, 422);
  return go(c, walk, '/situation/question');
}

/** While something does not fit at all, that is mended first. */
function contradictionsOf(house: House, stored: StoredSituation): readonly Contradiction[] {
  return misfitsIn(house, stored).length > 0 ? [] : contradictionsIn(house.catalogue, toldOf(stored, today(house)));
}

export async function newestVersion(house: House, session: Session): Promise<number> {
  const found = await house.situations.read(session.code);
  return 'problem' in found ? session.version : found.version;
}

/** The situation as the person left it on the page: what is unmarked is struck out, what is marked counts. */
function confirmed(house: House, stored: StoredSituation, form: Form, isDone: boolean): StoredSituation {
  const kept = new Set([...form.all('keep'), ...form.all('need')]);
  const territory = placesToChoose(house.catalogue).find(({ code }) => code === form.one('territory'))?.code;
  const told = withStruck(stored, struckBy(stored, kept));
  const { territory: _, ...rest } = told.input;
  return {
    ...told,
    input: territory === undefined ? rest : { ...rest, territory },
    confirmed: stored.confirmed || isDone,
  };
}

/** Everything heard, counted in: how a situation begins before anybody confirmed it. */
export function withHeard(stored: StoredSituation): StoredSituation {
  const facts = stored.heard.facts.filter((fact) => fact.fact !== 'seeks');
  return withNeeds(facts.reduce<StoredSituation>((told, fact) => withFact(told, fact, fact.value), stored));
}

/** What was struck out now goes, what was struck out before and is marked again comes back; all else stays as told. */
function withStruck(stored: StoredSituation, struck: readonly string[]): StoredSituation {
  let told: StoredSituation = { ...stored, struck };
  for (const fact of stored.heard.facts) {
    const [was, is] = [stored.struck, struck].map((marks) => marks.includes(factMark(fact)));
    if (was !== is) told = withFact(told, fact, is === true ? undefined : fact.value);
  }
  return withNeeds(told);
}
