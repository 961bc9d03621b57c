import type { Office } from '#catalogue';

/**
 * The territory of an office as it may be told. A village of two hundred people is nearly an address: of a place whose
 * address is restricted no more than the municipality (five digits of ОКТМО) is published.
 */
export function publicTerritory(office: Office, territory = office.territory): string {
  return office.addressRestricted ? territory.slice(0, 5) : territory;
}
