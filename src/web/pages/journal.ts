import type { Officers, SignedIn } from '#access';
import type { Catalogue } from '#catalogue';
import type { LookAtMe } from '#exchange';
import type { KeptEntry } from '#journal';
import type { Language } from '#language';
import { factNames } from '#web/parts/case-sections.ts';
import { capitalised, number, uncapitalised, withDays } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { details } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';
import { caseWords } from '#web/words/cases.ts';

export type JournalView = {
  readonly catalogue: Catalogue;
  readonly timeZone: string;
  readonly who: SignedIn;
  /** What she calls her helpers, by their numbers. */
  readonly helpers: ReadonlyMap<string, string>;
  readonly officers: Officers;
  readonly entries: readonly LookAtMe[];
  /** Whether her own looks and changes are shown too. */
  readonly own: boolean;
  /** Sequence before which the next page begins. */
  readonly older?: number;
};

/** Who looked at or changed what of hers, when, what for and by which right, in plain words. */
export function journalPage(screen: Screen, view: JournalView): Html {
  const { language } = screen;
  const { entries, own, older } = view;
  const query = (before: number): string => `?before=${before}${own ? '&own=yes' : ''}`;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'journalTitle')}</h1>
    <p class="govuk-body">${say(language, 'journalLead')}</p>
    ${
      entries.length === 0
        ? html`<p class="govuk-body">${say(language, 'journalNone')}</p>`
        : html`<ol class="govuk-list okno-timeline">
            ${entries.map((entry) => html`<li>${entryText(language, view, entry)}</li>`)}
          </ol>`
    }
    ${older === undefined ? nothing : html`<p class="govuk-body"><a class="govuk-link" href="${pathIn(language, `/my/journal${query(older)}`)}">${say(language, 'journalOlder')}</a></p>`}
    ${own ? nothing : html`<p class="govuk-body"><a class="govuk-link" href="${pathIn(language, '/my/journal?own=yes')}">${say(language, 'journalOwn')}</a></p>`}
    <p class="govuk-body okno-quiet">${say(language, 'journalWrong')}</p>`;
  return layout(screen, { title: say(language, 'journalTitle'), body, back: '/my' });
}

function entryText(language: Language, view: JournalView, entry: LookAtMe): Html {
  const { catalogue, timeZone } = view;
  const { at, action, facts, ground, purpose } = entry;
  const what = purposeText(language, purpose);
  const kind = say(language, `ground-${ground.kind}`);
  const basis =
    ground.kind === 'own'
      ? say(language, 'journalGroundAlone', { ground: kind })
      : say(language, 'journalGround', { ground: kind, basis: basisText(language, catalogue, ground.basis) });
  return html`<span class="okno-quiet">${momentText(language, timeZone, at)}</span><br />
    <strong>${capitalised(actorName(language, view, entry))}.</strong> ${say(language, `journal-${action}`)}:
    ${objectText(language, view, entry)}${what === '' ? nothing : html` — ${what}`}<br />
    ${factsText(language, catalogue, facts)}
    <span class="okno-quiet">${basis}</span>
    ${
      entry.inquiry === undefined || action !== 'received'
        ? nothing
        : html`<br /><a class="govuk-link" href="${pathIn(language, `/my/inquiry/${entry.inquiry.id}`)}"
              >${say(language, 'journalAnswer')}<span class="govuk-visually-hidden"
                >: ${momentText(language, timeZone, at)}</span
              ></a
            >`
    }`;
}

/** More than a line of them is folded away: whoever looks for one entry is not to read forty names in each. */
const mostInLine = 6;

function factsText(language: Language, catalogue: Catalogue, facts: readonly string[]): Html {
  if (facts.length === 0) return html`${say(language, 'journalNoFacts')}.`;
  const names = factNames({ catalogue, language }, facts);
  if (facts.length <= mostInLine) return html`${say(language, 'journalFacts', { facts: names })}.`;
  return details({
    summary: say(language, 'journalFactsMany', { count: number(language, facts.length) }),
    body: html`<p class="govuk-body">${names}.</p>`,
  });
}

function objectText(language: Language, { catalogue }: JournalView, { object, inquiry }: LookAtMe): string {
  if (inquiry !== undefined) {
    const name = (agency: string): string => catalogue.agencies.get(agency)?.shortName[language] ?? agency;
    return say(language, 'journalInquiry', { asker: name(inquiry.asker), agency: name(inquiry.agency) });
  }
  if (object.kind === 'contact') return say(language, 'journalContact');
  if (object.kind === 'representative') return say(language, 'journalRepresentativeOf');
  if (object.kind === 'helper') return say(language, 'journalHelperOf');
  if (object.kind === 'notice') return say(language, 'journalNotice');
  if (object.kind === 'directory') return say(language, 'journalDirectory');
  if (object.kind === 'copy') return say(language, 'copyOf', { number: object.id });
  if (object.kind === 'offer') return say(language, 'journalOffer');
  if (object.kind === 'case') return say(language, 'journalWhat', { number: object.id });
  return say(
    language,
    object.kind === 'cases' ? 'journalList' : object.kind === 'journal' ? 'journalThis' : 'journalOther',
  );
}

/** What it was for: a page of the case, or what was done in it. */
function purposeText(language: Language, purpose: string): string {
  const event = Object.keys(caseWords).find((word): word is keyof typeof caseWords => word === `event-${purpose}`);
  const word = purposes[purpose] ?? event;
  return word === undefined ? '' : uncapitalised(say(language, word));
}

/** Kinds of changes that registers tell of. */
const noticeTypes: Readonly<Record<string, Word>> = Object.fromEntries(
  (['birth', 'death', 'job-lost', 'job-started', 'disability', 'address-changed', 'passport-issued'] as const).map(
    (type) => [`notice-${type}`, `notice-${type}`] as const,
  ),
);

const purposes: Readonly<Record<string, Word>> = {
  'case page': 'journalPage',
  'case form': 'journalForm',
  worklist: 'journalWorklist',
  board: 'journalBoard',
  pool: 'journalPool',
  timers: 'journalTimer',
  'timer tried again': 'journalTimerTried',
  'bulk form': 'journalForm',
  'restricted record': 'journalRestricted',
  'emergency look': 'journalEmergency',
  'emergency look justified': 'journalJustified',
  'emergency look not justified': 'journalNotJustified',
  'review of emergency looks': 'journalReview',
  'contact changed': 'journalContactChanged',
  'call list': 'journalCalls',
  'person-called': 'event-person-called',
  'helper named': 'journalHelperNamed',
  'helper ended': 'journalHelperEnded',
  'representative vouched for': 'journalRepresentativeVouched',
  'representative ended': 'journalRepresentativeEnded',
  'own inquiry': 'journalOwnInquiry',
  'inquiry-sent': 'journalInquirySent',
  'inquiry-answered': 'journalInquiryAnswered',
  'inquiry-refused': 'journalInquiryRefused',
  'inquiry-previewed': 'journalInquiryPreviewed',
  'fact-disputed': 'journalDisputed',
  'inquiry-not-allowed': 'journalInquiryNotAllowed',
  'own notices': 'journalNoticeSeen',
  'own registers': 'holdingsTitle',
  'notice declined': 'journalNoticeDeclined',
  'notice agreed': 'journalNoticeAgreed',
  ...noticeTypes,
  'copy form': 'journalCopyForm',
  'copy issued': 'journalCopyIssued',
  'copy revoked': 'journalCopyRevoked',
  'copy checked': 'journalCopyChecked',
  'copy page': 'journalCopyPage',
  'answers of registers': 'journalAnswers',
  'proactive service': 'journalOffered',
  'review of offers': 'journalOfferReview',
  'offer-accepted': 'myOffersAccepted',
  'offer-declined': 'myOffersDeclined',
};

function actorName(
  language: Language,
  { catalogue, who, helpers, officers }: JournalView,
  { actor }: KeptEntry,
): string {
  if (actor.kind === 'okno') return say(language, 'whoOkno');
  if (actor.kind === 'officer') {
    const agency = catalogue.agencies.get(actor.agency)?.shortName[language] ?? actor.agency;
    return say(language, 'journalOfficer', { agency, officer: officers.nameOf(actor.agency, actor.officer) });
  }
  const isSelf = who.actor.kind === 'person' && who.actor.person === actor.person;
  return isSelf
    ? say(language, 'journalYou')
    : say(language, actor.as === undefined ? 'journalHelper' : 'journalRepresentative', {
        id: helpers.get(actor.person) ?? actor.person,
      });
}

/** "family-in-need: 4.1, 4.2" as the name of the agreement with its clauses. */
const basisWords: Readonly<Record<string, Word>> = {
  'own agency': 'basisOwnAgency',
  'takes part in the case': 'basisTakesPart',
  'leads the case': 'basisLeads',
  'named as helper': 'basisHelper',
};

function basisText(language: Language, { agreements }: Catalogue, basis: string): string {
  const word = basisWords[basis];
  if (word !== undefined) return say(language, word);
  const [, id = '', rest = ''] = /^([\w-]+)(?:[:,]\s*(.*))?$/u.exec(basis) ?? [];
  const name = agreements.get(id)?.name[language];
  return name === undefined ? withDays(language, basis) : [name, rest].filter((part) => part !== '').join(', ');
}
