import type { Fact } from '#catalogue';
import type { ItemDefinition } from '#dmn/model.ts';
import type { ValueType } from '#language';

/** The types of DMN for what rules name; no name where DMN has none (ranges, durations of either kind). */
export function typeRefOf(type: ValueType): string | undefined {
  switch (type.kind) {
    case 'number':
    case 'boolean':
    case 'date':
    case 'time':
      return type.kind;
    case 'date and time':
      return 'dateTime';
    case 'text':
      return 'string';
    case 'entity':
      return personType;
    default:
      return undefined;
  }
}

export const personType = 'tPerson';
export const peopleType = 'tPeople';

/** A told fact as a component of a person, or the type of an input: its values are those that may be told. */
export function itemOf(fact: Fact, name: string): ItemDefinition {
  const isChoice = fact.type === 'choice' || fact.type === 'choices';
  return {
    name,
    isList: fact.type === 'choices',
    components: [],
    typeRef: isChoice || fact.type === 'text' ? 'string' : fact.type === 'money' ? 'number' : fact.type,
    ...(isChoice ? { allowed: fact.choices.map(({ value }) => `"${value}"`).join(', ') } : {}),
  };
}
