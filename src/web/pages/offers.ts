import { versionOn } from '#catalogue';
import type { Catalogue, Criterion, ProactiveRule } from '#catalogue';
import type { Language, Problem } from '#language';
import { reasonsLeftOut } from '#offers';
import type { Batch, LeftOut, Offer } from '#offers';
import { counted, dayText, money, number } from '#web/parts/format.ts';
import { button } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout } from '#web/parts/layout.ts';
import type { Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { problemText, details, notice, tag, toBeChecked } from '#web/parts/notices.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

type Around = { readonly catalogue: Catalogue; readonly timeZone: string };

const leftOutWords = {
  died: 'offersDied',
  received: 'offersReceivedAlready',
  lately: 'offersOfferedLately',
  'no-consent': 'offersNoConsent',
} as const satisfies Readonly<Record<LeftOut, Word>>;

/** Batches of offers, for the methodologist. */
export function offersPage(
  screen: Screen,
  { catalogue, timeZone }: Around,
  told: { readonly batches: readonly Batch[]; readonly key: string; readonly problems: readonly Problem[] },
): Html {
  const { language } = screen;
  const { batches, key, problems } = told;
  const body = html`${problems.length === 0 ? nothing : notice({ language, body: html`${problems.map((one) => problemText(language, one))}` })}
    <h1 class="govuk-heading-l">${say(language, 'offersTitle')}</h1>
    <p class="govuk-body">${say(language, 'offersLead')}</p>
    <h2 class="govuk-heading-m">${say(language, 'offersMake')}</h2>
    ${[...catalogue.proactive.values()].map((rule) => ruleToMake(language, catalogue, rule, key))}
    <h2 class="govuk-heading-m">${say(language, 'offersBatches')}</h2>
    ${
      batches.length === 0
        ? html`<p class="govuk-body">${say(language, 'offersNone')}</p>`
        : table({
            label: say(language, 'offersBatches'),
            columns: (['offersRule', 'offersMade', 'offersCount', 'offersState'] as const).map((word) =>
              say(language, word),
            ),
            rows: batches.map((batch) => ({
              name: html`<a class="govuk-link" href="${pathIn(language, `/offers/${batch.id}`)}"
                >${ruleName(language, catalogue, batch)} (${batch.id})</a
              >`,
              cells: [
                html`${momentText(language, timeZone, batch.madeAt)}`,
                html`${number(language, batch.counts.offered)}`,
                stateOf(language, timeZone, batch),
              ],
            })),
          })
    }`;
  return layout(screen, { title: say(language, 'offersTitle'), body, wide: true });
}

/** A rule of proactive service, and the button that screens the population under it. */
function ruleToMake(language: Language, catalogue: Catalogue, rule: ProactiveRule, key: string): Html {
  const services = rule.services.map((id) => catalogue.services.get(id)?.name[language] ?? id);
  return html`<section class="okno-section" aria-label="${rule.name[language]}">
    <h3 class="govuk-heading-s">${rule.name[language]}</h3>
    <p class="govuk-body">${services.join(', ')}.</p>
    ${details({ summary: say(language, 'offersUnder'), body: ruleText(language, rule) })}
    <form method="post" action="${pathIn(language, '/offers/make')}">
      <input type="hidden" name="rule" value="${rule.id}" />
      <input type="hidden" name="key" value="${key}" />
      ${button({ text: say(language, 'offersMakeNow'), look: 'secondary', attributes: { 'aria-label': `${say(language, 'offersMakeNow')}: ${rule.name[language]}` } })}
    </form>
  </section>`;
}

/** One batch: under which rule, who is left out, some of its offers, and the button that lets it go. */
export function offerBatchPage(
  screen: Screen,
  { catalogue, timeZone }: Around,
  told: {
    readonly batch: Batch;
    readonly sample: readonly Offer[];
    readonly services: readonly { readonly service: string; readonly offers: number; readonly roubles: number }[];
    readonly key: string;
    readonly released?: number;
    readonly problem?: Problem;
  },
): Html {
  const { language } = screen;
  const { batch, sample, services, key, released, problem } = told;
  const rule = catalogue.proactive.get(batch.rule);
  const title = ruleName(language, catalogue, batch);
  const nameOf = (service: string): string => catalogue.services.get(service)?.name[language] ?? service;
  const body = html`${
      released === undefined
        ? nothing
        : notice({
            language,
            success: true,
            body: html`<p class="govuk-body">${say(language, 'offersDone', { count: number(language, released) })}</p>`,
          })
    }
    ${problem === undefined ? nothing : notice({ language, body: problemText(language, problem) })}
    <h1 class="govuk-heading-l">
      <span class="govuk-caption-l">${say(language, 'offersBatch', { id: batch.id })}</span> ${title}
    </h1>
    <p class="govuk-body">
      ${say(language, 'offersMadeAt', { at: momentText(language, timeZone, batch.madeAt), day: dayText(language, batch.day) })}
      ${stateOf(language, timeZone, batch)}
    </p>
    ${rule === undefined ? nothing : ruleText(language, rule)}
    ${
      services.length === 0
        ? nothing
        : html`<h2 class="govuk-heading-m">${say(language, 'offersWhat')}</h2>
            ${table({
              label: say(language, 'offersWhat'),
              columns: (['whatIfService', 'offersCount', 'offersSum'] as const).map((word) => say(language, word)),
              rows: services.map(({ service, offers, roubles }) => ({
                name: html`${nameOf(service)}`,
                cells: [
                  html`${number(language, offers)}`,
                  html`${roubles === 0 ? '—' : sumText(language, catalogue, batch.day, service, roubles)}`,
                ],
              })),
            })}`
    }
    <h2 class="govuk-heading-m">${say(language, 'offersLeftOut')}</h2>
    ${table({
      label: say(language, 'offersLeftOut'),
      columns: [say(language, 'offersReason'), say(language, 'offersPeople')],
      rows: reasonsLeftOut.map((reason) => ({
        name: html`${say(language, leftOutWords[reason])}`,
        cells: [html`${number(language, batch.counts[reason])}`],
      })),
    })}
    ${
      sample.length === 0
        ? nothing
        : html`<h2 class="govuk-heading-m">${say(language, 'offersSample')}</h2>
            <p class="govuk-body">${say(language, 'offersSampleNote')}</p>
            ${table({
              label: say(language, 'offersSample'),
              columns: (['offersPerson', 'whatIfService', 'offersAbout', 'offersAmount'] as const).map((word) =>
                say(language, word),
              ),
              rows: sample.map((offer) => ({
                name: html`${offer.person}`,
                cells: [
                  html`${nameOf(offer.service)}`,
                  html`${offer.subject}`,
                  html`${offer.amount === undefined ? '—' : sumText(language, catalogue, batch.day, offer.service, offer.amount)}`,
                ],
              })),
            })}`
    }
    ${
      batch.releasedAt !== undefined || batch.counts.offered === 0
        ? nothing
        : html`<form method="post" action="${pathIn(language, `/offers/${batch.id}/release`)}">
            <input type="hidden" name="key" value="${key}" />
            ${button({ text: say(language, 'offersRelease', { count: counted(language, batch.counts.offered, say(language, 'offersForms')) }) })}
          </form>`
    }`;
  return layout(screen, { title, body, back: '/offers', wide: true });
}

function ruleText(language: Language, rule: ProactiveRule): Html {
  return html`<p class="govuk-body">
      ${say(language, 'offersBasis', { basis: rule.basis.citation })}
      ${rule.basis.certainty === 'unsure' || rule.basis.certainty === 'memory' ? toBeChecked(language) : nothing}
    </p>
    <ul class="govuk-list govuk-list--bullet">
      <li>${say(language, rule.consent === 'needed' ? 'offersConsentNeeded' : 'offersConsentNotNeeded')}</li>
      <li>
        ${say(language, 'offersQuiet', { from: rule.quiet.from, to: rule.quiet.to, days: String(rule.notAgainDays) })}
      </li>
      <li>${say(language, rule.channel === 'mail' ? 'offersChannelMail' : 'offersChannelCabinet')}</li>
    </ul>`;
}

function ruleName(language: Language, catalogue: Catalogue, { rule }: Batch): string {
  return catalogue.proactive.get(rule)?.name[language] ?? rule;
}

function stateOf(language: Language, timeZone: string, { releasedAt }: Batch): Html {
  return releasedAt === undefined
    ? tag(say(language, 'offersHeld'), 'yellow')
    : tag(say(language, 'offersReleased', { at: momentText(language, timeZone, releasedAt) }), 'green');
}

/** Roubles a month, a year or once, as the version in force on a day says. */
function sumText(language: Language, catalogue: Catalogue, day: string, service: string, roubles: number): string {
  const of = catalogue.services.get(service);
  const per = of === undefined ? undefined : versionOn(of, day)?.version.amount?.per;
  const often = per === 'month' ? 'offersAMonth' : per === 'year' ? 'offersAYear' : undefined;
  const sum = money(language, roubles);
  return often === undefined ? sum : `${sum} ${say(language, often)}`;
}

/** What a resident is offered: what, how much, because of what; to accept or to decline. */
export function myOffersPage(
  screen: Screen,
  catalogue: Catalogue,
  today: string,
  told: { readonly offers: readonly Offer[]; readonly keys: readonly string[]; readonly problem?: Problem },
): Html {
  const { language } = screen;
  const { offers, keys, problem } = told;
  const body = html`${problem === undefined ? nothing : notice({ language, body: problemText(language, problem) })}
    <h1 class="govuk-heading-l">${say(language, 'myOffersTitle')}</h1>
    ${
      offers.length === 0
        ? html`<p class="govuk-body">${say(language, 'myOffersNone')}</p>`
        : html`<p class="govuk-body">${say(language, 'myOffersLead')}</p>
            ${offers.map((offer, index) => myOffer(screen, catalogue, today, offer, keys[index] ?? ''))}`
    }`;
  return layout(screen, { title: say(language, 'myOffersTitle'), body, back: '/my' });
}

function myOffer(screen: Screen, catalogue: Catalogue, today: string, offer: Offer, key: string): Html {
  const { language } = screen;
  const service = catalogue.services.get(offer.service);
  const version = service === undefined ? undefined : versionOn(service, today)?.version;
  const name = service?.name[language] ?? offer.service;
  const sum = offer.amount === undefined ? undefined : sumText(language, catalogue, today, offer.service, offer.amount);
  const marks = Object.entries({ key, batch: offer.batch, service: offer.service, subject: offer.subject }).map(
    ([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`,
  );
  return html`<section class="okno-section" aria-label="${name}">
    <h2 class="govuk-heading-m">${name}</h2>
    <p class="govuk-body">
      ${service?.summary[language] ?? ''}
      ${offer.subject === offer.person ? nothing : html`${say(language, 'myOffersFor')}.`}
    </p>
    ${sum === undefined ? nothing : html`<p class="govuk-body govuk-!-font-weight-bold">${sum}</p>`}
    <h3 class="govuk-heading-s">${say(language, 'myOffersBecause')}</h3>
    ${becauseOf(language, version?.criteria ?? [], offer.criterion)}
    ${
      offer.answer === undefined
        ? html`<form method="post" action="${pathIn(language, '/my/offers')}">
            ${marks}
            <div class="govuk-button-group">
              ${button({ text: say(language, 'myOffersAccept'), name: 'answer', value: 'accepted' })}
              ${button({ text: say(language, 'myOffersDecline'), name: 'answer', value: 'declined', look: 'secondary' })}
            </div>
          </form>`
        : html`<p class="govuk-body">
              ${tag(say(language, offer.answer === 'accepted' ? 'myOffersAccepted' : 'myOffersDeclined'), offer.answer === 'accepted' ? 'green' : 'grey')}
            </p>
            ${offer.answer === 'accepted' ? nextOf(screen, service?.howTo[language] ?? '', marks) : nothing}`
    }
  </section>`;
}

/**
 * After accepting: the application begins here, and the way without Okno stands beside it. Whose the situation is that is open
 * on a device others use too, only she can say.
 */
function nextOf({ language, open }: Screen, howTo: string, marks: readonly Html[]): Html {
  return html`<p class="govuk-body">${say(language, 'myOffersBeginLead')}</p>
    <form method="post" action="${pathIn(language, '/my/offers/begin')}">
      ${marks}
      <div class="govuk-button-group">
        ${button({ text: say(language, 'myOffersBegin') })}
        ${open ? button({ text: say(language, 'myOffersBeginOpen'), name: 'into', value: 'open', look: 'secondary' }) : nothing}
      </div>
    </form>
    ${
      open
        ? html`<p class="govuk-body">
            ${say(language, 'myOffersOpenStays')}
            <a class="govuk-link" href="${pathIn(language, '/situation/save')}">${say(language, 'myOffersOpenCode')}</a>
          </p>`
        : nothing
    }
    <p class="govuk-body okno-quiet">${say(language, 'myOffersNext')}: ${howTo}</p>`;
}

/** The condition that says most stands by itself, the others are folded away; where none says most, all stand. */
function becauseOf(language: Language, criteria: readonly Criterion[], most: string | undefined): Html {
  const main = criteria.find(({ id }) => id === most);
  const list = (some: readonly Criterion[]): Html =>
    html`<ul class="govuk-list govuk-list--bullet">
      ${some.map(({ text }) => html`<li>${text[language]}</li>`)}
    </ul>`;
  if (main === undefined) return list(criteria);
  const others = criteria.filter((one) => one !== main);
  return html`<p class="govuk-body">${main.text[language]}</p>
    ${others.length === 0 ? nothing : details({ summary: html`${say(language, 'myOffersOthers')}`, body: list(others) })}`;
}
