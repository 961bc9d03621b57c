import type { CriterionAnswer, Entitlement, FactKey } from '#assessment';
import type { Service } from '#catalogue';
import type { Language } from '#language';
import type { Open } from '#web/pages/open.ts';
import { pathIn } from '#web/paths.ts';
import { household } from '#web/stored.ts';
import { say } from '#web/words.ts';
import { factText, keyText, whoText } from './fact-words.ts';
import { capitalised, counted, dayText, money } from './format.ts';
import { type Html, html, join, nothing } from './html.ts';
import { details } from './notices.ts';

export type Answered = { readonly service: Service; readonly entitlements: readonly Entitlement[] };

/** Entitlements of one answer, those of one service together: two children are two lines of one card. */
export function byService(open: Open, answer: Entitlement['answer']): readonly Answered[] {
  const groups = new Map<string, Entitlement[]>();
  for (const entitlement of open.assessment.entitlements) {
    if (entitlement.answer !== answer) continue;
    const group = groups.get(entitlement.service);
    if (group === undefined) groups.set(entitlement.service, [entitlement]);
    else group.push(entitlement);
  }
  return [...groups].flatMap(([id, entitlements]) => {
    const service = open.catalogue.services.get(id);
    return service === undefined ? [] : [{ service, entitlements }];
  });
}

/** A service one has a right to: how much, how long to wait, and folded away the rule behind every word. */
export function yesCard(language: Language, open: Open, answered: Answered): Html {
  const { service, entitlements } = answered;
  const isUnsure = entitlements.some((one) => one.certainty === 'unsure');
  return html`<li class="okno-card">
    <h3 class="govuk-heading-s">${service.name[language]}</h3>
    ${entitlements.map((one) => amountLine(language, open, service, one))}
    <p class="govuk-body">${service.summary[language]}</p>
    ${isUnsure ? html`<p class="govuk-body"><span class="okno-unsure">${say(language, 'toBeChecked')}</span></p>` : nothing}
    ${details({ summary: summaryAbout(say(language, 'whyYes'), service.name[language]), body: join(entitlements.map((one) => criteriaList(language, open, service, one, entitlements.length > 1))) })}
  </li>`;
}

function amountLine(language: Language, open: Open, service: Service, entitlement: Entitlement): Html {
  const version = service.versions[entitlement.version];
  const whose =
    service.subject.each === 'person' && entitlement.subject !== household
      ? `${capitalised(whoText(language, open.stored, entitlement.subject))}: `
      : '';
  const sum =
    entitlement.amount === undefined
      ? ''
      : `${money(language, entitlement.amount.value, entitlement.amount.currency)} ${say(language, `per-${entitlement.amount.per}`)}`;
  const term =
    version?.term === undefined
      ? ''
      : say(language, 'termLine', {
          days: counted(
            language,
            version.term.days,
            say(language, version.term.unit === 'working' ? 'workingDayForms' : 'calendarDayForms'),
          ),
        });
  const until = version?.to === undefined ? '' : say(language, 'untilLine', { day: dayText(language, version.to) });
  const note = version?.amount?.text?.[language] ?? '';
  const rest = [note, term, until]
    .filter((part) => part !== '')
    .map((part) => capitalised(part.replace(/\.$/u, '')))
    .join('. ');
  if (whose === '' && sum === '' && rest === '') return nothing;
  return html`<p class="govuk-body okno-amount">
    ${whose}${sum === '' ? nothing : html`<strong>${sum}</strong>`}${sum !== '' && rest !== '' ? html`<br />` : nothing}${rest === '' ? nothing : html`<span class="okno-quiet">${rest}</span>`}
  </p>`;
}

/** A service refused by law: which condition fails, where it is written, and what would change it. */
export function noItem(language: Language, open: Open, answered: Answered): Html {
  const { service, entitlements } = answered;
  return html`<li class="okno-card okno-card--no">
    <h3 class="govuk-heading-s">${service.name[language]}</h3>
    ${entitlements.map((one) => refusal(language, open, service, one, entitlements.length > 1))}
  </li>`;
}

function refusal(language: Language, open: Open, service: Service, entitlement: Entitlement, named: boolean): Html {
  const failed = entitlement.criteria.filter((criterion) => criterion.answer === 'no');
  const whose =
    named || service.subject.each === 'person'
      ? `${capitalised(whoText(language, open.stored, entitlement.subject))}. `
      : '';
  const unlocks = entitlement.unlockedBy.flatMap((id) => open.catalogue.services.get(id)?.name[language] ?? []);
  return html`${failed.length === 0 ? html`<p class="govuk-body">${whose}${service.subject.nobody[language]}.</p>` : nothing}
  ${failed.map((criterion) => html`<p class="govuk-body">${whose}${say(language, 'notMet')} ${criterion.text[language]}. <span class="okno-article">${criterion.article}</span>${restsOn(language, open, criterion)}</p>`)}
  ${unlocks.length === 0 ? nothing : html`<p class="govuk-body okno-unlock">${say(language, 'unlockedBy')} ${unlocks.join('; ')}</p>`}`;
}

/** A service not answered yet: the questions that would answer it, or who decides. */
export function unknownItem(language: Language, open: Open, answered: Answered): Html {
  const { service, entitlements } = answered;
  const missing = distinct(entitlements.flatMap((one) => one.missing)).filter(
    (key) => open.catalogue.facts.get(key.fact)?.question !== undefined,
  );
  const judges = [
    ...new Set(
      entitlements.flatMap((one) =>
        one.criteria.flatMap((criterion) =>
          criterion.answer === 'unknown' && criterion.judgedBy !== undefined ? [criterion.judgedBy[language]] : [],
        ),
      ),
    ),
  ];
  return html`<li class="okno-card okno-card--unknown">
    <h3 class="govuk-heading-s">${service.name[language]}</h3>
    ${judges.length === 0 ? nothing : html`<p class="govuk-body">${say(language, 'judgedBy', { who: judges.join(', ') })}</p>`}
    ${
      missing.length === 0
        ? nothing
        : html`<p class="govuk-body okno-quiet">${say(language, 'wouldTell')}</p>
            <ul class="govuk-list govuk-list--bullet">
              ${missing.slice(0, 4).map((key) => html`<li><a class="govuk-link" href="${questionPath(language, key, 'result')}">${keyText(language, open.catalogue, open.stored, key)}</a></li>`)}
            </ul>
            ${missing.length > 4 ? html`<p class="govuk-body okno-quiet">${say(language, 'andMore', { questions: counted(language, missing.length - 4, say(language, 'questionForms')) })}</p>` : nothing}`
    }
    ${details({ summary: summaryAbout(say(language, 'whyUnknown'), service.name[language]), body: join(entitlements.map((one) => criteriaList(language, open, service, one, entitlements.length > 1))) })}
  </li>`;
}

export function questionPath(language: Language, key: FactKey, then: 'result' | 'answers' | 'question'): string {
  const query = new URLSearchParams({ fact: key.fact, subject: key.subject, then });
  return pathIn(language, `/situation/question?${query.toString()}`);
}

function distinct(keys: readonly FactKey[]): readonly FactKey[] {
  return [...new Map(keys.map((key) => [`${key.fact}@${key.subject}`, key])).values()];
}

function summaryAbout(text: string, about: string): Html {
  return html`${text}<span class="govuk-visually-hidden">: ${about}</span>`;
}

const signs = { yes: '✓', no: '✕', unknown: '?' } as const;

function criteriaList(
  language: Language,
  open: Open,
  service: Service,
  entitlement: Entitlement,
  named: boolean,
): Html {
  const basis = service.versions[entitlement.version]?.basis ?? [];
  return html`${named ? html`<p class="govuk-body"><strong>${capitalised(whoText(language, open.stored, entitlement.subject))}</strong></p>` : nothing}
    <ul class="okno-criteria">
      ${entitlement.criteria.map(
        (criterion) =>
          html`<li class="okno-criteria__${criterion.answer}">
            <span class="okno-criteria__sign" aria-hidden="true">${signs[criterion.answer]}</span
            ><span class="govuk-visually-hidden">${say(language, `criterion-${criterion.answer}`)}: </span
            >${criterion.text[language]}.
            <span class="okno-article">${criterion.article}</span
            >${sureness(language, criterion.certainty)}${restsOn(language, open, criterion)}
          </li>`,
      )}
    </ul>
    ${basis.length === 0 ? nothing : html`<p class="govuk-body okno-quiet">${say(language, 'basis')} ${basis.map((article) => article.citation).join('; ')}</p>`}`;
}

function restsOn(language: Language, open: Open, criterion: CriterionAnswer): Html {
  if (criterion.facts.length === 0) return nothing;
  return html`<br /><span class="okno-quiet"
      >${say(language, 'youTold')}
      ${criterion.facts.map((fact) => factText(language, open.catalogue, open.stored, fact)).join('; ')}</span
    >`;
}

function sureness(language: Language, certainty: Entitlement['certainty']): Html {
  if (certainty === 'unsure') return html` <span class="okno-unsure">${say(language, 'toBeChecked')}</span>`;
  if (certainty === 'memory' || certainty === 'derived')
    return html` <span class="okno-quiet">${say(language, `certainty-${certainty}`)}</span>`;
  return nothing;
}
