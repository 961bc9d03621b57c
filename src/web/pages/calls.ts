import type { CallDue, InvitationCallDue, OutboxLine, UnreadLetter } from '#cases';
import type { Language } from '#language';
import { capitalised, counted, dayText, telephone } from '#web/parts/format.ts';
import { button } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { dayOfMoment, momentText } from '#web/parts/moments.ts';
import { details, tag } from '#web/parts/notices.ts';
import type { TagColour } from '#web/parts/notices.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

/** Whom to call, what to tell and to ask, and the form that records what came of it; `invited`: for the operators of the centre. */
export function callsPage(
  screen: Screen,
  timeZone: string,
  { calls, invited = [] }: { readonly calls: readonly CallDue[]; readonly invited?: readonly InvitationCallDue[] },
): Html {
  const { language } = screen;
  const title = say(language, 'callsTitle');
  const columns = (['callsWho', 'callsTelephone', 'callsAbout', 'callsRecord'] as const).map((word) =>
    say(language, word),
  );
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    ${
      calls.length === 0
        ? invited.length === 0
          ? html`<p class="govuk-body">${say(language, 'callsNone')}</p>`
          : nothing
        : html`<p class="govuk-body">${say(language, 'callsLead')}</p>
            ${table({ label: title, columns, rows: calls.map((call) => callRow(language, timeZone, call)) })}`
    }
    ${invited.length === 0 ? nothing : invitedPart(language, timeZone, invited)}`;
  return layout(screen, { title, body, wide: true });
}

/** Who was written to before she asked: known by the telephone alone, and told only that there is something to read. */
function invitedPart(language: Language, timeZone: string, invited: readonly InvitationCallDue[]): Html {
  const label = say(language, 'callsInvited');
  return html`<h2 class="govuk-heading-m">${label}</h2>
    <p class="govuk-body">${say(language, 'callsInvitedLead')}</p>
    ${table({
      label,
      columns: (['callsTelephone', 'callsAbout', 'callResult'] as const).map((word) => say(language, word)),
      rows: invited.map(({ person, telephone: phone, letters }) => ({
        name: phoneLink(phone),
        cells: [
          letterList(language, timeZone, letters),
          html`<form method="post" action="${pathIn(language, '/calls')}">
            <input type="hidden" name="person" value="${person}" />
            <div class="govuk-button-group">
              ${(['reached', 'not'] as const).map((result) =>
                button({ text: say(language, `called-${result}`), name: 'result', value: result, look: 'secondary' }),
              )}
            </div>
          </form>`,
        ],
      })),
    })}`;
}

function phoneLink(phone: string): Html {
  return html`<a class="govuk-link okno-phone" href="${telephone(phone)}">${phone}</a>`;
}

function letterList(
  language: Language,
  timeZone: string,
  letters: readonly UnreadLetter[],
  first: Html = nothing,
): Html {
  return html`<ul class="okno-lines">
    ${first}
    ${letters.map(
      (letter) =>
        html`<li>
          ${letter.subject[language].replace(/^[^:]+: /u, '')}
          <span class="okno-quiet">— ${unreadText(language, timeZone, letter)}</span>
        </li>`,
    )}
  </ul>`;
}

function callRow(language: Language, timeZone: string, call: CallDue): Parameters<typeof table>[0]['rows'][number] {
  const { number, name, telephone: phone, letters, asked } = call;
  const path = pathIn(language, `/case/${number}`);
  const who = name ?? capitalised(say(language, 'whoApplicant'));
  const ask =
    asked === undefined
      ? nothing
      : html`<li>
          <strong>${say(language, 'callsAsk', { days: counted(language, asked, say(language, 'boardDays')) })}</strong>
        </li>`;
  return {
    name: html`<strong>${who}</strong><br /><a class="govuk-link okno-nowrap" href="${path}">${number}</a>`,
    cells: [
      phone === undefined
        ? html`<span class="okno-quiet">${say(language, 'callsNoTelephone')}</span>`
        : phoneLink(phone),
      letterList(language, timeZone, letters, ask),
      html`<a class="govuk-link" href="${path}/do/record-call"
        >${say(language, 'do-record-call')}<span class="govuk-visually-hidden">: ${who}, ${number}</span></a
      >`,
    ],
  };
}

function unreadText(language: Language, timeZone: string, { sentAt, fault }: UnreadLetter): string {
  if (sentAt !== undefined) {
    const day = dayText(language, dayOfMoment(timeZone, sentAt.toISOString()));
    return say(language, 'letterUnread', { day });
  }
  return fault === undefined ? say(language, 'letterNotSent') : say(language, 'letterFailed', { fault });
}

/** For development: every letter, readable, with its state. */
export function outboxPage(screen: Screen, timeZone: string, lines: readonly OutboxLine[]): Html {
  const { language } = screen;
  const title = say(language, 'outboxTitle');
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, 'outboxLead')}</p>
    ${
      lines.length === 0
        ? html`<p class="govuk-body">${say(language, 'outboxNone')}</p>`
        : table({
            label: title,
            columns: (['outboxLetter', 'outboxTo', 'outboxWhen', 'outboxState'] as const).map((word) =>
              say(language, word),
            ),
            rows: lines.map((line) => ({
              name: details({
                summary: line.subject[language],
                body: html`<p class="govuk-body okno-said">${line.body[language]}</p>`,
              }),
              cells: [
                html`${line.person}
                ${line.address === null ? nothing : html`<br /><span class="okno-quiet">${line.address}</span>`}`,
                html`${momentText(language, timeZone, line.at.toISOString())}`,
                stateOf(language, timeZone, line),
              ],
            })),
          })
    }`;
  return layout(screen, { title, body, wide: true });
}

/** What became of a letter, when, and after how many tries. */
function stateOf(language: Language, timeZone: string, line: OutboxLine): Html {
  const { tries, fault } = line;
  const [word, colour, moment] = standingOf(line);
  const notes = [
    ...(moment === null ? [] : [momentText(language, timeZone, moment.toISOString())]),
    ...(tries > 0 ? [say(language, 'letterTries', { tries: String(tries) })] : []),
    ...(fault === null ? [] : [fault]),
  ];
  return html`${tag(say(language, word), colour)}
  ${notes.length === 0 ? nothing : html`<br /><span class="okno-quiet">${notes.join('; ')}</span>`}`;
}

function standingOf({ address, tryAt, tries, sentAt, readAt }: OutboxLine): readonly [Word, TagColour, Date | null] {
  if (readAt !== null) return ['letter-read', 'green', readAt];
  if (sentAt !== null) return ['letter-sent', 'blue', sentAt];
  if (address === null) return ['letter-homeless', 'grey', null];
  if (tryAt === null) return ['letter-given-up', 'orange', null];
  return tries > 0 ? ['letter-again', 'orange', tryAt] : ['letter-waiting', 'yellow', null];
}
