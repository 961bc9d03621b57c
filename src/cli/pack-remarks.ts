import { remarksOn } from '#assessment';
import type { Remark } from '#assessment';
import { writtenPlaces } from '#catalogue';
import type { Catalogue, Day } from '#catalogue';
import type { Problem } from '#language';

export type PlacedRemark = Problem & Pick<Remark, 'code' | 'severity'>;

/** The remarks on packs, each with its file, line and column. */
export async function placedRemarks(
  catalogue: Catalogue,
  folders: readonly string[],
  root: string,
  until: Day,
): Promise<PlacedRemark[]> {
  const remarks = remarksOn(catalogue, until);
  const placeOf = await writtenPlaces(remarks.length === 0 ? [] : folders, root);
  return remarks.map(({ code, severity, message, remedy, at }) => {
    const place = placeOf(at);
    return { code, severity, message, remedy, ...(place === undefined ? {} : { place }) };
  });
}
