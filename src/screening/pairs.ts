/** Stands for a criterion: it is not known whether the service is about this person. */
export const concerns = -2;

/** What pairs that follow each other have in common: the service, the answer and the deciding criterion. */
export type Run = {
  readonly from: number;
  readonly to: number;
  readonly service: number;
  readonly answer: number;
  /** Place of the deciding criterion among those of the service; -1: none; or `concerns`. */
  readonly criterion: number;
};

/** Somebody who has a right to a service, or may have: pair after pair, in runs that have the rest in common. */
export class Pairs {
  length = 0;
  /** A person's row in the block, or -1 less the household's place where a service is about the household. */
  subjects = new Int32Array(1024);
  /** Roubles; NaN where the service gives no amount, or it is not known. */
  amounts = new Float64Array(1024);
  readonly #runs: { from: number; service: number; answer: number; criterion: number }[] = [];

  /** What is put in from now on is of this service, with this answer. */
  begin(service: number, answer: number, criterion: number): void {
    const last = this.#runs.at(-1);
    if (last?.service === service && last.answer === answer && last.criterion === criterion) return;
    if (last?.from === this.length) Object.assign(last, { service, answer, criterion });
    else this.#runs.push({ from: this.length, service, answer, criterion });
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    const wanted = this.length + more;
    if (wanted <= this.subjects.length) return;
    const size = Math.max(wanted, 2 * this.subjects.length);
    this.subjects = grown(this.subjects, new Int32Array(size));
    this.amounts = grown(this.amounts, new Float64Array(size));
  }

  add(subject: number, amount: number): void {
    this.reserve(1);
    this.subjects[this.length] = subject;
    this.amounts[this.length] = amount;
    this.length += 1;
  }

  runs(): readonly Run[] {
    return this.#runs
      .map((run, index) => ({ ...run, to: this.#runs[index + 1]?.from ?? this.length }))
      .filter(({ from, to }) => to > from);
  }

  clear(): void {
    this.length = 0;
    this.#runs.length = 0;
  }
}

function grown<Items extends { set: (from: Items) => void }>(from: Items, into: Items): Items {
  into.set(from);
  return into;
}
