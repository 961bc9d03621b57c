import type { Service } from '#catalogue';

import { withNeeds } from './heard.ts';
import type { StoredSituation } from './stored.ts';
import { freshPersonId, nothingTold, withPerson } from './stored.ts';

/**
 * A situation in which a service that was offered and accepted is applied for: what was told before stays, the needs the service
 * covers are added, and the child it is for where none was told of. So its agency may be asked what it knows without more consent.
 */
export function withOfferTaken(
  stored: StoredSituation | undefined,
  service: Pick<Service, 'id' | 'covers'>,
  { phrase, isForChild }: { readonly phrase: string; readonly isForChild: boolean },
): StoredSituation {
  const { input, heard, ...rest } = stored ?? nothingTold;
  const known = new Set(heard.needs.map(({ need }) => need));
  const brought = service.covers.filter((need) => !known.has(need)).map((need) => ({ need, urgency: 'long', phrase }));
  const appliedFor = new Set([...((input['appliedFor'] as readonly string[] | undefined) ?? []), service.id]);
  const told = withNeeds({
    ...rest,
    input: { ...input, appliedFor: [...appliedFor] },
    heard: { ...heard, needs: [...heard.needs, ...brought] },
    confirmed: false,
  });
  const hasChild = told.input.people.some(({ relation }) => relation === 'child');
  return isForChild && !hasChild ? withPerson(told, { id: freshPersonId(told), relation: 'child' }) : told;
}
