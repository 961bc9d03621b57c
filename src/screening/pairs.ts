/** Stands for a criterion: it is not known whether the service is about this person. */
export const concerns = -2;

/** Somebody who has a right to a service, or may have: pair after pair, each column in an array of its own. */
export class Pairs {
  length = 0;
  /** A person's row in the block, or -1 less the household's place where a service is about the household. */
  subjects = new Int32Array(1024);
  services = new Uint16Array(1024);
  answers = new Uint8Array(1024);
  /** Roubles; NaN where the service gives no amount, or it is not known. */
  amounts = new Float64Array(1024);
  /** Place of the deciding criterion among those of the service; -1: none; or `concerns`. */
  criteria = new Int16Array(1024);

  add(subject: number, service: number, answer: number, amount: number, criterion: number): void {
    const at = this.length;
    if (at === this.subjects.length) this.#grow();
    this.subjects[at] = subject;
    this.services[at] = service;
    this.answers[at] = answer;
    this.amounts[at] = amount;
    this.criteria[at] = criterion;
    this.length = at + 1;
  }

  clear(): void {
    this.length = 0;
  }

  #grow(): void {
    const size = 2 * this.subjects.length;
    this.subjects = grown(this.subjects, new Int32Array(size));
    this.services = grown(this.services, new Uint16Array(size));
    this.answers = grown(this.answers, new Uint8Array(size));
    this.amounts = grown(this.amounts, new Float64Array(size));
    this.criteria = grown(this.criteria, new Int16Array(size));
  }
}

function grown<Items extends { set: (from: Items) => void }>(from: Items, into: Items): Items {
  into.set(from);
  return into;
}
