import type { PlaceToGo } from '#desk';
import type { Language } from '#language';

const mostShown = 8;
const mostOffers = 4;

/** Places of foreign directories, each with what it offers in its own words. */
export function placesText(places: readonly PlaceToGo[], language: Language): string[] {
  const rest = places.length - mostShown;
  const more = language === 'ru' ? `… и ещё ${rest}; все — с --json` : `… and ${rest} more; all of them with --json`;
  return [...places.slice(0, mostShown).map((place) => placeText(place, language)), ...(rest > 0 ? [more] : [])];
}

function placeText({ office, offers, phone }: PlaceToGo, language: Language): string {
  const words = {
    ru: { secret: 'адрес скажут по телефону', who: 'кому, их словами', check: 'требует проверки', more: 'и ещё' },
    en: {
      secret: 'the address is told by telephone',
      who: 'for whom, in their words',
      check: 'to be checked',
      more: 'and more:',
    },
  }[language];
  const where = office.addressRestricted ? words.secret : office.address?.[language];
  const line = [office.name[language], where, phone, office.hours?.[language]].filter((part) => part !== undefined);
  const mark = office.certainty === 'unsure' ? ` [${words.check}]` : '';
  return [
    `${line.join(', ')}${mark}`,
    ...offers
      .slice(0, mostOffers)
      .map(
        ({ name, whoFor }) =>
          `    ? ${name[language]}${whoFor === undefined ? '' : ` — ${words.who}: ${whoFor[language]}`}`,
      ),
    ...(offers.length > mostOffers ? [`    … ${words.more} ${offers.length - mostOffers}`] : []),
  ].join('\n');
}
