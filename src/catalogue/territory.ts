/**
 * Whether a territory holds the place with the full code. ОКТМО codes have levels of 2 (region), 5 (municipality),
 * 8 and 11 digits; an 8-digit code that ends in zeros names the whole level above.
 */
export function territoryContains(territory: string, code: string): boolean {
  const level = territory.length === 8 ? territory.replace(/^(\d{2})000000$|^(\d{5})000$/u, '$1$2') : territory;
  return code.startsWith(level);
}
