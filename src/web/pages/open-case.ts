import type { Helped, SignedIn } from '#access';
import type { FittingAgreement } from '#cases';
import { button, input, radios } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, panel } from '#web/parts/notices.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

import { standingText } from './agreement.ts';

export type OpenCaseView = {
  readonly who: SignedIn;
  readonly agreements: readonly FittingAgreement[];
  readonly key: string;
  readonly chosen: string;
  /** Whom the case is opened for: told by an officer, chosen by a helper. */
  readonly person: string;
  readonly helped: readonly Helped[];
  readonly problems: readonly FieldProblem[];
};

/** Under which agreement the case is opened, and why it fits; a proposal is called one. */
export function openCasePage(screen: Screen, view: OpenCaseView): Html {
  const { language } = screen;
  const { agreements, problems } = view;
  const fitting = agreements.filter(({ fits }) => fits === 'yes');
  const open = agreements.filter(({ fits }) => fits === 'unknown');
  const problemOf = (field: string): { readonly error: string } | Record<string, never> => {
    const found = problems.find((one) => one.field === field);
    return found === undefined ? {} : { error: found.text };
  };
  const form = html`<form method="post" action="${pathIn(language, '/situation/open-case')}" novalidate>
    <input type="hidden" name="key" value="${view.key}" />
    ${radios({
      language,
      name: 'agreement',
      label: say(language, 'caseAgreement'),
      ...problemOf('agreement'),
      items: fitting.map(({ agreement }) => ({
        value: agreement.id,
        text: agreement.name[language],
        hint: `${say(language, 'caseOpenFits', { because: agreement.situations.because[language] })} ${standingText(language, agreement)}`,
        checked: fitting.length === 1 || view.chosen === agreement.id,
      })),
    })}
    ${
      view.who.actor.kind === 'officer'
        ? input({
            language,
            name: 'person',
            label: say(language, 'caseOpenWho'),
            hint: say(language, 'caseOpenWhoHint'),
            value: view.person,
            ...problemOf('person'),
          })
        : nothing
    }
    ${
      view.who.actor.kind === 'person' && view.helped.length > 0
        ? radios({
            language,
            name: 'person',
            label: say(language, 'caseOpenFor'),
            ...problemOf('person'),
            items: [
              ...view.helped.map(({ person, name }) => ({ value: person, text: name })),
              { value: view.who.actor.person, text: say(language, 'caseOpenForMe') },
            ].map((item) => ({ ...item, checked: item.value === view.person })),
          })
        : nothing
    }
    <p class="govuk-body">${say(language, 'caseOpenShares')}</p>
    <ul class="govuk-list govuk-list--bullet">
      ${fitting.map(({ agreement }) => html`<li><a class="govuk-link" href="${pathIn(language, `/agreements/${agreement.id}`)}">${agreement.name[language]}</a></li>`)}
    </ul>
    ${button({ text: say(language, 'caseOpenButton') })}
  </form>`;
  const body = html`${problems.length === 0 ? nothing : errorSummary(language, problems)}
    <h1 class="govuk-heading-l">${say(language, 'caseOpenTitle')}</h1>
    <p class="govuk-body">${say(language, 'caseOpenLead')}</p>
    ${fitting.length === 0 ? html`<p class="govuk-body">${say(language, 'caseOpenNone')}</p>` : form}
    ${open.map(
      ({ agreement }) =>
        html`<p class="govuk-body okno-quiet">
          ${agreement.name[language]}:
          ${say(language, 'caseOpenUnknown', { because: agreement.situations.because[language] })}
        </p>`,
    )}`;
  return layout(screen, {
    title: say(language, 'caseOpenTitle'),
    body,
    back: '/situation/route',
    error: problems.length > 0,
  });
}

/** For an officer whose agency takes no part: the case is open, and she has no business in it. */
export function openedForPage(screen: Screen, number: string): Html {
  const { language } = screen;
  const body = html`${panel({ title: say(language, 'caseNumber', { number }), body: html`` })}
    <p class="govuk-body">${say(language, 'caseOpenedFor', { number })}</p>
    ${button({ text: say(language, 'accountWork'), href: pathIn(language, '/work') })}`;
  return layout(screen, { title: say(language, 'caseNumber', { number }), body });
}
