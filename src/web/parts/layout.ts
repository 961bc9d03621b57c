import type { SignedIn } from '#access';
import type { Language } from '#language';
import { other, pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';
import { account } from './account.ts';
import { type Html, html, nothing } from './html.ts';
import { macro } from './macro.ts';
import { backLink, exitThisPage } from './notices.ts';

/** What every page knows of the request it answers. */
export type Screen = {
  readonly language: Language;
  /** Path and query without the language prefix; the language switch keeps it. */
  readonly path: string;
  readonly assets: { readonly style: string; readonly script: string; readonly icon: string };
  /** A situation is open on this device: its pages and the ways out of it are offered. */
  readonly open: boolean;
  /** Who is signed in, on the pages that need it. */
  readonly who?: SignedIn;
  /** Whom a helper acts for on this page, by name. */
  readonly onBehalfOf?: string;
};

export type Page = {
  readonly title: string;
  readonly body: Html;
  readonly back?: string;
  /** There is something wrong on the page: the browser's title says so first. */
  readonly error?: boolean;
  /** Danger is told or asked about: the way out stays in sight. */
  readonly danger?: boolean;
  readonly wide?: boolean;
};

export function layout(screen: Screen, page: Page): Html {
  const { language } = screen;
  const errorMark = page.error === true ? `${say(language, 'error')}: ` : '';
  return html`<!doctype html>
    <html lang="${language}" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>${errorMark}${page.title} — ${say(language, 'okno')}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#0b4f6c" />
        <meta name="color-scheme" content="light" />
        <link rel="icon" href="${screen.assets.icon}" type="image/svg+xml" />
        <link rel="stylesheet" href="${screen.assets.style}" />
        <script type="module" src="${screen.assets.script}"></script>
      </head>
      <body class="govuk-template__body">
        ${macro('govuk/components/skip-link', 'govukSkipLink', { text: say(language, 'skipLink'), href: '#main-content' })}
        ${header(screen, page)} ${screen.who === undefined ? nothing : account(screen, screen.who)} ${onBehalf(screen)}
        <div class="govuk-width-container">
          ${page.back === undefined ? nothing : backLink(language, pathIn(language, page.back))}
          <main class="govuk-main-wrapper okno-main" id="main-content" tabindex="-1">
            <div class="${page.wide === true ? 'okno-wide' : 'okno-column'}">${page.body}</div>
          </main>
        </div>
        ${footer(screen)}
      </body>
    </html>`;
}

function header(screen: Screen, page: Page): Html {
  const { language } = screen;
  const isWayOut = screen.open || screen.who?.actor.kind === 'person';
  const classes = [
    'okno-header',
    ...(isWayOut ? ['okno-header--open'] : []),
    ...(screen.open && page.danger === true ? ['okno-header--danger'] : []),
  ];
  return html`<header class="${classes.join(' ')}">
    <div class="govuk-width-container okno-header__row">
      <a class="okno-logo" href="${pathIn(language, '/')}">${mark()}<span>${say(language, 'okno')}</span></a>
      ${languageSwitch(screen)}
      ${isWayOut ? html`<div class="okno-exit">${exitThisPage(language, '/leave')}</div>` : nothing}
    </div>
  </header>`;
}

function onBehalf({ language, onBehalfOf }: Screen): Html {
  if (onBehalfOf === undefined) return nothing;
  return html`<div class="okno-behalf" role="note">
    <div class="govuk-width-container">${say(language, 'onBehalfOf', { name: onBehalfOf })}</div>
  </div>`;
}

function languageSwitch(screen: Screen): Html {
  const names = { ru: 'Русский', en: 'English' } as const;
  const language = screen.language;
  return macro('govuk/components/language-navigation', 'govukLanguageNavigation', {
    ariaLabel: say(language, 'languageSwitch'),
    items: (['ru', 'en'] as const).map((item) =>
      item === language
        ? { text: names[item], lang: item, current: true }
        : { text: names[item], lang: item, href: pathIn(other(language), screen.path) },
    ),
  });
}

function footer(screen: Screen): Html {
  const { language } = screen;
  return html`<footer class="okno-footer">
    <div class="govuk-width-container">
      <p class="okno-footer__urgent">
        ${say(language, 'urgentLine')} <a class="govuk-link" href="tel:112">112</a>
        <a class="govuk-link" href="tel:103">103 ${say(language, 'ambulance')}</a>
      </p>
      ${
        screen.open
          ? html`<ul class="okno-footer__links">
              <li>
                <a class="govuk-link" href="${pathIn(language, '/situation/answers')}">${say(language, 'myAnswers')}</a>
              </li>
              <li>
                <a class="govuk-link" href="${pathIn(language, '/situation/save')}">${say(language, 'saveTitle')}</a>
              </li>
              <li>
                <a class="govuk-link" href="${pathIn(language, '/situation/forget')}">${say(language, 'finishHere')}</a>
              </li>
            </ul>`
          : nothing
      }
      <p class="okno-footer__small">
        ${say(language, 'footerNote')}
        <a class="govuk-link" href="${pathIn(language, '/packs')}">${say(language, 'packsTitle')}</a>
        ${screen.who === undefined ? html`<a class="govuk-link" href="${pathIn(language, '/sign-in')}">${say(language, 'signInTitle')}</a>` : nothing}
      </p>
    </div>
  </footer>`;
}

function mark(): Html {
  return html`<svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
    <rect x="3" y="2" width="22" height="24" rx="2" fill="none" stroke="currentColor" stroke-width="3" />
    <path d="M14 2v24M3 13h22" stroke="currentColor" stroke-width="3" fill="none" />
  </svg>`;
}
