import type { Catalogue, Territory } from '#catalogue';

/** A whole country or region: eight digits of which the last six are zeros. */
const isWide = ({ code }: Territory): boolean => /^\d{2}0{6}$/u.test(code);

/** Kept in the packs so that old papers can be read; nobody lives there any more. */
const isFormer = ({ name }: Territory): boolean => name.ru.includes('прежний код');

/** Places somebody can be in now: towns and districts. All there are, when the packs know none smaller. */
export function placesToChoose(catalogue: Catalogue): readonly Territory[] {
  const all = [...catalogue.territories.values()];
  const places = all.filter((territory) => !isWide(territory) && !isFormer(territory));
  return places.length === 0 ? all : places;
}
