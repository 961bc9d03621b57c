import { listed, opcodes as op, operandsIn, states, truths } from '#language';
import type { Layout, Slots } from '#language';

import { operandsOf } from './neither.ts';
import type { PlaneForm } from './plane-form.ts';

/**
 * The columns of a form as slots: slot `column · lanes + household`. The operations of the language count a run of slots
 * of one operation; here the run is the same slot of one household after another.
 */
export function tallSlots(form: PlaneForm, lanes: number): Slots {
  const { layout, columnOf, columns, numberColumns } = form;
  const size = columns * lanes;
  const slotOf = new Int32Array(columns).fill(-1);
  for (let slot = 0; slot < layout.size; slot += 1) if (columnOf[slot]! >= 0) slotOf[columnOf[slot]!] = slot;
  const operands = { a: new Int32Array(size), b: new Int32Array(size), c: new Int32Array(size) };
  const thresholds = new Float64Array(size);
  const isTruth = new Uint8Array(size);
  const starts = new Int32Array(size + 1);
  const lists = [...slotOf].map((slot) => (isListed(layout, slot) ? operandsOf(layout, slot) : []));
  const inputs = new Int32Array(lists.reduce((sum, list) => sum + list.length * lanes, 0));
  let listed_ = 0;
  for (const [column, slot] of slotOf.entries()) {
    const from = column * lanes;
    isTruth.fill(layout.isTruth[slot]!, from, from + lanes);
    const isBare = layout.ops[slot] === op.none;
    if (!isBare) thresholds.fill(layout.thresholds[slot]!, from, from + lanes);
    const slots = operandsIn(layout.ops[slot]!);
    for (const [place, name] of (['a', 'b', 'c'] as const).entries()) {
      const value = layout[name][slot]!;
      const isSlot = place < slots && !isListed(layout, slot);
      if (!isBare && !(isSlot && columnOf[value]! < 0))
        for (let lane = 0; lane < lanes; lane += 1)
          operands[name][from + lane] = isSlot ? columnOf[value]! * lanes + lane : value;
    }
    for (let lane = 0; lane < lanes; lane += 1) {
      starts[from + lane] = listed_;
      for (const input of lists[column]!) inputs[listed_++] = columnOf[input]! * lanes + lane;
    }
  }
  starts[size] = listed_;
  return {
    layout: { ...layout, size, ...operands, thresholds, isTruth, starts, inputs },
    truth: new Uint8Array(size).fill(truths.unknown),
    state: new Uint8Array(numberColumns * lanes).fill(states.open),
    low: new Float64Array(numberColumns * lanes).fill(Number.NaN),
    high: new Float64Array(numberColumns * lanes).fill(Number.NaN),
  };
}

function isListed(layout: Layout, slot: number): boolean {
  return listed.has(layout.ops[slot]!);
}
