import { amountSteps } from '#assessment';
import type { AmountStep, Entitlement, FactKey } from '#assessment';
import { urgencies } from '#catalogue';
import type { Service, Term } from '#catalogue';
import { remediesAgainst } from '#desk';
import type { Language } from '#language';
import type { Open } from '#web/pages/open.ts';
import { pathIn } from '#web/paths.ts';
import { household, sameKey } from '#web/stored.ts';
import { say } from '#web/words.ts';
import { keyText, whoText } from './fact-words.ts';
import { capitalised, counted, dayText, money, number } from './format.ts';
import { type Html, html, join, nothing } from './html.ts';
import { unlockLossLine } from './interplay.ts';
import { details, toBeChecked } from './notices.ts';
import { remediesList } from './remedies.ts';
import { articleText, criteriaList, restsOn, summaryAbout } from './criteria.ts';

export type Answered = { readonly service: Service; readonly entitlements: readonly Entitlement[] };

/**
 * Entitlements of one answer, those of one service together: two children are two lines of one card. What meets a need
 * of now comes first.
 */
export function byService(open: Open, answer: Entitlement['answer']): readonly Answered[] {
  const groups = new Map<string, Entitlement[]>();
  for (const entitlement of open.assessment.entitlements) {
    if (entitlement.answer !== answer) continue;
    const group = groups.get(entitlement.service);
    if (group === undefined) groups.set(entitlement.service, [entitlement]);
    else group.push(entitlement);
  }
  const urgency = new Map(open.assessment.needs.map((need) => [need.need, urgencies.indexOf(need.urgency)]));
  const rank = ({ service }: Answered): number =>
    Math.min(urgencies.length, ...service.covers.map((need) => urgency.get(need) ?? urgencies.length));
  return [...groups]
    .flatMap(([id, entitlements]) => {
      const service = open.catalogue.services.get(id);
      return service === undefined ? [] : [{ service, entitlements }];
    })
    .toSorted((one, another) => rank(one) - rank(another));
}

/** A service one has a right to: how much, how long to wait, and folded away the rule behind every word. */
export function yesCard(language: Language, open: Open, answered: Answered): Html {
  const { service, entitlements } = answered;
  const isUnsure = entitlements.some((one) => one.certainty === 'unsure');
  return html`<li class="okno-card">
    <h3 class="govuk-heading-s">${service.name[language]}</h3>
    ${entitlements.map((one) => transitionLine(language, open, one))}
    ${entitlements.map((one) => amountLine(language, open, service, one))}
    <p class="govuk-body">${service.summary[language]}</p>
    ${isUnsure ? html`<p class="govuk-body">${toBeChecked(language)}</p>` : nothing}
    ${details({ summary: summaryAbout(say(language, 'whyYes'), service.name[language]), body: join(entitlements.map((one) => html`${criteriaList(language, open, service, one, entitlements.length > 1)}${countedFrom(language, open, one)}`)) })}
  </li>`;
}

/** Which version of the law decides and why, where it is not the one of the day. */
function transitionLine(language: Language, open: Open, { service, version, transition }: Entitlement): Html {
  if (transition === undefined) return nothing;
  const from = open.catalogue.services.get(service)?.versions[version]?.from ?? '';
  const mark = transition.certainty === 'unsure' ? html` ${toBeChecked(language)}` : nothing;
  return html`<p class="govuk-body">
    ${say(language, 'byVersion', { day: dayText(language, from) })}: ${transition.text[language]}.
    ${articleText(transition.article)}${mark}
  </p>`;
}

/** What the amount was counted from, in the words and acts of the packs: a caseworker checks each. */
function countedFrom(language: Language, open: Open, entitlement: Entitlement): Html {
  if (entitlement.amount === undefined) return nothing;
  const steps = amountSteps(open.catalogue, open.told, entitlement);
  if (steps.length === 0) return nothing;
  const rules = pathIn(language, `/packs/${entitlement.service}`);
  return html`<p class="govuk-body okno-quiet">${say(language, 'countedFrom')}</p>
    <ul class="govuk-list govuk-list--bullet okno-quiet">
      ${steps.map(({ name, value, source, row }) => html`<li>${row === undefined ? name[language] : html`<a class="govuk-link" href="${rules}">${capitalised(name[language])}</a>`}: ${stepValue(language, value)}${source === undefined ? nothing : html` <span class="okno-article" lang="ru">(${source})</span>`}</li>`)}
    </ul>`;
}

function stepValue(language: Language, value: AmountStep['value']): string {
  if (typeof value === 'number') return number(language, value);
  if (typeof value === 'boolean') return say(language, value ? 'yes' : 'no');
  const text = typeof value === 'string' ? value : '';
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) ? dayText(language, text) : text;
}

function amountLine(language: Language, open: Open, service: Service, entitlement: Entitlement): Html {
  const version = service.versions[entitlement.version];
  const { amount } = entitlement;
  const sum =
    amount === undefined
      ? nothing
      : html`<strong>${money(language, amount.value, amount.currency)} ${say(language, `per-${amount.per}`)}</strong
          ><br />`;
  const isOfPerson = service.subject.each === 'person' && entitlement.subject !== household;
  const rest = [
    isOfPerson ? say(language, 'forWhom', { who: whoText(language, open.stored, entitlement.subject) }) : '',
    version?.amount?.text?.[language] ?? '',
    version?.to === undefined ? '' : say(language, 'untilLine', { day: dayText(language, version.to) }),
    termText(language, version?.term),
  ]
    .filter((part) => part !== '')
    .map((part) => capitalised(part.replace(/\.$/u, '')))
    .join('. ');
  if (amount === undefined && rest === '') return nothing;
  // The mark of the term stands right behind it: it comes last.
  const mark = version?.term?.certainty === 'unsure' ? html` ${toBeChecked(language)}` : nothing;
  return html`<p class="govuk-body okno-amount">${sum}<span class="okno-quiet">${rest}</span>${mark}</p>`;
}

function termText(language: Language, term: Term | undefined): string {
  if (term === undefined) return '';
  const forms = say(language, term.unit === 'working' ? 'workingDayForms' : 'calendarDayForms');
  return say(language, 'termLine', { days: counted(language, term.days, forms) });
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
  ${failed.map((criterion) => html`<p class="govuk-body">${whose}${say(language, 'notMet')} ${criterion.text[language]}. ${articleText(criterion.article)}${restsOn(language, open, criterion)}</p>`)}
  ${unlocks.length === 0 ? nothing : html`<p class="govuk-body okno-unlock">${say(language, 'unlockedBy')} ${unlocks.join('; ')}</p>`}${unlockLossLine(language, open, entitlement)}
  ${remediesDetails(language, open, service, entitlement)}`;
}

/** To whom and by when one may object to the refusal, folded away. */
function remediesDetails(language: Language, open: Open, service: Service, entitlement: Entitlement): Html {
  const remedies = remediesAgainst(open.catalogue, entitlement);
  if (remedies.length === 0) return nothing;
  return details({
    summary: summaryAbout(say(language, 'objection'), service.name[language]),
    body: remediesList(language, open.catalogue, remedies),
  });
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
              ${missing.slice(0, 4).map((key) => html`<li><a class="govuk-link" href="${questionPath(language, key, 'result')}">${keyText(language, open.catalogue, open.stored, key)}</a>${askedOfText(language, open, key)}</li>`)}
            </ul>
            ${missing.length > 4 ? html`<p class="govuk-body okno-quiet">${say(language, 'andMore', { questions: counted(language, missing.length - 4, say(language, 'questionForms')) })}</p>` : nothing}`
    }
    ${details({ summary: summaryAbout(say(language, 'whyUnknown'), service.name[language]), body: join(entitlements.map((one) => criteriaList(language, open, service, one, entitlements.length > 1))) })}
  </li>`;
}

/** Who will be asked for a fact instead of the person. */
function askedOfText(language: Language, open: Open, key: FactKey): Html {
  const inquiry = open.assessment.interview.inquiries.find(
    ({ ground, facts }) => ground === 'consent' && facts.some((one) => sameKey(one, key)),
  );
  if (inquiry === undefined) return nothing;
  const agency = open.catalogue.agencies.get(inquiry.agency)?.shortName[language] ?? inquiry.agency;
  return html` <span class="okno-quiet">(${say(language, 'askedOf', { agency })})</span>`;
}

export function questionPath(language: Language, key: FactKey, then: 'result' | 'answers' | 'question'): string {
  const query = new URLSearchParams({ fact: key.fact, subject: key.subject, then });
  return pathIn(language, `/situation/question?${query.toString()}`);
}

function distinct(keys: readonly FactKey[]): readonly FactKey[] {
  return [...new Map(keys.map((key) => [`${key.fact}@${key.subject}`, key])).values()];
}
