import type { Office } from '#catalogue';
import type { Language } from '#language';
import { say } from '#web/words.ts';
import { telephone } from './format.ts';
import { type Html, html, nothing } from './html.ts';

/** An address as it may be shown: a shelter's never is. */
export function addressText(language: Language, office: Office): string {
  if (office.addressRestricted) return say(language, 'addressRestricted');
  return office.address?.[language] ?? say(language, office.phone === undefined ? 'addressUnknown' : 'addressByPhone');
}

/** Name, address unless it is restricted, phone and hours of an office. */
export function officeText(language: Language, office: Office, options: { readonly phone?: boolean } = {}): Html {
  const phone =
    options.phone === false || office.phone === undefined ? nothing : html`<br />${phoneLink(office.phone)}`;
  const hours =
    office.hours === undefined ? nothing : html`<br /><span class="okno-quiet">${office.hours[language]}</span>`;
  const note =
    office.note === undefined ? nothing : html`<br /><span class="okno-quiet">${office.note[language]}</span>`;
  const unsure =
    office.certainty === 'unsure' ? html` <span class="okno-unsure">${say(language, 'toBeChecked')}</span>` : nothing;
  return html`<strong>${office.name[language]}</strong
    ><br />${addressText(language, office)}${phone}${hours}${note}${unsure}`;
}

export function phoneLink(phone: string): Html {
  return html`<a class="govuk-link okno-phone" href="${telephone(phone)}">${phone}</a>`;
}
