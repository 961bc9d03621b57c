import type { Catalogue } from '#catalogue';
import type { DateTyped } from '#web/parts/govuk.ts';
import { button, dateInput, input, radios } from '#web/parts/govuk.ts';
import { capitalised } from '#web/parts/format.ts';
import { whoText } from '#web/parts/fact-words.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, type FieldProblem, notice } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import type { StoredSituation } from '#web/stored.ts';
import { say } from '#web/words.ts';

export type PersonTyped = {
  readonly name: string;
  readonly relation: string;
  readonly age: string;
  readonly birth: DateTyped;
};

/** One person: how to call them, who they are to the applicant, how old. */
export function personPage(
  screen: Screen,
  catalogue: Catalogue,
  form: {
    readonly stored: StoredSituation;
    readonly version: number;
    readonly id: string;
    readonly known: boolean;
    readonly typed: PersonTyped;
    readonly problems: readonly FieldProblem[];
    readonly changedMeanwhile: boolean;
  },
): Html {
  const { language } = screen;
  const { stored, id, typed, problems } = form;
  const isApplicant = id === stored.input.applicant;
  const title = isApplicant ? say(language, 'personYou') : say(language, form.known ? 'personChange' : 'personAdd');
  const errorOf = (field: string): { error?: string } => {
    const problem = problems.find((one) => one.field === field || one.field.startsWith(`${field}-`));
    return problem === undefined ? {} : { error: problem.text };
  };
  const relation = catalogue.facts.get('relation');
  const body = html` ${problems.length === 0 ? nothing : errorSummary(language, problems)}
    ${form.changedMeanwhile ? notice({ language, body: html`<p class="govuk-body">${say(language, 'changedMeanwhile')}</p>` }) : nothing}
    <h1 class="govuk-heading-l">${title}</h1>
    <form method="post" action="${pathIn(language, '/situation/person')}" novalidate>
      <input type="hidden" name="version" value="${form.version}" /><input type="hidden" name="id" value="${id}" />
      ${
        isApplicant || relation === undefined
          ? nothing
          : radios({
              name: 'relation',
              label: say(language, 'personRelation'),
              language,
              items: relation.choices
                .filter((choice) => choice.value !== 'self')
                .map((choice) => ({
                  value: choice.value,
                  text: capitalised(choice.label[language]),
                  checked: typed.relation === choice.value,
                })),
              ...errorOf('relation'),
            })
      }
      ${input({ name: 'age', label: say(language, 'personAge'), hint: say(language, 'personAgeHint'), value: typed.age, inputmode: 'numeric', width: 2, language, ...errorOf('age') })}
      ${dateInput({ name: 'birth', label: say(language, 'personBirth'), hint: say(language, 'dateHint'), typed: typed.birth, language, ...errorOf('birth') })}
      ${input({ name: 'name', label: say(language, 'personName'), hint: say(language, 'personNameHint'), value: typed.name, width: 20, language })}
      <div class="govuk-button-group">
        ${button({ text: say(language, 'save'), name: 'do', value: 'save' })}
        ${isApplicant || !form.known ? nothing : button({ text: say(language, 'personRemove'), look: 'link', name: 'do', value: 'remove' })}
      </div>
    </form>`;
  return layout(screen, { title, body, back: '/situation/confirm', error: problems.length > 0 });
}

/** Asked before a person and the answers about them go. */
export function removePersonPage(
  screen: Screen,
  form: { readonly stored: StoredSituation; readonly version: number; readonly id: string },
): Html {
  const { language } = screen;
  const title = say(language, 'personRemoveTitle', { who: whoText(language, form.stored, form.id) });
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, 'personRemoveLead')}</p>
    <form method="post" action="${pathIn(language, '/situation/person')}" novalidate>
      <input type="hidden" name="version" value="${form.version}" /><input type="hidden" name="id" value="${form.id}" />
      <div class="govuk-button-group">
        ${button({ text: say(language, 'personRemoveYes'), look: 'warning', name: 'do', value: 'remove-yes' })}
        ${button({ text: say(language, 'personRemoveNo'), look: 'secondary', href: pathIn(language, '/situation/confirm') })}
      </div>
    </form>`;
  return layout(screen, { title, body, back: '/situation/confirm' });
}
