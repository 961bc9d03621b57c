import type { Answers } from './answers.ts';
import { isExclusive } from './exclusions.ts';
import type { EntitlementKey, UnlockLoss } from './interplay-model.ts';
import { lawOf } from './meetings.ts';
import type { Meeting, Row } from './meetings.ts';
import type { Entitlement } from './model.ts';
import { toldValue } from './incomes-varied.ts';
import { effectsOf } from './unlocks.ts';
import type { Catalogue } from '#catalogue';

/**
 * What is given up on the way to a service that another one opens: rights that exclude the service or the one that
 * opens it, and rights that end with the fact which it makes so.
 */
export function unlockLosses(
  catalogue: Catalogue,
  answers: Answers,
  entitlements: readonly Entitlement[],
  meetings: readonly Meeting[],
): UnlockLoss[] {
  const opened = entitlements.filter(({ unlockedBy }) => unlockedBy.length > 0);
  if (opened.length === 0) return [];
  const ended = endedBy(catalogue, answers, entitlements, new Set(opened.flatMap(({ unlockedBy }) => unlockedBy)));
  return opened.flatMap((one) => {
    const opens = { service: one.service, subject: one.subject };
    return one.unlockedBy.flatMap((by): UnlockLoss[] => {
      const excluded = meetings.flatMap((meeting) => excludedBy(meeting, opens, by));
      const gone = (ended.get(by) ?? []).filter(({ service }) => service !== one.service);
      const losses = [...excluded, ...gone.map((loses): Pick<UnlockLoss, 'loses' | 'law'> => ({ loses }))];
      const distinct = new Map(losses.map((loss) => [`${loss.loses.service} ${loss.loses.subject}`, loss]));
      return [...distinct.values()].map((loss) => ({ opens, by, ...loss }));
    });
  });
}

/** The right that stands on the other side of an exclusion, when one side is what is gone for. */
function excludedBy(meeting: Meeting, opens: EntitlementKey, by: string): Pick<UnlockLoss, 'loses' | 'law'>[] {
  if (!isExclusive(meeting) || meeting.holds !== 'yes') return [];
  const isWanted = ({ key }: Row): boolean =>
    key.service === by || (key.service === opens.service && key.subject === opens.subject);
  const { one, other } = meeting;
  const isRight = ({ entitlement }: Row): boolean => entitlement.answer === 'yes';
  // What replaces is not lost by what it replaces.
  const isOneWay = meeting.rules.interaction.kind === 'instead';
  return [
    ...(isWanted(one) && isRight(other) && !isWanted(other) ? [{ loses: other.key, law: lawOf(meeting.rules) }] : []),
    ...(isWanted(other) && isRight(one) && !isWanted(one) && !isOneWay
      ? [{ loses: one.key, law: lawOf(meeting.rules) }]
      : []),
  ];
}

/** Rights that turn to "no" with the facts that a service makes so, by that service. */
function endedBy(
  catalogue: Catalogue,
  answers: Answers,
  entitlements: readonly Entitlement[],
  services: ReadonlySet<string>,
): ReadonlyMap<string, readonly EntitlementKey[]> {
  const { told, rulebook } = answers;
  const rights = entitlements.filter(({ answer }) => answer === 'yes');
  const ended = new Map<string, EntitlementKey[]>();
  for (const { service, facts } of effectsOf(catalogue, told, entitlements)) {
    if (!services.has(service)) continue;
    for (const { fact, subject, value } of facts) answers.change(fact, subject, value);
    for (const right of rights) {
      const rules = rulebook.serviceOf.get(right.service);
      if (rules === undefined || right.service === service) continue;
      if (answers.answer(rules, Math.max(0, answers.placeOf(right.subject))) === 'no')
        ended.set(service, [...(ended.get(service) ?? []), { service: right.service, subject: right.subject }]);
    }
    for (const fact of facts) answers.change(fact.fact, fact.subject, toldValue(told, fact));
  }
  return ended;
}
