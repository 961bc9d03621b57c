import type { ToldSituation } from '#assessment';
import type { Catalogue, Fact } from '#catalogue';
import { dayText } from '#language';

/** The situation with everything told that was not. */
export function filled(catalogue: Catalogue, told: ToldSituation, chance: () => number): ToldSituation {
  const facts = [...catalogue.facts.values()];
  const drawn = (of: Fact['of'], given: ToldSituation['household']): ToldSituation['household'] => ({
    ...Object.fromEntries(facts.filter((fact) => fact.of === of).map((fact) => [fact.id, someValue(fact, chance)])),
    ...given,
  });
  return {
    ...told,
    household: drawn('household', told.household),
    people: told.people.map(({ id, facts: given }) => ({ id, facts: drawn('person', given) })),
  };
}

function someValue(fact: Fact, chance: () => number): ToldSituation['household'][string] {
  const one = (): string => fact.choices[Math.floor(chance() * fact.choices.length)]?.value ?? '';
  switch (fact.type) {
    case 'boolean':
      return chance() < 0.5;
    case 'choice':
      return one();
    case 'choices':
      return chance() < 0.5 ? [one()] : [];
    case 'number':
    case 'money': {
      const low = fact.min ?? 0;
      return low + Math.floor(chance() * ((fact.max ?? 100_000) - low));
    }
    case 'date':
      return dayText(20_514 - Math.floor(chance() * 9000));
    case 'text':
      return 'a text';
  }
}
