import { readInquiries, receivedFacts } from '#exchange';
import { cutTo, readForm } from '#web/form.ts';
import { disputesPage } from '#web/pages/disputes.ts';
import type { DisputesView } from '#web/pages/disputes.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { say } from '#web/words.ts';

import type { Attended } from './attended.ts';
import { withRight } from './attended.ts';
import type { Walk } from './walk.ts';
import { go, show, showProblem } from './walk.ts';

const wordsAtMost = 500;

/** What registers answered about the person who is signed in, and "this is wrong". */
export function addDisputes(walk: Walk): void {
  const { app, house, language } = walk;

  app.get(
    '/my/inquiry/:id',
    withRight(walk, 'own-journal.see', async (attended) => {
      const { c, screen } = attended;
      const view = await viewOf(walk, attended);
      if (view === undefined) return showProblem(c, screen, 'notFound', 404);
      return show(c, disputesPage(screen, { ...view, isDone: c.req.query('done') === 'yes' }));
    }),
  );

  app.post(
    '/my/inquiry/:id',
    withRight(walk, 'own-journal.see', async (attended) => {
      const { c, screen, who } = attended;
      const view = await viewOf(walk, attended);
      const dispute = house.exchange?.dispute;
      if (view === undefined || dispute === undefined) return showProblem(c, screen, 'notFound', 404);
      const form = await readForm(c);
      const typed = { fact: form.one('fact'), words: cutTo(form.one('words').trim(), wordsAtMost) };
      const isKnown = view.facts.some(({ answer }) => answer.fact === typed.fact);
      const problems: readonly FieldProblem[] = [
        ...(isKnown ? [] : [{ field: 'fact', text: say(language, 'disputeFactMissing') }]),
        ...(typed.words === '' ? [{ field: 'words', text: say(language, 'disputeWordsMissing') }] : []),
      ];
      if (problems.length > 0) return show(c, disputesPage(screen, { ...view, typed, problems }), 422);
      const key = /^[\da-f]{32}$/u.test(form.one('key')) ? form.one('key') : view.key;
      const { person, id } = view.inquiry;
      const refused = await dispute({ ref: { person, id }, ...typed, by: who.actor, id: key });
      if (refused !== undefined) {
        const text = `${refused.message[language]} ${refused.remedy?.[language] ?? ''}`.trim();
        return show(c, disputesPage(screen, { ...view, typed, problems: [{ field: 'fact', text }] }), 422);
      }
      return go(c, walk, `/my/inquiry/${id}?done=yes`);
    }),
  );

  app.post(
    '/my/inquiry/:id/preview',
    withRight(walk, 'own-journal.see', async (attended) => {
      const { c, screen, who } = attended;
      const view = await viewOf(walk, attended);
      if (view === undefined || house.exchange === undefined) return showProblem(c, screen, 'notFound', 404);
      const { person, id } = view.inquiry;
      const said = (await readForm(c)).one('use');
      // Neither button: nothing is allowed by mistake, and nothing refused.
      if (said === 'yes' || said === 'no')
        await house.exchange.exchange.judgePreview({ person, id }, said === 'yes', who.actor);
      return go(c, walk, `/my/inquiry/${id}`);
    }),
  );
}

/** Read as the person herself: the database shows her own inquiries only, and the look is in the journal. */
async function viewOf({ house }: Walk, { c, who }: Attended): Promise<DisputesView | undefined> {
  const { actor } = who;
  if (actor.kind !== 'person') return undefined;
  const { person } = actor;
  const id = c.req.param('id') ?? '';
  return await house.look(who, async (transaction) => {
    const [inquiry] = await readInquiries(transaction, [{ person, id }]);
    if (inquiry === undefined) return { seen: undefined, entries: [] };
    const facts = await receivedFacts(transaction, [inquiry]);
    const seen: DisputesView = {
      catalogue: house.catalogue,
      inquiry,
      facts,
      key: Buffer.from(house.random(16)).toString('hex'),
      typed: { fact: '', words: '' },
      problems: [],
      isDone: false,
    };
    const entry = {
      at: house.now().toISOString(),
      actor,
      action: 'looked',
      object: { kind: 'inquiry', id },
      facts: facts.map(({ answer }) => answer.fact),
      ground: { kind: 'own', basis: 'own data' },
      purpose: 'own inquiry',
    } as const;
    return { seen, entries: [{ person, entry }] };
  });
}
