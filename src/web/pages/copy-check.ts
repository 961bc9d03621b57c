import type { Checked } from '#copies';
import { agencyName, certified, copyText } from '#web/parts/copy-sheet.ts';
import type { CopyAround } from '#web/parts/copy-sheet.ts';
import { button, input } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { momentText } from '#web/parts/moments.ts';
import { errorSummary, panel, paragraph, warningText } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

/** For whoever was handed a paper: the code on it is asked. */
export function copyCheckPage(screen: Screen, typed: string, fault?: string): Html {
  const { language } = screen;
  const error = fault === undefined ? {} : { error: fault };
  const body = html`${fault === undefined ? nothing : errorSummary(language, [{ field: 'code', text: fault }])}
    <h1 class="govuk-heading-l">${say(language, 'copyCheckTitle')}</h1>
    <p class="govuk-body">${say(language, 'copyCheckLead')}</p>
    <form method="post" action="${pathIn(language, '/copy')}" novalidate>
      ${input({ language, name: 'code', label: say(language, 'copyCodeLabel'), hint: say(language, 'copyCodeHint', { example: 'K7M2-P9QR-4T6V-08XC' }), value: typed, width: 20, attributes: { 'data-from-address': '' }, ...error })}
      ${button({ text: say(language, 'copyCheckButton') })}
    </form>
    <p class="govuk-body okno-quiet">${say(language, 'copyCheckPrivacy')}</p>`;
  return layout(screen, { title: say(language, 'copyCheckTitle'), body, error: fault !== undefined });
}

/** What the paper says, to be compared with it; of a copy that was revoked only that it was. */
export function copyCheckedPage(screen: Screen, around: CopyAround, { copy, isSigned }: Checked): Html {
  const { language } = screen;
  const { revoked } = copy;
  const another = html`<p class="govuk-body">
    <a class="govuk-link" href="${pathIn(language, '/copy')}">${say(language, 'copyCheckAnother')}</a>
  </p>`;
  if (revoked !== undefined) {
    const title = say(language, 'copyIsRevoked', { number: copy.number });
    const text = say(language, 'copyIsRevokedText', {
      agency: agencyName(around.catalogue, language, copy.by.agency),
      at: momentText(language, around.timeZone, revoked.at),
      because: say(language, `copy-${revoked.because}`),
    });
    const body = html`<h1 class="govuk-heading-l">${title}</h1>
      ${warningText(language, text)} ${another}`;
    return layout(screen, { title, body, error: true });
  }
  const title = isSigned ? say(language, 'copyIsTrue') : say(language, 'copyTitle', { number: copy.number });
  const body = html`${
      isSigned
        ? panel({ title, body: html`${say(language, 'copyTitle', { number: copy.number })}` })
        : html`<h1 class="govuk-heading-l">${title}</h1>
            ${warningText(language, say(language, 'copySignatureGone'))}`
    }
    ${paragraph(say(language, 'copyIsTrueText'))}
    <div class="okno-copy">${copyText(language, around, copy.text)} ${certified(language, around, copy)}</div>
    ${another}`;
  return layout(screen, { title, body });
}
