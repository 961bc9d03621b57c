import type { Catalogue } from '#catalogue';
import type { Text } from '#language';

import { factKey, Household } from './household.ts';
import type { FactKey, FactValue, ToldSituation } from './model.ts';

/** Told facts that cannot be at once, or rarely are, and what is wrong with them. */
export type Contradiction = {
  /** Id of the rule of the packs that they break. */
  readonly rule: string;
  readonly subject: string;
  readonly text: Text;
  /** When it is right all the same, which is rare: the person is only asked to look again. Absent of what can never be. */
  readonly unless?: Text;
  readonly facts: readonly (FactKey & { readonly value: FactValue })[];
};

/** Whether it can never be, in the rarest life: the answers cannot be right together. */
export function isNever({ unless }: Contradiction): boolean {
  return unless === undefined;
}

/** The rules that are certainly broken: what is not known yet contradicts nothing. */
export function contradictionsIn(catalogue: Catalogue, told: ToldSituation): Contradiction[] {
  const household = new Household(catalogue, told, { untold: 'anything' });
  return catalogue.consistency.flatMap(({ id, of, holds, text, unless }) => {
    const subjects = of === 'household' ? ['household'] : told.people.map((person) => person.id);
    return subjects.flatMap((subject) => {
      const { value, reads } = household.answer(holds, subject);
      if (value !== false) return [];
      const facts = [...reads].flatMap((read) => {
        const key = factKey(read);
        const found = key === undefined ? undefined : household.toldValue(key);
        return key === undefined || found === undefined ? [] : [{ ...key, value: found }];
      });
      return [{ rule: id, subject, text, ...(unless === undefined ? {} : { unless }), facts }];
    });
  });
}
