import { tellableFacts, tellsFacts } from '#web/actions/fact-actions.ts';
import { caseFactsPage } from '#web/pages/case-facts.ts';

import { askedOf } from './case-do.ts';
import { withCase } from './case-look.ts';
import type { Walk } from './walk.ts';
import { go, show } from './walk.ts';

/** What is known in a case and what can be told, fact by fact. */
export function addCaseFacts(walk: Walk): void {
  walk.app.get(
    '/case/:number/facts',
    withCase(walk, 'case page', (visit) => {
      const asked = askedOf(walk, visit, '');
      if (!tellsFacts(asked)) return go(visit.c, walk, `/case/${visit.joint.number}`);
      return show(visit.c, caseFactsPage(visit.screen, asked, tellableFacts(asked)));
    }),
  );
}
