import { needIds } from '#catalogue';
import type { NeedId } from '#catalogue';

/**
 * Words of taxonomies (Open Eligibility, 211 and others, English and Russian) and the need each means. The first that
 * is found in a term counts, so that "emergency housing" is tonight's roof and "housing" a home for good.
 */
const words: readonly (readonly [NeedId, RegExp])[] = [
  ['safety', /domestic violence|abuse|safe housing|safety|насили|безопасн/iu],
  ['shelter', /shelter|homeless|emergency housing|overnight|ночлег|приют|бездомн/iu],
  ['child-care', /child ?care|day ?care|kindergarten|preschool|after.?school|присмотр|детск(?:ий|ого) сад/iu],
  ['food', /food|meal|nutrition|grocer|cloth|питани|продукт|одежд|\bеда\b/iu],
  ['housing', /housing|rent|home repair|жиль/iu],
  ['health', /health|medic|dental|clinic|hospital|addiction|therapy|здоров|медицин|больниц|лечени/iu],
  ['papers', /identification|identity document|birth certificate|citizenship|immigration|паспорт|документ/iu],
  ['law', /legal|law|advoca|court|mediation|юридич|право|адвокат/iu],
  ['work', /\bwork\b|employment|\bjobs?\b|career|vocational|работ|занятост|трудоустр/iu],
  ['money', /money|financial|benefit|cash|utilit|debt|деньг|выплат|пособи|долг/iu],
  ['care', /\bcare\b|disabilit|caregiv|elder|senior|hospice|respite|уход|инвалид|пожил|сопровожден/iu],
];

/** The need a foreign term means: told by the file of `--needs`, a need of Okno by its own name, or by its words. */
export function needOfTerm(term: string, told: ReadonlyMap<string, NeedId>): NeedId | undefined {
  const said = told.get(term.trim().toLowerCase());
  if (said !== undefined) return said;
  return needIds.find((need) => need === term) ?? words.find(([, pattern]) => pattern.test(term))?.[0];
}
