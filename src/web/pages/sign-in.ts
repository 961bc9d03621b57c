import type { Problem } from '#language';
import { may } from '#access';
import type { Realm, SignedIn } from '#access';
import { button } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { pathIn } from '#web/paths.ts';
import { homeOf } from '#web/signed-in.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

/** Two doors: residents and officers are vouched for by different providers. */
export function signInPage(screen: Screen, realms: readonly Realm[], to: string | undefined): Html {
  const { language } = screen;
  const door = (realm: Realm): string =>
    pathIn(language, `/sign-in/${realm}${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`);
  const doors = [
    ['residents', 'signInResidents', 'signInResidentsHint'],
    ['officers', 'signInOfficers', 'signInOfficersHint'],
  ] as const satisfies readonly (readonly [Realm, Word, Word])[];
  const body = html`<h1 class="govuk-heading-l">${say(language, 'signInTitle')}</h1>
    <p class="govuk-body">${say(language, realms.length === 0 ? 'signInNone' : 'signInLead')}</p>
    ${doors
      .filter(([realm]) => realms.includes(realm))
      .map(
        ([realm, name, hint]) =>
          html`<section class="okno-section">
            ${button({ text: say(language, name), href: door(realm), look: realm === 'residents' ? 'main' : 'secondary' })}
            <p class="govuk-body okno-quiet">${say(language, hint)}</p>
          </section>`,
      )}`;
  return layout(screen, { title: say(language, 'signInTitle'), body, back: '/' });
}

export function signInFailedPage(screen: Screen, problem: Problem | 'signInLost' | 'signInTooOften'): Html {
  const { language } = screen;
  const isWord = typeof problem === 'string';
  const body = html`<h1 class="govuk-heading-l">${say(language, 'signInFailedTitle')}</h1>
    <p class="govuk-body">${isWord ? say(language, problem) : problem.message[language]}</p>
    ${isWord || problem.remedy === undefined ? nothing : html`<p class="govuk-body">${problem.remedy[language]}</p>`}
    ${button({ text: say(language, 'signInAgain'), href: pathIn(language, '/sign-in') })}`;
  return layout(screen, { title: say(language, 'signInFailedTitle'), body });
}

/** Sent after the session ended: nothing was done, and nothing that was typed is lost. */
export function sessionOverPage(screen: Screen, typed: readonly string[]): Html {
  const { language } = screen;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'sessionOverTitle')}</h1>
    <p class="govuk-body">${say(language, 'sessionOverLead')}</p>
    ${
      typed.length === 0
        ? nothing
        : html`<p class="govuk-body">${say(language, 'sessionOverTyped')}</p>
            ${typed.map((text) => html`<div class="govuk-inset-text okno-typed">${text}</div>`)}`
    }
    ${button({ text: say(language, 'signInAgain'), href: pathIn(language, '/sign-in') })}`;
  return layout(screen, { title: say(language, 'sessionOverTitle'), body });
}

/** In danger of somebody's life nobody waits for an invitation: a reason is given, and the person and an auditor read it. */
function emergencyWay({ language, path }: Screen, who: SignedIn): Html {
  const [, number] = /^\/case\/(\d{4}-\d{6,12})(?:$|[/?])/u.exec(path) ?? [];
  if (number === undefined || !may(who, 'case.break-glass', { person: '', lead: '', agencies: [] }).allowed)
    return nothing;
  return html`<p class="govuk-body">
    <a class="govuk-link" href="${pathIn(language, `/case/${number}/emergency`)}">${say(language, 'emergencyWay')}</a>
  </p>`;
}

/** Why nothing is shown, and what to do. The same whether the case is somebody else's or there is none. */
export function deniedPage(screen: Screen, why: 'deniedLead' | 'deniedRole', who: SignedIn): Html {
  const { language } = screen;
  const body = html`<h1 class="govuk-heading-l">${say(language, 'deniedTitle')}</h1>
    <p class="govuk-body">${say(language, why)}</p>
    <p class="govuk-body">${say(language, who.actor.kind === 'officer' ? 'deniedOfficer' : 'deniedResident')}</p>
    ${button({ text: say(language, 'deniedBack'), href: pathIn(language, homeOf(who)) })} ${emergencyWay(screen, who)}`;
  return layout(screen, { title: say(language, 'deniedTitle'), body });
}
