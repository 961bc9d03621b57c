import type { Catalogue } from '#catalogue';
import type { Text } from '#language';

import { factKey, Household } from './household.ts';
import type { FactKey, FactValue, ToldSituation } from './model.ts';

/** Told facts that cannot be at once, and what is wrong with them. */
export type Contradiction = {
  /** Id of the rule of the packs that they break. */
  readonly rule: string;
  readonly subject: string;
  readonly text: Text;
  readonly facts: readonly (FactKey & { readonly value: FactValue })[];
};

/** The contradictions that are certain: what is not known yet contradicts nothing. */
export function contradictionsIn(catalogue: Catalogue, told: ToldSituation): Contradiction[] {
  const household = new Household(catalogue, told, { untold: 'anything' });
  return catalogue.consistency.flatMap(({ id, of, holds, text }) => {
    const subjects = of === 'household' ? ['household'] : told.people.map((person) => person.id);
    return subjects.flatMap((subject) => {
      const { value, reads } = household.answer(holds, subject);
      if (value !== false) return [];
      const facts = [...reads].flatMap((read) => {
        const key = factKey(read);
        const found = key === undefined ? undefined : household.toldValue(key);
        return key === undefined || found === undefined ? [] : [{ ...key, value: found }];
      });
      return [{ rule: id, subject, text, facts }];
    });
  });
}
