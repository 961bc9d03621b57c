import { button, input, radios } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, inset, notice } from '#web/parts/notices.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type ContactView = {
  readonly typed: { readonly address: string; readonly telephone: string; readonly language: string };
  readonly problems: readonly FieldProblem[];
  readonly isSaved: boolean;
};

/** Where a resident is written to and called; empty is a good answer. */
export function contactPage(screen: Screen, { typed, problems, isSaved }: ContactView): Html {
  const { language } = screen;
  const errorOf = (field: string): { readonly error?: string } => {
    const found = problems.find((one) => one.field === field);
    return found === undefined ? {} : { error: found.text };
  };
  const title = say(language, 'contactTitle');
  const body = html`${problems.length === 0 ? nothing : errorSummary(language, problems)}
    ${isSaved ? notice({ language, success: true, body: html`<p class="govuk-body">${say(language, 'contactSaved')}</p>` }) : nothing}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, 'contactLead')}</p>
    ${inset(html`<p class="govuk-body">${say(language, 'contactSafe')}</p>`)}
    <form method="post" action="${pathIn(language, '/my/contact')}" novalidate>
      ${input({ language, name: 'address', label: `${say(language, 'contactAddress')} ${say(language, 'doOptional')}`, value: typed.address, autocomplete: 'email', ...errorOf('address') })}
      ${input({ language, name: 'telephone', label: `${say(language, 'contactTelephone')} ${say(language, 'doOptional')}`, hint: say(language, 'contactTelephoneHint'), value: typed.telephone, autocomplete: 'tel', ...errorOf('telephone') })}
      ${radios({
        language,
        name: 'language',
        label: say(language, 'contactLanguage'),
        inline: true,
        items: (['ru', 'en'] as const).map((value) => ({
          value,
          text: say(language, `language-${value}`),
          checked: typed.language === value,
        })),
      })}
      ${button({ text: say(language, 'save') })}
    </form>`;
  return layout(screen, { title, body, back: '/my', error: problems.length > 0 });
}
