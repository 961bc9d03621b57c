import type { Catalogue } from '#catalogue';
import type { Language } from '#language';

/**
 * An address told in one line as HSDS wants it. The town is what stands before the street in Russian and after it in
 * English; a postcode nobody told is empty, as the form demands a text.
 */
export function addressRow(
  line: string,
  catalogue: Catalogue,
  territory: string,
  language: Language,
): Readonly<Record<string, string>> {
  const parts = line.split(',').map((part) => part.trim());
  const isTown = parts.length > 1;
  const town = isTown ? ((language === 'ru' ? parts[0] : parts.at(-1)) ?? '') : '';
  const street = isTown ? (language === 'ru' ? parts.slice(1) : parts.slice(0, -1)).join(', ') : line;
  const region = catalogue.territories.get(territory.slice(0, 2).padEnd(8, '0'));
  return {
    address_1: street,
    city: town,
    state_province: region?.name[language] ?? '',
    postal_code: '',
    country: 'RU',
    address_type: 'physical',
  };
}
