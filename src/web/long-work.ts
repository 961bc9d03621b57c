/** How far a work has come, in its own units. */
export type Steps = { readonly done: number; readonly all: number };

export type Standing<Found> = { readonly found: Found } | { readonly working: Steps };

type Entry = {
  steps: Steps;
  ended: Promise<unknown>;
  /** Whether it has ended, and how. */
  outcome?: { readonly found: unknown } | { readonly failed: unknown };
};

/** What has ended is kept so long as fewer have ended after it. */
const mostKept = 20;
/** A page waits so long before it says how far the work has come. */
const patience = 1500;

/** Work that takes longer than somebody waits for a page: one after another, beside whoever else is served. */
export class LongWork {
  readonly #entries = new Map<string, Entry>();
  #last: Promise<unknown> = Promise.resolve();
  readonly #failed: (error: unknown) => void;

  /** Is told of each failure at once: whoever asked may be gone. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /**
   * How a work stands that is known by its key: begins it when nobody has, waits for it for a moment. What it throws is thrown
   * here, once; asked for again, it begins anew.
   */
  async ask<Found>(key: string, work: (told: (steps: Steps) => void) => Promise<Found>): Promise<Standing<Found>> {
    if (!this.#entries.has(key)) this.#begin(key, work);
    return (await this.standing(key)) as Standing<Found>;
  }

  /** How a work stands that somebody has begun; nothing when nobody has, or it was too long ago. */
  async standing(key: string): Promise<Standing<unknown> | undefined> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.outcome === undefined) await Promise.race([entry.ended, waited(patience)]);
    const { outcome, steps } = entry;
    if (outcome === undefined) return { working: steps };
    if ('found' in outcome) return outcome;
    this.#entries.delete(key);
    throw outcome.failed;
  }

  /** Lets a work that has ended begin anew. */
  forget(key: string): void {
    if (this.#entries.get(key)?.outcome !== undefined) this.#entries.delete(key);
  }

  #begin(key: string, work: (told: (steps: Steps) => void) => Promise<unknown>): void {
    const entry: Entry = { steps: { done: 0, all: 0 }, ended: Promise.resolve() };
    const before = this.#last;
    entry.ended = (async () => {
      await before;
      try {
        entry.outcome = { found: await work((steps) => (entry.steps = steps)) };
      } catch (error) {
        entry.outcome = { failed: error };
        this.#failed(error);
      }
      this.#forgetOldest();
    })();
    this.#last = entry.ended;
    this.#entries.set(key, entry);
  }

  #forgetOldest(): void {
    const over = [...this.#entries].filter(([, { outcome }]) => outcome !== undefined);
    for (const [key] of over.slice(0, Math.max(0, over.length - mostKept))) this.#entries.delete(key);
  }
}

async function waited(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
