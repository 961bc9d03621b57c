import { helpCurve, nearestCliffs } from '#assessment';
import type { Cliff, HelpCurve } from '#assessment';
import type { Language } from '#language';
import type { Open } from '#web/pages/open.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import { whoText } from './fact-words.ts';
import { money } from './format.ts';
import { type Html, html, nothing } from './html.ts';
import { nameOf } from './interplay.ts';

/** The way to what becomes of the help as more is earned; for whoever has a right to money. */
export function cliffsLink(language: Language, open: Open): Html {
  if (!open.assessment.entitlements.some(({ answer, amount }) => answer === 'yes' && amount !== undefined))
    return nothing;
  return html`<p class="govuk-body">
    <a class="govuk-link" href="${pathIn(language, '/situation/earnings')}">${say(language, 'earnTitle')}</a>
  </p>`;
}

/** The nearest incomes at which help changes by more than is earned, said without alarm. */
export function cliffsText(language: Language, open: Open): Html {
  const curve = helpCurve(open.catalogue, open.told);
  if (curve === undefined) return html`<p class="govuk-body">${say(language, 'earnNotKnown')}</p>`;
  if (curve.help === 0) return html`<p class="govuk-body">${say(language, 'earnNoHelp')}</p>`;
  const { up, down } = nearestCliffs(curve);
  return html`<p class="govuk-body">
      ${say(language, 'earnLead', { who: whoText(language, open.stored, curve.earner), now: money(language, rounded(curve.earned)) })}
    </p>
    ${up === undefined && down === undefined ? html`<p class="govuk-body">${say(language, 'earnSafe')}</p>` : nothing}
    ${
      up === undefined
        ? nothing
        : html`<p class="govuk-body">${say(language, 'earnUpTo', { sum: money(language, rounded(up.earned)) })}</p>
            ${fallText(language, open, curve, up, say(language, 'earnFrom', { sum: money(language, rounded(up.earned)) }))}`
    }
    ${down === undefined ? nothing : fallText(language, open, curve, down, say(language, 'earnBehind', { sum: money(language, rounded(down.earned)) }))}`;
}

function fallText(
  language: Language,
  open: Open,
  curve: HelpCurve,
  { changes, evenAt, more }: Cliff,
  lead: string,
): Html {
  const lost = changes.filter(({ before, after }) => after < before);
  return html`<p class="govuk-body">${lead}:</p>
    <ul class="govuk-list govuk-list--bullet">
      ${lost.map((change) => {
        const name = nameOf(language, open, change);
        return html`<li>
          ${change.after === 0 ? say(language, 'earnEnds', { name }) : say(language, 'earnLess', { name, sum: money(language, change.after) })}
        </li>`;
      })}
    </ul>
    ${evenAt === undefined || more <= 0 ? nothing : html`<p class="govuk-body">${say(language, 'earnEven', { sum: money(language, rounded(curve.earned + evenAt)) })}</p>`}`;
}

/** Whole roubles: kopecks of a limit say nothing to anybody. */
function rounded(roubles: number): number {
  return Math.round(roubles);
}
