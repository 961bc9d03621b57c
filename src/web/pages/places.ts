import type { Catalogue } from '#catalogue';
import type { Language } from '#language';
import { type Html, html } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { officeText, phoneLink } from '#web/parts/office.ts';
import { urgentStrip } from '#web/parts/urgent.ts';
import { say } from '#web/words.ts';

/** Where one may simply come or call, without telling anything to a machine. */
export function placesPage(screen: Screen, catalogue: Catalogue): Html {
  const { language } = screen;
  const body = html`${urgentStrip(language)}
    <h1 class="govuk-heading-l">${say(language, 'placesTitle')}</h1>
    <p class="govuk-body">${say(language, 'placesLead')}</p>
    <h2 class="govuk-heading-m">${say(language, 'phonesTitle')}</h2>
    ${phones(language, catalogue)}
    <h2 class="govuk-heading-m">${say(language, 'officesTitle')}</h2>
    ${placesToGo(language, catalogue, {})}`;
  return layout(screen, { title: say(language, 'placesTitle'), body, back: '/' });
}

function phones(language: Language, catalogue: Catalogue): Html {
  const callable = [...catalogue.agencies.values()].flatMap(({ shortName, phone }) =>
    phone === undefined ? [] : [{ name: shortName[language], phone }],
  );
  return html`<ul class="okno-places">
    ${callable.map(({ name, phone }) => html`<li><strong>${name}</strong><br />${phoneLink(phone)}</li>`)}
  </ul>`;
}

/** Centres that take anybody come first; courts and hospitals nobody is sent to without a reason. */
export function placesToGo(language: Language, catalogue: Catalogue, options: { readonly most?: number }): Html {
  const rank = { mfc: 0, provider: 1, agency: 2, hospital: 3, court: 4 } as const;
  const offices = catalogue.offices
    .filter((office) => office.kind !== 'court')
    .toSorted((one, another) => rank[one.kind] - rank[another.kind])
    .slice(0, options.most);
  return html`<ul class="okno-places">
    ${offices.map((office) => html`<li>${officeText(language, office)}</li>`)}
  </ul>`;
}
