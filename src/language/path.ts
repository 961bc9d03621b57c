import { durationPart } from './durations.ts';
import type { World } from './evaluate.ts';
import { momentPart } from './moment-parts.ts';
import { partOfUnknown } from './spans.ts';
import { entryOf, isContext, isDuration, isEntity, isList, isRange, isUnknown, list } from './values.ts';
import type { Value } from './values.ts';

/** `of.name`: an entry of a context, a fact of a person, a part of a date or a duration; of a list, that of each item. */
export function pathOf(of: Value, name: string, world: Pick<World, 'member'>): Value {
  if (isUnknown(of)) return partOfUnknown(of, name);
  if (of === null) return null;
  if (isList(of))
    return list(
      of.items.map((item) => pathOf(item, name, world)),
      of.maybe,
    );
  if (isEntity(of)) return world.member(of.entity, of.id, name);
  if (isContext(of)) return entryOf(of, name) ?? null;
  if (isDuration(of)) return durationPart(of, name) ?? null;
  if (isRange(of)) {
    switch (name) {
      case 'start':
        return of.low ?? null;
      case 'end':
        return of.high ?? null;
      case 'start included':
        return of.lowIn;
      case 'end included':
        return of.highIn;
    }
    return null;
  }
  return momentPart(of, name) ?? null;
}
