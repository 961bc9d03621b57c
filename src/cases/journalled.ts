import type { Agreement } from '#catalogue';
import type { Actor, EntryOf, Ground } from '#journal';

import type { CaseEvent, Happening } from './events.ts';
import type { JointCase } from './model.ts';

/** One entry for each event: what was changed of whom, by whom, under which clause. */
export function journalled(
  joint: JointCase,
  events: readonly CaseEvent[],
  by: Actor,
  agreement: Agreement,
): readonly EntryOf[] {
  return events.map(({ at, happening }) => ({
    person: joint.person,
    entry: {
      at,
      actor: by,
      action: 'changed',
      object: { kind: 'case', id: joint.number },
      facts: happening.kind === 'facts-told' ? happening.facts : [],
      ground: groundOf(happening, by, agreement),
      purpose: happening.kind,
    },
  }));
}

function groundOf(happening: Happening, by: Actor, agreement: Agreement): Ground {
  if (happening.kind === 'facts-told' && happening.from !== undefined) return happening.from.ground;
  if (happening.kind === 'emergency-looked') return { kind: 'emergency', basis: happening.reason };
  return by.kind === 'person'
    ? { kind: 'own', basis: 'own case' }
    : { kind: 'agreement', basis: `${agreement.id}, ${agreement.plan.clause}` };
}
