import type { Office } from '#catalogue';
import type { Language } from '#language';
import { say } from '#web/words.ts';
import { telephone } from './format.ts';
import { type Html, html, join, nothing } from './html.ts';
import { toBeChecked } from './notices.ts';

/** An address as it may be shown: a shelter's never is. */
export function addressText(language: Language, office: Office, phone = office.phone): string {
  if (office.addressRestricted) return say(language, 'addressRestricted');
  return office.address?.[language] ?? askedAt(language, phone);
}

/** Where to ask for an address: the phone that stands beside it, else the line that knows the most. */
export function askedAt(language: Language, phone: string | undefined): string {
  const canAsk = phone !== undefined && phone !== '' && !isForEmergencies(phone);
  return say(language, canAsk ? 'addressByPhone' : 'addressUnknown');
}

/** Name, address unless it is restricted, the phone to call (none when empty), and hours of an office. */
export function officeText(language: Language, office: Office, phone = office.phone ?? ''): Html {
  const lines = [
    html`<strong>${office.name[language]}</strong>`,
    html`${addressText(language, office, phone)}`,
    ...(phone === '' ? [] : [phoneLink(phone)]),
    ...(office.hours === undefined ? [] : [html`<span class="okno-quiet">${office.hours[language]}</span>`]),
    ...(office.note === undefined ? [] : [html`<span class="okno-quiet">${office.note[language]}</span>`]),
  ];
  const unsure = office.certainty === 'unsure' ? html` ${toBeChecked(language)}` : nothing;
  return html`${join(lines, '<br />')}${unsure}`;
}

/** 102 and 103 are for tonight: nobody asks the police on duty about a passport or an address. */
export function isForEmergencies(phone: string): boolean {
  return /^10[1-4]$|^112$/u.test(phone);
}

export function phoneLink(phone: string): Html {
  return html`<a class="govuk-link okno-phone" href="${telephone(phone)}">${phone}</a>`;
}
