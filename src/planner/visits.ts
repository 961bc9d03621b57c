import { compareText, compareUrgency } from './order.ts';
import type { Step } from './model.ts';

/** Orders the steps so that none stands before what it comes after: by start, urgency, the sure first, id. */
export function inOrder(steps: readonly Step[]): readonly Step[] {
  const open = steps.toSorted(
    (a, b) =>
      compareText(a.start, b.start) ||
      compareUrgency(a.urgency, b.urgency) ||
      Number(b.sure) - Number(a.sure) ||
      compareText(a.id, b.id),
  );
  const done = new Set<string>();
  const ordered: Step[] = [];
  while (open.length > 0) {
    const index = open.findIndex(({ after }) => after.every((id) => done.has(id)));
    const [step] = index === -1 ? [] : open.splice(index, 1);
    if (step === undefined) throw new Error(`Steps wait for each other: ${open.map(({ id }) => id).join(', ')}`);
    done.add(step.id);
    ordered.push(step);
  }
  return ordered;
}

/** Numbers visits in the order of time; steps at one place on one day are one visit. */
export function numberVisits(steps: readonly Step[]): { readonly steps: readonly Step[]; readonly visits: number } {
  const numbers = new Map<string, number>();
  const numbered = steps.map((step) => {
    if (step.action !== 'visit') return step;
    const key = `${step.start} ${placeKey(step)}`;
    const visit = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, visit);
    return { ...step, visit };
  });
  return { steps: numbered, visits: numbers.size };
}

function placeKey({ office, channel, agency }: Step): string {
  return office ?? (channel === 'mfc' ? 'mfc' : `agency ${agency}`);
}
