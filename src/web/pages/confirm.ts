import type { Contradiction } from '#assessment';
import type { Catalogue, NeedId } from '#catalogue';
import { contradictionsNotice } from '#web/parts/contradictions.ts';
import { button, checkboxes, select } from '#web/parts/govuk.ts';
import { ageText, factText, whoText } from '#web/parts/fact-words.ts';
import { capitalised } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { errorSummary, type FieldProblem, inset, notice } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { factMark, needMark, shownFacts, shownNeeds } from '#web/heard.ts';
import type { HeardNeed, StoredSituation } from '#web/stored.ts';
import { placesToChoose } from '#web/territories.ts';
import { unheardParts } from '#web/unheard.ts';
import { say } from '#web/words.ts';

/** "We understood so": everything heard, each with its phrase, to keep or strike out; people; the place. */
export function confirmPage(
  screen: Screen,
  catalogue: Catalogue,
  open: {
    readonly stored: StoredSituation;
    readonly version: number;
    readonly problems: readonly FieldProblem[];
    readonly changedMeanwhile: boolean;
    readonly contradictions: readonly Contradiction[];
  },
): Html {
  const { language } = screen;
  const { stored, problems } = open;
  const says = stored.input.says ?? '';
  const unheard = unheardParts(
    says,
    [...stored.heard.facts, ...stored.heard.needs].map((one) => one.phrase),
  );
  const facts = shownFacts(stored).filter((fact) => catalogue.facts.has(fact.fact));
  const nothingHeard = facts.length === 0 && stored.heard.needs.length === 0;
  const body = html` ${problems.length === 0 ? nothing : errorSummary(language, problems)}
    ${open.changedMeanwhile ? notice({ language, body: html`<p class="govuk-body">${say(language, 'changedMeanwhile')}</p>` }) : nothing}
    ${contradictionsNotice(language, catalogue, stored, open.contradictions)}
    <h1 class="govuk-heading-l">${say(language, nothingHeard ? 'confirmTitleNothing' : 'confirmTitle')}</h1>
    ${says === '' ? nothing : inset(html`<p class="okno-says">«${says}»</p>`)}
    <p class="govuk-body">${say(language, nothingHeard ? 'confirmLeadNothing' : 'confirmLead')}</p>
    <form method="post" action="${pathIn(language, '/situation/confirm')}" novalidate>
      <input type="hidden" name="version" value="${open.version}" />
      ${open.problems.some(({ field }) => field === 'misfits') ? misfits(screen) : nothing}
      ${
        facts.length === 0
          ? nothing
          : checkboxes({
              name: 'keep',
              label: say(language, 'heardFacts'),
              language,
              items: facts.map((fact) => ({
                value: factMark(fact),
                text: factText(language, catalogue, stored, fact),
                hint: say(language, 'youSaid', { phrase: fact.phrase }),
                checked: !stored.struck.includes(factMark(fact)),
              })),
            })
      }
      ${shownNeeds(stored).length === 0 ? nothing : needBoxes(screen, catalogue, stored)}
      ${
        unheard.length === 0
          ? nothing
          : html`<div class="okno-unheard">
              <p class="govuk-body">
                ${say(language, 'notUnderstood')} ${unheard.map((part) => html`<q>${part}</q> `)}
              </p>
              <p class="govuk-body">${say(language, 'notUnderstoodNext')}</p>
            </div>`
      }
      <fieldset class="govuk-fieldset okno-section" id="people">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${say(language, 'peopleTitle')}</legend>
        <p class="govuk-hint">${say(language, 'peopleHint')}</p>
        <ul class="okno-people">
          ${stored.input.people.map((person) => personLine(screen, stored, person.id))}
        </ul>
        ${button({ text: say(language, 'addPerson'), look: 'secondary', name: 'do', value: 'add' })}
      </fieldset>
      ${select({
        name: 'territory',
        label: say(language, 'territoryLabel'),
        hint: say(language, 'territoryHint'),
        language,
        items: territoryItems(screen, catalogue, stored),
        ...(problems.some((problem) => problem.field === 'territory')
          ? { error: say(language, 'territoryMissing') }
          : {}),
      })}
      ${button({ text: say(language, 'confirmNext'), name: 'do', value: 'next' })}
    </form>`;
  return layout(screen, { title: say(language, 'confirmTitle'), body, back: '/', error: problems.length > 0 });
}

/** What does not fit goes by one button: nobody has to find out which answer of which page it was. */
function misfits({ language }: Screen): Html {
  return html`<section class="okno-section" id="misfits" aria-labelledby="misfits-title">
    <h2 class="govuk-heading-m" id="misfits-title">${say(language, 'misfitsTitle')}</h2>
    <p class="govuk-body">${say(language, 'misfitsLead')}</p>
    ${button({ text: say(language, 'misfitsRemove'), look: 'secondary', name: 'do', value: 'mend' })}
  </section>`;
}

function needBoxes(screen: Screen, catalogue: Catalogue, stored: StoredSituation): Html {
  const { language } = screen;
  const name = (need: HeardNeed): string => catalogue.needs.get(need.need as NeedId)?.name[language] ?? need.need;
  return checkboxes({
    name: 'need',
    label: say(language, 'heardNeeds'),
    language,
    items: shownNeeds(stored).map((need) => ({
      value: needMark(need),
      text: need.urgency === 'tonight' ? `${name(need)} — ${say(language, 'tonightShort')}` : name(need),
      hint: say(language, 'youSaid', { phrase: need.phrase }),
      checked: !stored.struck.includes(needMark(need)),
    })),
  });
}

function personLine(screen: Screen, stored: StoredSituation, id: string): Html {
  const { language } = screen;
  const who = capitalised(whoText(language, stored, id));
  const age = ageText(language, stored, id);
  return html`<li class="okno-people__one">
    <span><strong>${who}</strong>${age === '' ? nothing : html`, ${age}`}</span>
    <button class="okno-button--link" type="submit" name="do" value="edit:${id}">
      ${say(language, 'change')}<span class="govuk-visually-hidden">: ${who}</span>
    </button>
  </li>`;
}

function territoryItems(
  screen: Screen,
  catalogue: Catalogue,
  stored: StoredSituation,
): readonly { value: string; text: string; checked: boolean }[] {
  const { language } = screen;
  const territories = placesToChoose(catalogue);
  const chosen = stored.input.territory ?? (territories.length === 1 ? territories[0]?.code : undefined);
  return [
    ...(territories.length === 1
      ? []
      : [{ value: '', text: say(language, 'territoryChoose'), checked: chosen === undefined }]),
    ...territories.map((territory) => ({
      value: territory.code,
      text: territory.name[language],
      checked: territory.code === chosen,
    })),
  ];
}
