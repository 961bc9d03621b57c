/** The beginning that all codes of a territory have: a code that ends in zeros names the whole level above. */
export function territoryLevel(territory: string): string {
  return territory.length === 8 ? territory.replace(/^(\d{2})000000$|^(\d{5})000$/u, '$1$2') : territory;
}

/** Whether a territory holds the place with the full code. ОКТМО codes have levels of 2 (region), 5 (municipality), 8 and 11 digits. */
export function territoryContains(territory: string, code: string): boolean {
  return code.startsWith(territoryLevel(territory));
}
