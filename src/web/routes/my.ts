import { may } from '#access';
import { casesOf } from '#cases';
import { entriesAbout } from '#journal';
import type { EntryOf, KeptEntry } from '#journal';
import { journalPage } from '#web/pages/journal.ts';
import { myCasesPage } from '#web/pages/my-cases.ts';

import type { Attended } from './attended.ts';
import { withRight } from './attended.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

const entriesOnPage = 50;

/** What is a resident's own: her cases, and who looked at her data. */
export function addMy(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/my',
    withRight(walk, 'own-cases.list', async ({ c, screen, who }) => {
      const { actor, actsFor } = who;
      if (actor.kind !== 'person') return go(c, walk, '/work');
      const cases = await house.look(who, async (transaction) => {
        const seen = await casesOf({ queries: transaction }, [actor.person, ...actsFor]);
        const persons = [...new Set(seen.map(({ person }) => person))];
        return { seen, entries: persons.map((person) => lookOf(walk, { who }, person, 'cases', 'list of cases')) };
      });
      return show(c, myCasesPage(screen, house.catalogue, house.timeZone, actor.person, cases));
    }),
  );

  app.get(
    '/my/journal',
    withRight(walk, 'own-journal.see', async ({ c, screen, who }) => {
      const { actor } = who;
      if (actor.kind !== 'person') return go(c, walk, '/work');
      const own = c.req.query('own') === 'yes';
      const before = beforeIn(c.req.query('before'));
      const { entries, older } = await house.look(who, async (transaction) => {
        const found: KeptEntry[] = [];
        let from = before;
        let isMore = true;
        // Her own looks are left out, so a page may take several reads to fill.
        while (found.length < entriesOnPage && isMore) {
          const some = await entriesAbout({ queries: transaction }, actor.person, {
            most: 200,
            ...(from === undefined ? {} : { before: from }),
          });
          found.push(...some.filter((entry) => own || !isBy(entry, actor.person)));
          isMore = some.length === 200;
          from = some.at(-1)?.sequence;
        }
        const page = found.slice(0, entriesOnPage);
        const isLonger = found.length > entriesOnPage || isMore;
        return {
          seen: { entries: page, older: isLonger ? page.at(-1)?.sequence : undefined },
          entries: [lookOf(walk, { who }, actor.person, 'journal', 'own journal')],
        };
      });
      const { catalogue, timeZone } = house;
      const view = { catalogue, timeZone, who, entries, own, ...(older === undefined ? {} : { older }) };
      return show(c, journalPage(screen, view));
    }),
  );
}

function isBy({ actor }: KeptEntry, person: string): boolean {
  return actor.kind === 'person' && actor.person === person;
}

function beforeIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/u.test(text) ? Number(text) : undefined;
}

function lookOf(
  { house }: Walk,
  { who }: Pick<Attended, 'who'>,
  person: string,
  kind: string,
  purpose: string,
): EntryOf {
  const own = who.actor.kind === 'person' && who.actor.person === person;
  const verdict = may(who, own ? 'own-journal.see' : 'case.see', { person, lead: '', agencies: [] });
  return {
    person,
    entry: {
      at: house.now().toISOString(),
      actor: who.actor,
      action: 'looked',
      object: { kind, id: person },
      facts: [],
      ground: verdict.allowed ? verdict.ground : { kind: 'own', basis: 'own data' },
      purpose,
    },
  };
}
