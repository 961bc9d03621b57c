import type { Catalogue } from '#catalogue';

import type { ForeignRow } from './foreign-rows.ts';

/**
 * The territory a foreign place is in: by the ОКТМО code it carries, by the town or region of its address as our packs
 * name them, else the one given for the whole directory.
 */
export class TerritoryFinder {
  readonly #byName = new Map<string, string>();
  readonly #otherwise: string | undefined;

  constructor(catalogue: Catalogue, otherwise?: string) {
    for (const { code, name } of catalogue.territories.values())
      for (const text of [name.ru, name.en]) this.#byName.set(bare(text), code);
    this.#otherwise = otherwise;
  }

  of(location: ForeignRow | undefined, addresses: readonly ForeignRow[]): string | undefined {
    const told = oktmo(location?.['external_identifier_type'], location?.['external_identifier']);
    if (told !== undefined) return told;
    for (const column of ['city', 'region', 'state_province'])
      for (const address of addresses) {
        const code = this.#byName.get(bare(address[column] ?? ''));
        if (code !== undefined) return code;
      }
    return this.#otherwise;
  }

  /** Where a service without a place is given. */
  ofArea(areas: readonly ForeignRow[]): string | undefined {
    for (const area of areas) {
      const told = oktmo(area['extent_type'], area['extent']);
      if (told !== undefined) return told;
    }
    return this.#otherwise;
  }
}

function oktmo(kind: string | undefined, code: string | undefined): string | undefined {
  return /^(?:октмо|oktmo)$/iu.test(kind ?? '') && /^\d{2,11}$/u.test(code ?? '') ? code : undefined;
}

/** A town without the word for town: «г. Томск», «город Томск» and "city of Tomsk" meet. */
function bare(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/(?<![\p{L}])(?:город|г|зато|city|town|closed|of|the)(?![\p{L}])\.?/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
