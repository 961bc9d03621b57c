import { may } from '#access';
import { cutTo, readForm } from '#web/form.ts';
import { restrictedPage } from '#web/pages/restricted.ts';
import { say } from '#web/words.ts';

import { deny } from './attended.ts';
import type { CaseVisit } from './case-look.ts';
import { withCase } from './case-look.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const wordsAtMost = 4000;

/** What only the lead of a case sees: where a person in danger is hiding. */
export function addRestricted(walk: Walk): void {
  const { app, house, language } = walk;
  const path = '/case/:number/restricted';

  app.get(
    path,
    withCase(walk, 'case form', async (visit) => {
      const { c, screen, who, joint } = visit;
      if (!mayOpen(visit)) return deny(visit, 'deniedRole');
      const kept = await house.restricted.read(who, recordOf(visit));
      if ('problem' in kept) return deny(visit, 'deniedRole');
      const isSaved = c.req.query('done') === 'yes';
      return show(c, restrictedPage(screen, { number: joint.number, kept, isSaved }));
    }),
  );

  app.post(
    path,
    withCase(walk, 'case form', async (visit) => {
      const { c, screen, who, joint } = visit;
      if (!mayOpen(visit)) return deny(visit, 'deniedRole');
      const form = await readForm(c);
      const words = form.one('words').trim();
      const again = async (fault: string, status: 409 | 422): Promise<Response> => {
        const kept = await house.restricted.read(who, recordOf(visit));
        if ('problem' in kept) return deny(visit, 'deniedRole');
        const view = { number: joint.number, kept, isSaved: false, refused: { words, fault } };
        return show(c, restrictedPage(screen, view), status);
      };
      if (cutTo(words, wordsAtMost) !== words) return await again(say(language, 'tooLargeLead'), 422);
      const refused = await house.restricted.keep(who, recordOf(visit), {
        words,
        version: versionIn(form.one('version')),
      });
      if (refused === undefined) return go(c, walk, `/case/${joint.number}/restricted?done=yes`);
      const { message, remedy } = refused.problem;
      return await again(`${message[language]} ${remedy?.[language] ?? ''}`.trim(), 409);
    }),
  );
}

function mayOpen({ who, shape }: CaseVisit): boolean {
  return may(who, 'restricted.see', shape).allowed;
}

function recordOf({ joint, shape }: CaseVisit): { caseId: string; number: string; shape: CaseVisit['shape'] } {
  return { caseId: joint.id, number: joint.number, shape };
}

function versionIn(text: string): number {
  return /^\d{1,9}$/u.test(text) ? Number(text) : 0;
}
