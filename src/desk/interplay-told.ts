import type { Interplay, Law } from '#assessment';
import type { Language } from '#language';

import type { Solution } from './solution.ts';

/** The interplay with its sentences in one language; nothing when no service bears on another. */
export function interplayTold(interplay: Interplay, language: Language): Pick<Solution, 'interplay'> {
  const { exclusions, choices, incomes, order, unlockLosses } = interplay;
  const told = <Item extends Law>(item: Item): Omit<Item, 'text'> & { readonly text: string } => ({
    ...item,
    text: item.text[language],
  });
  if ([exclusions, choices, incomes, order, unlockLosses].every((list) => list.length === 0)) return {};
  return {
    interplay: {
      exclusions: exclusions.map(told),
      choices: choices.map((choice) => ({ ...choice, because: choice.because.map(told) })),
      incomes: incomes.map(told),
      order: order.map(told),
      unlockLosses: unlockLosses.map(({ law, ...loss }) => ({
        ...loss,
        ...(law === undefined ? {} : { law: told(law) }),
      })),
    },
  };
}
