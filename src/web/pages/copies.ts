import { revokedBecause } from '#copies';
import type { CertifiedCopy, CopyLine, CopyText } from '#copies';
import { certified, certifierText, codeText, copyText } from '#web/parts/copy-sheet.ts';
import type { CopyAround } from '#web/parts/copy-sheet.ts';
import { button, input, radios } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { details, errorSummary, inset, notice, tag, warningText } from '#web/parts/notices.ts';
import { qrCode } from '#web/parts/qr.ts';
import { table } from '#web/parts/table.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type CopiesView = {
  readonly lines: readonly CopyLine[];
  /** Where the next page begins. */
  readonly older?: string;
  readonly mayIssue: boolean;
  readonly typed: string;
  readonly fault?: string;
};

/** The register of copies an agency has issued, and the way to make one. */
export function copiesPage(screen: Screen, around: CopyAround, view: CopiesView): Html {
  const { language } = screen;
  const { lines, older, mayIssue, typed, fault } = view;
  const error = fault === undefined ? {} : { error: fault };
  const body = html`${fault === undefined ? nothing : errorSummary(language, [{ field: 'inquiry', text: fault }])}
    <h1 class="govuk-heading-l">${say(language, 'copiesTitle')}</h1>
    <p class="govuk-body">${say(language, 'copiesLead')}</p>
    ${
      mayIssue
        ? html`<form method="get" action="${pathIn(language, '/copies/make')}" novalidate>
            ${input({ language, name: 'inquiry', label: say(language, 'copyInquiryLabel'), hint: say(language, 'copyInquiryHint'), value: typed, ...error })}
            ${button({ text: say(language, 'copyMake') })}
          </form>`
        : nothing
    }
    ${
      lines.length === 0
        ? html`<p class="govuk-body">${say(language, 'copiesNone')}</p>`
        : table({
            label: say(language, 'copiesTitle'),
            columns: (['copyNumber', 'copyIssued', 'copyBy', 'copySource', 'copyState'] as const).map((word) =>
              say(language, word),
            ),
            rows: lines.map((line) => ({
              name: html`<a class="govuk-link" href="${pathIn(language, `/copies/${line.number}`)}"
                ><span class="okno-nowrap">${line.number}</span></a
              >`,
              cells: [
                html`${momentText(language, around.timeZone, line.at)}`,
                html`${certifierText(language, around.catalogue, line.by)}`,
                html`${around.catalogue.agencies.get(line.of)?.shortName[language] ?? line.of}`,
                stateTag(screen, around, line),
              ],
            })),
          })
    }
    ${older === undefined ? nothing : html`<p class="govuk-body"><a class="govuk-link" href="${pathIn(language, `/copies?before=${encodeURIComponent(older)}`)}">${say(language, 'copiesOlder')}</a></p>`}`;
  return layout(screen, { title: say(language, 'copiesTitle'), body, wide: true, error: fault !== undefined });
}

function stateTag({ language }: Screen, { timeZone }: CopyAround, { revoked }: Pick<CertifiedCopy, 'revoked'>): Html {
  return revoked === undefined
    ? tag(say(language, 'copyValid'), 'green')
    : html`${tag(say(language, 'copyRevokedTag'), 'orange')} ${momentText(language, timeZone, revoked.at)}`;
}

/** Before a copy is certified: what the paper will say, or why there can be none. */
export function makeCopyPage(
  screen: Screen,
  around: CopyAround,
  view: { readonly inquiry: string; readonly key: string; readonly text?: CopyText; readonly refusal?: string },
): Html {
  const { language } = screen;
  const { inquiry, key, text, refusal } = view;
  const title = say(language, refusal === undefined ? 'copyFormTitle' : 'copyCannot');
  const body = html`<h1 class="govuk-heading-l">${title}</h1>
    ${refusal === undefined ? nothing : html`<p class="govuk-body">${refusal}</p>`}
    ${
      text === undefined
        ? nothing
        : html`<p class="govuk-body">${say(language, 'copyFormLead')}</p>
            <div class="okno-copy">${copyText(language, around, text)}</div>
            ${inset(html`<p class="govuk-body">${say(language, 'copyUnsureLaw')}</p>`)}
            <p class="govuk-body">${say(language, 'copyFormNext')}</p>
            <form method="post" action="${pathIn(language, '/copies/make')}">
              <input type="hidden" name="inquiry" value="${inquiry}" />
              <input type="hidden" name="key" value="${key}" />
              ${button({ text: say(language, 'copyCertify') })}
            </form>`
    }`;
  return layout(screen, { title, body, back: '/copies' });
}

export type CopyView = {
  readonly copy: CertifiedCopy;
  /** Where whoever holds the paper checks it. */
  readonly address: string;
  readonly key: string;
  readonly mayRevoke: boolean;
  readonly done?: 'issued' | 'revoked';
  readonly fault?: string;
};

/** The copy as it is printed, on one sheet; beside it on the screen the way to revoke it. */
export function copyPage(screen: Screen, around: CopyAround, view: CopyView): Html {
  const { language } = screen;
  const { copy, address, done, fault } = view;
  const title = say(language, 'copyTitle', { number: copy.number });
  const { revoked } = copy;
  const body = html`<div class="okno-screen-only">
      ${fault === undefined ? nothing : errorSummary(language, [{ field: 'because', text: fault }])}
      ${done === undefined ? nothing : notice({ language, success: true, body: html`<p class="govuk-body">${say(language, done === 'issued' ? 'copyIssuedNow' : 'copyRevokedNow')}</p>` })}
    </div>
    <article class="okno-copy">
      <h1 class="govuk-heading-m">${title}</h1>
      ${revoked === undefined ? nothing : warningText(language, say(language, 'copyRevoked', { at: momentText(language, around.timeZone, revoked.at) }))}
      ${copyText(language, around, copy.text)} ${certified(language, around, copy)}
      <p class="okno-copy__sign">
        <span>${say(language, 'copySign')}:</span><span>${say(language, 'copyStamp')}</span>
      </p>
      <div class="okno-copy__check">
        ${qrCode(`${address}#${codeText(copy.code)}`, say(language, 'copyQr'))}
        <div>
          <p class="govuk-body">${say(language, 'copyCheckAt', { address })}</p>
          <p class="okno-copy__code">${codeText(copy.code)}</p>
        </div>
      </div>
    </article>
    ${revoked === undefined && view.mayRevoke ? revokeForm(screen, view) : nothing}`;
  return layout(screen, { title, body, back: '/copies', error: fault !== undefined });
}

function revokeForm({ language }: Screen, { copy, key, fault }: CopyView): Html {
  return html`<div class="okno-screen-only">
    ${details({
      summary: say(language, 'copyRevokeTitle'),
      open: fault !== undefined,
      body: html`<p class="govuk-body">${say(language, 'copyRevokeLead')}</p>
        <form method="post" action="${pathIn(language, `/copies/${copy.number}/revoke`)}" novalidate>
          <input type="hidden" name="key" value="${key}" />
          ${radios({
            language,
            name: 'because',
            label: say(language, 'copyRevokeWhy'),
            items: revokedBecause.map((value) => ({ value, text: say(language, `copy-${value}`) })),
            ...(fault === undefined ? {} : { error: fault }),
          })}
          ${button({ text: say(language, 'copyRevokeButton'), look: 'warning' })}
        </form>`,
    })}
  </div>`;
}
