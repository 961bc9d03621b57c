import { may } from '#access';
import type { Operation, SignedIn } from '#access';
import type { Language } from '#language';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';
import { button } from './govuk.ts';
import { type Html, html } from './html.ts';

/** The pages of whoever is signed in, each with the right that it needs. */
const places: readonly (readonly [string, Word, Operation])[] = [
  ['/my', 'accountCases', 'own-cases.list'],
  ['/my/helpers', 'helpersTitle', 'helper.name'],
  ['/my/journal', 'accountJournal', 'own-journal.see'],
  ['/work', 'accountWork', 'worklist.see'],
  ['/pool', 'accountPool', 'pool.see'],
  ['/board', 'accountBoard', 'board.see'],
  ['/my/offers', 'myOffersTitle', 'own-cases.list'],
  ['/offers', 'offersTitle', 'offers.review'],
  ['/packs/what-if', 'whatIfTitle', 'region.try'],
  ['/calls', 'callsTitle', 'calls.see'],
  ['/packs/take-up', 'takeUpTitle', 'region.try'],
  ['/review', 'reviewTitle', 'glass.review'],
  ['/exchange', 'accountExchange', 'exchange.see'],
  ['/timers', 'accountTimers', 'timers.see'],
  ['/copies', 'accountCopies', 'copies.see'],
];

/** Who is signed in, where their pages are and which of them this is, and the way out of the session. */
export function account(
  { language, path }: { readonly language: Language; readonly path: string },
  who: SignedIn,
): Html {
  const here = path.replace(/\?.*$/u, '');
  return html`<nav class="okno-account" aria-label="${say(language, 'accountLabel')}">
    <div class="govuk-width-container okno-account__row">
      <span>${who.name}</span>
      ${places
        .filter(([, , operation]) => may(who, operation).allowed)
        .map(
          ([to, word]) =>
            html`<a class="govuk-link" href="${pathIn(language, to)}" ${to === here ? html`aria-current="page"` : ''}
              >${say(language, word)}</a
            >`,
        )}
      <form method="post" action="${pathIn(language, '/sign-out')}">
        ${button({ text: say(language, 'signOut'), look: 'link' })}
      </form>
    </div>
  </nav>`;
}
