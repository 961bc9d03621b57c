/** Numbers of things, the one with the least key first; a key that is not a number of its own thing comes in any order. */
export class LeastFirst {
  readonly #keys: number[] = [];
  readonly #items: number[] = [];

  get size(): number {
    return this.#items.length;
  }

  add(item: number, key: number): void {
    const keys = this.#keys;
    const items = this.#items;
    let at = items.length;
    keys.push(key);
    items.push(item);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (keys[above]! <= key) break;
      keys[at] = keys[above]!;
      items[at] = items[above]!;
      at = above;
    }
    keys[at] = key;
    items[at] = item;
  }

  /** The thing with the least key, taken out; undefined when there is none. */
  take(): number | undefined {
    const first = this.#items[0];
    const key = this.#keys.pop();
    const item = this.#items.pop();
    if (first === undefined || key === undefined || item === undefined || this.#items.length === 0) return first;
    this.#sink(item, key);
    return first;
  }

  #sink(item: number, key: number): void {
    const keys = this.#keys;
    const items = this.#items;
    let at = 0;
    for (;;) {
      let below = at * 2 + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && keys[below + 1]! < keys[below]!) below += 1;
      if (keys[below]! >= key) break;
      keys[at] = keys[below]!;
      items[at] = items[below]!;
      at = below;
    }
    keys[at] = key;
    items[at] = item;
  }
}
