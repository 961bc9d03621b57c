/**
 * Chance that can be repeated: the same seed and stream give the same draws on every machine. One stream a home, so that a
 * home is the same whatever was made before it (sfc32 of Chris Doty-Humphrey, seeded by splitmix32).
 */
export class Draws {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;
  #spare: number | undefined;

  constructor(seed: number, stream = 0) {
    this.restart(seed, stream);
  }

  restart(seed: number, stream: number): void {
    let state = Math.imul(seed | 0, 0x9e_37_79_b9) ^ Math.imul(stream + 1, 0x85_eb_ca_6b);
    const next = (): number => {
      state = (state + 0x9e_37_79_b9) | 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21_f0_aa_ad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x73_5a_2d_97);
      return mixed ^ (mixed >>> 15);
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#counter = 1;
    this.#spare = undefined;
    for (let round = 0; round < 12; round += 1) this.share();
  }

  /** A number from 0 to 1, the latter excluded. */
  share(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  isSo(probability: number): boolean {
    return this.share() < probability;
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.share() * (to - from + 1));
  }

  /** Mean 0 and deviation 1 (Box and Muller). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.share()));
    const angle = 2 * Math.PI * this.share();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** A sum around its mean, spread as incomes are: `sigma` is the deviation of its logarithm. */
  logNormal(mean: number, sigma: number): number {
    return mean * Math.exp(sigma * this.normal() - (sigma * sigma) / 2);
  }

  pick<Item>(choice: Weighted<Item>): Item {
    return choice.at(this.share());
  }
}

/** Things of which some are drawn more often than others. */
export class Weighted<Item> {
  readonly #items: readonly Item[];
  readonly #upTo: Float64Array;

  constructor(items: readonly Item[], weights: ArrayLike<number>) {
    this.#items = items;
    this.#upTo = new Float64Array(items.length);
    let sum = 0;
    for (let index = 0; index < items.length; index += 1) {
      sum += weights[index] ?? 0;
      this.#upTo[index] = sum;
    }
    for (let index = 0; index < items.length; index += 1) this.#upTo[index] = this.#upTo[index]! / sum;
  }

  at(share: number): Item {
    let low = 0;
    let high = this.#upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#upTo[middle]! > share) high = middle;
      else low = middle + 1;
    }
    return this.#items[low]!;
  }
}
