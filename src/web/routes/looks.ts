import type { SignedIn, Verdict } from '#access';
import type { EntryOf } from '#journal';

import type { Walk } from './walk.ts';

/** One entry for each case of which a list shows something, however many of its rows are on the page. */
export function looksAtCases(
  { house }: Pick<Walk, 'house'>,
  { actor }: SignedIn,
  shown: readonly { readonly person: string; readonly number: string }[],
  verdict: Verdict,
  purpose: string,
): readonly EntryOf[] {
  if (!verdict.allowed) throw new Error(`${purpose}: shown without a right to it.`);
  const at = house.now().toISOString();
  const cases = new Map(shown.map(({ person, number }) => [`${person} ${number}`, { person, number }]));
  return [...cases.values()].map(({ person, number }) => ({
    person,
    entry: {
      at,
      actor,
      action: 'looked',
      object: { kind: 'case', id: number },
      facts: [],
      ground: verdict.ground,
      purpose,
    },
  }));
}
