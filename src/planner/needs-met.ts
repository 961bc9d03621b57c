import type { Assessment } from '#assessment';
import type { Catalogue, NeedId } from '#catalogue';

import type { MissedService, NeedOnRoute, Step, StuckService } from './model.ts';
import { compareText } from './order.ts';
import type { PassageRow } from './passages.ts';
import { lastStepId } from './steps.ts';

export type LeftOut = { readonly stuck: readonly StuckService[]; readonly missed: readonly MissedService[] };

/** For every found need: from what day and by which steps it is met, or why nothing meets it. */
export function needsOnRoute(
  catalogue: Catalogue,
  assessment: Assessment,
  rows: readonly PassageRow[],
  steps: ReadonlyMap<string, Step>,
  leftOut: LeftOut,
): readonly NeedOnRoute[] {
  return assessment.needs.map(({ need, urgency }) => {
    const meeting = rows
      .filter(({ leg }) => leg.meets.includes(need))
      .flatMap((row) => {
        const step = steps.get(lastStepId(row));
        return step === undefined ? [] : [{ row, step }];
      })
      .toSorted((a, b) => compareText(a.step.end, b.step.end) || compareText(a.step.id, b.step.id));
    if (meeting.length === 0) return { need, urgency, by: [], gap: reasonOf(catalogue, assessment, need, leftOut) };
    const sure = meeting.find(({ step }) => step.sure);
    const unsure = meeting.find(({ step }) => !step.sure);
    const isRefusalKnown = meeting.some(({ row }) => row.chance < 1);
    return {
      need,
      urgency,
      by: meeting.map(({ step }) => step.id),
      ...(sure === undefined ? {} : { metOn: sure.step.end }),
      ...(unsure === undefined ? {} : { mayBeMetOn: unsure.step.end }),
      ...(isRefusalKnown ? { chance: Math.max(...meeting.map(({ row }) => row.chance)) } : {}),
    };
  });
}

function reasonOf(
  catalogue: Catalogue,
  { gaps, entitlements }: Assessment,
  need: NeedId,
  { stuck, missed }: LeftOut,
): NonNullable<NeedOnRoute['gap']> {
  const told = gaps.find((gap) => gap.need === need);
  if (told !== undefined) return told.reason;
  const covers = ({ service }: { readonly service: string }): boolean =>
    catalogue.services.get(service)?.covers.includes(need) === true;
  if (stuck.some(covers)) return 'circle';
  if (missed.some(covers)) return 'too-late';
  return entitlements.some((one) => covers(one) && one.answer === 'unknown') ? 'depends' : 'not-eligible';
}
