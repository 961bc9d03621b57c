import type { Choice, CountedIncome, EntitlementKey, Interplay, Law, Sum } from '#assessment';
import type { Language } from '#language';
import type { Open } from '#web/pages/open.ts';
import { household } from '#web/stored.ts';
import { say } from '#web/words.ts';
import { articleText } from './criteria.ts';
import { whoText } from './fact-words.ts';
import { capitalised, dayText, money } from './format.ts';
import { type Html, html, join, nothing } from './html.ts';
import { details, toBeChecked } from './notices.ts';

/** What to choose, what comes first, what counts as income; nothing when no service bears on another. */
export function interplaySection(language: Language, open: Open): Html {
  const { interplay } = open.assessment;
  return html`${choicesPart(language, open, interplay.choices)}${orderPart(language, open, interplay)}${barredPart(language, open, interplay)}${incomesPart(language, open, interplay.incomes)}`;
}

function choicesPart(language: Language, open: Open, choices: readonly Choice[]): Html {
  const near = choices.filter(({ rows }) => rows.some(({ answer, isGranted }) => answer === 'yes' || isGranted));
  if (near.length === 0) return nothing;
  return html`<section class="okno-section" aria-labelledby="choices">
    <h2 class="govuk-heading-m" id="choices">${say(language, 'choiceTitle')}</h2>
    <p class="govuk-body">${say(language, 'choiceLead')}</p>
    ${near.map((choice) => choiceCard(language, open, choice))}
  </section>`;
}

function choiceCard(language: Language, open: Open, choice: Choice): Html {
  const given = new Set(choice.rows.filter(({ isGranted }) => isGranted).map(keyText));
  const named = (key: EntitlementKey): string =>
    given.has(keyText(key))
      ? `${nameOf(language, open, key)} (${say(language, 'choiceGiven')})`
      : nameOf(language, open, key);
  return html`<div class="okno-card">
    ${choice.holds === 'yes' ? nothing : html`<p class="govuk-body">${say(language, 'choiceMaybe')}.</p>`}
    ${choice.because.map((law) => html`<p class="govuk-body">${lawText(language, law)}</p>`)}
    <ol class="govuk-list govuk-list--number govuk-list--spaced">
      ${choice.alternatives.map(
        ({ takes, loses, year }, index) =>
          html`<li>
            <strong>${takes.map(named).join(' + ')}</strong><br />
            ${say(language, 'choiceSum')}:
            ${sumText(language, year)}${index === choice.best ? html` — <strong>${say(language, 'choiceBest')}</strong>` : nothing}<br />
            <span class="okno-quiet">${say(language, 'choiceWithout')}: ${loses.map(named).join('; ')}</span>
          </li>`,
      )}
    </ol>
    ${choice.isComplete ? nothing : html`<p class="govuk-body okno-quiet">${say(language, 'choiceMore')}</p>`}
  </div>`;
}

function orderPart(language: Language, open: Open, { order }: Interplay): Html {
  // A day to apply by is told with the income it comes from.
  const sure = order.filter(({ holds, until }) => holds === 'yes' && until === undefined);
  if (sure.length === 0) return nothing;
  return html`<section class="okno-section" aria-labelledby="order">
    <h2 class="govuk-heading-m" id="order">${say(language, 'orderTitle')}</h2>
    <ul class="okno-cards">
      ${sure.map(
        (one) =>
          html`<li class="okno-card">
            <p class="govuk-body">
              ${say(language, 'orderLine', { first: nameOf(language, open, one.first), then: nameOf(language, open, one.then) })}.
            </p>
            <p class="govuk-body okno-quiet">${lawText(language, one)}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** What is barred for sure and leaves nothing to choose. */
function barredPart(language: Language, open: Open, { exclusions, choices }: Interplay): Html {
  const chosen = new Set(choices.flatMap(({ rows }) => rows.map(keyText)));
  const barred = exclusions.filter(({ holds, row }) => holds === 'yes' && !chosen.has(keyText(row)));
  if (barred.length === 0) return nothing;
  return html`<section class="okno-section" aria-labelledby="barred">
    <h2 class="govuk-heading-m" id="barred">${say(language, 'barredTitle')}</h2>
    <ul class="okno-cards">
      ${barred.map((one) => {
        const by =
          keyText(one.by) === keyText(one.row)
            ? ''
            : say(language, 'barredBy', { name: nameOf(language, open, one.by) });
        return html`<li class="okno-card">
          <p class="govuk-body">${[nameOf(language, open, one.row), by].filter((part) => part !== '').join(' — ')}</p>
          <p class="govuk-body okno-quiet">${lawText(language, one)}</p>
        </li>`;
      })}
    </ul>
  </section>`;
}

function incomesPart(language: Language, open: Open, incomes: readonly CountedIncome[]): Html {
  if (incomes.length === 0) return nothing;
  return html`<section class="okno-section" aria-labelledby="incomes">
    <h2 class="govuk-heading-m" id="incomes">${say(language, 'incomeTitle')}</h2>
    <p class="govuk-body">${say(language, 'incomeLead')}</p>
    ${details({
      summary: say(language, 'incomeTitle'),
      body: html`<ul class="okno-cards">
        ${join(
          [...Map.groupBy(incomes, ({ interaction, from }) => `${interaction} ${keyText(from)}`).values()].map(
            (group) => incomeCard(language, open, group),
          ),
        )}
      </ul>`,
    })}
  </section>`;
}

/** One payment under one rule, with all that it touches. */
function incomeCard(language: Language, open: Open, group: readonly CountedIncome[]): Html {
  const [first] = group;
  if (first === undefined) return nothing;
  const until = group
    .map(({ fileUntil }) => fileUntil)
    .filter((day) => day !== undefined)
    .toSorted()[0];
  return html`<li class="okno-card">
    <h3 class="govuk-heading-s">${nameOf(language, open, first.from)}</h3>
    ${group.map((one) => html`<p class="govuk-body">${capitalised(incomeText(language, open, one))}.</p>`)}
    ${until === undefined ? nothing : html`<p class="govuk-body">${say(language, 'incomeApply', { day: dayText(language, until) })}</p>`}
    <p class="govuk-body okno-quiet">${lawText(language, first)}</p>
  </li>`;
}

function incomeText(language: Language, open: Open, { counts, effect, for: tested, then }: CountedIncome): string {
  const name = nameOf(language, open, tested);
  if (!counts) return say(language, 'incomeNotCounted', { name });
  if (effect === 'lost') return say(language, 'incomeLost', { name });
  if (effect === 'kept') return say(language, 'incomeKept', { name });
  if (effect === 'unknown') return say(language, 'incomeUnknown', { name });
  if (then === undefined) return say(language, 'incomeReduced', { name });
  const sum = `${money(language, then.value, then.currency)} ${say(language, `per-${then.per}`)}`;
  return say(language, 'incomeReducedTo', { name, sum });
}

/** Said at a service that another one would open: what is given up for it. */
export function unlockLossLine(language: Language, open: Open, opens: EntitlementKey): Html {
  const losses = open.assessment.interplay.unlockLosses.filter((one) => keyText(one.opens) === keyText(opens));
  if (losses.length === 0) return nothing;
  const names = [...new Set(losses.map(({ loses }) => nameOf(language, open, loses)))];
  return html`<p class="govuk-body okno-unlock">${say(language, 'losesBeside')} ${names.join('; ')}</p>`;
}

export function nameOf(language: Language, open: Open, { service, subject }: EntitlementKey): string {
  const name = open.catalogue.services.get(service)?.name[language] ?? service;
  const isPlain = subject === household || subject === open.told.applicant;
  return isPlain ? name : `${name} (${whoText(language, open.stored, subject)})`;
}

function lawText(language: Language, { text, article, certainty }: Law): Html {
  return html`${text[language]}.
  ${articleText(article)}${certainty === 'unsure' ? html` ${toBeChecked(language)}` : nothing}`;
}

function sumText(language: Language, { sure, upTo }: Sum): string {
  if (upTo === sure) return sure === 0 ? say(language, 'sumNoMoney') : money(language, sure);
  if (upTo !== null) return say(language, 'sumBetween', { low: money(language, sure), high: money(language, upTo) });
  return sure === 0 ? say(language, 'sumNotKnown') : say(language, 'sumFrom', { sum: money(language, sure) });
}

function keyText({ service, subject }: EntitlementKey): string {
  return `${service} ${subject}`;
}
