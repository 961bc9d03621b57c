import type { Names } from '#access';
import type { FactKey } from '#assessment';
import type { Language } from '#language';
import { articleText } from '#web/parts/criteria.ts';
import { whoText } from '#web/parts/fact-words.ts';
import { counted, dayText, uncapitalised } from '#web/parts/format.ts';
import { button, checkboxes } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { details, notice, toBeChecked, warningText } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Open } from './open.ts';

export type ConsentsView = {
  readonly agencies: readonly string[];
  readonly inForce: ReadonlySet<string>;
  /** Adults who have to agree themselves, and those who have. */
  readonly others: readonly string[];
  readonly also: ReadonlySet<string>;
  readonly version: number;
  readonly then: 'question' | 'result' | 'answers';
  readonly back: string;
  readonly changedMeanwhile: boolean;
  /** As whom registers are asked about the applicant; nothing where nobody has signed in. */
  readonly asked?: AskedAs;
};

/** The applicant is whoever has signed in, is somebody else by what is told, or it was not said by what registers know her. */
export type AskedAs = { readonly is: 'herself' | 'somebody-else'; readonly names: Names } | { readonly is: 'not-told' };

/** Which agencies may be asked instead of the person: given and withdrawn on one page, by the same mark. */
export function consentsPage(screen: Screen, open: Open, view: ConsentsView): Html {
  const { language } = screen;
  const { offers } = open.assessment.interview;
  const saved = offers.filter(({ kind }) => kind === 'plain').reduce((sum, { facts }) => sum + facts.length, 0);
  const written = offers.filter(({ kind, facts }) => kind === 'written' && facts.length > 0);
  const body = html`${view.changedMeanwhile ? notice({ language, body: html`<p class="govuk-body">${say(language, 'changedMeanwhile')}</p>` }) : nothing}
    <h1 class="govuk-heading-l">${say(language, 'consentsTitle')}</h1>
    <p class="govuk-body">
      ${saved === 0 ? nothing : say(language, 'consentsSave', { questions: counted(language, saved, say(language, 'upToForms')) })}
      ${say(language, 'consentsLead')}
    </p>
    ${askedAs(language, view.asked)}
    ${
      view.agencies.length === 0
        ? html`<p class="govuk-body">${say(language, 'consentsNone')}</p>`
        : html`<form method="post" action="${pathIn(language, '/situation/consents')}" novalidate>
            <input type="hidden" name="version" value="${view.version}" />
            <input type="hidden" name="then" value="${view.then}" />
            ${checkboxes({
              language,
              name: 'agency',
              label: say(language, 'consentsWhom'),
              items: view.agencies.map((agency) => agencyChoice(language, open, view, agency)),
            })}
            ${
              view.others.length === 0
                ? nothing
                : checkboxes({
                    language,
                    name: 'also',
                    label: say(language, 'consentsOthers'),
                    hint: say(language, 'consentsOthersHint'),
                    items: view.others.map((id) => ({
                      value: id,
                      text: whoText(language, open.stored, id),
                      checked: view.also.has(id),
                    })),
                  })
            }
            <div class="okno-answer-buttons">
              ${button({ text: say(language, 'save'), name: 'do', value: 'save' })}
              ${view.agencies.filter((agency) => !view.inForce.has(agency)).length < 2 ? nothing : button({ text: say(language, 'consentsAll'), look: 'secondary', name: 'do', value: 'all' })}
              ${view.then === 'question' ? button({ text: say(language, 'consentsTellMyself'), look: 'secondary', name: 'do', value: 'none' }) : nothing}
            </div>
          </form>`
    }
    ${written.length === 0 ? nothing : html`<p class="govuk-body">${say(language, 'consentsWritten')}</p>`}
    ${details({ summary: say(language, 'consentsGrounds'), body: grounds(language, open, [...view.agencies, ...written.map(({ agency }) => agency)]) })}`;
  return layout(screen, { title: say(language, 'consentsTitle'), body, back: view.back });
}

function askedAs(language: Language, asked: AskedAs | undefined): Html {
  if (asked === undefined) return html`<p class="govuk-body">${say(language, 'consentsNotYet')}</p>`;
  if (asked.is === 'not-told') return warningText(language, say(language, 'consentsNotTold'));
  const { surname, givenName, patronymic, birthDate, snils } = asked.names;
  const name = [surname, givenName, patronymic].filter((one) => one !== undefined).join(' ');
  const who = [
    name,
    birthDate === undefined ? '' : say(language, 'consentsBorn', { day: dayText(language, birthDate) }),
    // Enough for her to see that it is hers, too little for whoever looks over her shoulder.
    snils === undefined ? '' : say(language, 'consentsSnils', { last: snils.slice(-2) }),
  ]
    .filter((one) => one !== '')
    .join(', ');
  return asked.is === 'herself'
    ? html`<p class="govuk-body">${say(language, 'consentsAs', { who })}</p>`
    : warningText(language, say(language, 'consentsElse', { who }));
}

function agencyChoice(
  language: Language,
  open: Open,
  view: ConsentsView,
  agency: string,
): { readonly value: string; readonly text: string; readonly hint: string; readonly checked: boolean } {
  const register = open.catalogue.registers.get(agency)!;
  const name = open.catalogue.agencies.get(agency)?.shortName[language] ?? agency;
  const facts = open.assessment.interview.offers.find((offer) => offer.agency === agency)?.facts ?? [];
  const fewer =
    facts.length === 0
      ? ''
      : `: ${say(language, 'consentsFewer', { questions: counted(language, facts.length, say(language, 'fewerForms')) })}`;
  const what = facts.length === 0 ? register.holds[language] : factNames(language, open, facts);
  return {
    value: agency,
    text: `${name}${fewer}`,
    hint: what,
    checked: view.inForce.has(agency),
  };
}

function factNames(language: Language, open: Open, facts: readonly FactKey[]): string {
  const names = facts.map(({ fact }) => uncapitalised(open.catalogue.facts.get(fact)?.name[language] ?? fact));
  return [...new Set(names)].join('; ');
}

function grounds(language: Language, open: Open, agencies: readonly string[]): Html {
  const lines = agencies.flatMap((agency) => {
    const register = open.catalogue.registers.get(agency);
    const { article } = register?.consent ?? {};
    if (register === undefined || article === undefined) return [];
    const name = open.catalogue.agencies.get(agency)?.shortName[language] ?? agency;
    return [
      html`<li>
        ${name} (${register.holds[language]}): ${articleText(article.citation)}
        ${article.certainty === 'unsure' || article.certainty === 'memory' ? toBeChecked(language) : nothing}
      </li>`,
    ];
  });
  return html`<ul class="govuk-list govuk-list--bullet okno-quiet">
    ${lines}
  </ul>`;
}
