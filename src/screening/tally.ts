import type { Memory } from './plane-engine.ts';
import type { PlaneForm } from './plane-form.ts';

/** How many households have some slots, certainly or possibly, added up since `forget`. */
export class Tally {
  readonly planes: Int32Array;
  /** Four sums of the certain ones and four of the possible ones for each slot, as an engine adds them up. */
  readonly sums: Int32Array;

  constructor({ planeOf }: PlaneForm, slots: Int32Array, { ints }: Memory) {
    this.planes = ints(slots.length);
    this.planes.set(slots.map((slot) => planeOf[slot]!));
    this.sums = ints(8 * slots.length);
  }

  /** For the slot with this place in the list. */
  certain(place: number): number {
    return this.#sum(8 * place);
  }

  possible(place: number): number {
    return this.#sum(8 * place + 4);
  }

  forget(): void {
    this.sums.fill(0);
  }

  #sum(at: number): number {
    const { sums } = this;
    return sums[at]! + sums[at + 1]! + sums[at + 2]! + sums[at + 3]!;
  }
}
