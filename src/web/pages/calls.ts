import type { CallDue, OutboxLine, UnreadLetter } from '#cases';
import type { Language } from '#language';
import { capitalised, counted, dayText, telephone } from '#web/parts/format.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { dayOfMoment, momentText } from '#web/parts/moments.ts';
import { details, tag } from '#web/parts/notices.ts';
import type { TagColour } from '#web/parts/notices.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

/** Whom to call, what to tell and to ask, and the form that records what came of it. */
export function callsPage(screen: Screen, timeZone: string, calls: readonly CallDue[]): Html {
  const { language } = screen;
  const title = say(language, 'callsTitle');
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    ${
      calls.length === 0
        ? html`<p class="govuk-body">${say(language, 'callsNone')}</p>`
        : html`<p class="govuk-body">${say(language, 'callsLead')}</p>
            ${table({
              label: title,
              columns: [
                ...(['callsWho', 'callsTelephone', 'callsAbout'] as const).map((word) => say(language, word)),
                say(language, 'callsRecord'),
              ],
              rows: calls.map((call) => callRow(language, timeZone, call)),
            })}`
    }`;
  return layout(screen, { title, body, wide: true });
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
        : html`<a class="govuk-link okno-phone" href="${telephone(phone)}">${phone}</a>`,
      html`<ul class="okno-lines">
        ${ask}
        ${letters.map(
          (letter) =>
            html`<li>
              ${letter.subject[language].replace(/^[^:]+: /u, '')}
              <span class="okno-quiet">— ${unreadText(language, timeZone, letter)}</span>
            </li>`,
        )}
      </ul>`,
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
