/** How far a work has come, in its own units. */
export type Steps = { readonly done: number; readonly all: number };

export type Standing<Found> = { readonly found: Found } | { readonly working: Steps };

type Entry<Found> = {
  steps: Steps;
  readonly ended: Promise<void>;
  /** Whether it has ended, and how. */
  outcome?: { readonly found: Found } | { readonly failed: unknown };
};

/** What has ended is kept so long as fewer of its kind have ended after it. */
const mostKept = 20;
/** A page waits so long before it says how far the work has come. */
const patience = 1500;

/** Works wait here for their turn: one after another, beside whoever else is served. */
export class Line {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when the work has ended; the work itself has to settle whatever goes wrong. */
  takeTurn(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work);
    return this.#last;
  }
}

/** Work of one kind that takes longer than somebody waits for a page, by key. */
export class LongWork<Found> {
  readonly #entries = new Map<string, Entry<Found>>();
  readonly #line: Line;
  readonly #failed: (error: unknown) => void;

  /** Is told of each failure at once: whoever asked may be gone. */
  constructor(line: Line, failed: (error: unknown) => void) {
    this.#line = line;
    this.#failed = failed;
  }

  /**
   * How a work stands: begins it when nobody has, waits for it for a moment. What it throws is thrown here, once; asked for again,
   * it begins anew.
   */
  async ask(key: string, work: (told: (steps: Steps) => void) => Promise<Found>): Promise<Standing<Found>> {
    return await this.#standingOf(key, this.#entries.get(key) ?? this.#begin(key, work));
  }

  /** How a work stands that somebody has begun; nothing when nobody has, or it was too long ago. */
  async standing(key: string): Promise<Standing<Found> | undefined> {
    const entry = this.#entries.get(key);
    return entry === undefined ? undefined : await this.#standingOf(key, entry);
  }

  /** Lets a work that has ended begin anew. */
  forget(key: string): void {
    if (this.#entries.get(key)?.outcome !== undefined) this.#entries.delete(key);
  }

  async #standingOf(key: string, entry: Entry<Found>): Promise<Standing<Found>> {
    if (entry.outcome === undefined) await Promise.race([entry.ended, waited(patience)]);
    const { outcome, steps } = entry;
    if (outcome === undefined) return { working: steps };
    if ('found' in outcome) return outcome;
    this.#entries.delete(key);
    throw outcome.failed;
  }

  #begin(key: string, work: (told: (steps: Steps) => void) => Promise<Found>): Entry<Found> {
    const ended = this.#line.takeTurn(async () => {
      try {
        entry.outcome = { found: await work((steps) => (entry.steps = steps)) };
      } catch (error) {
        entry.outcome = { failed: error };
        this.#failed(error);
      }
      this.#forgetOldest();
    });
    const entry: Entry<Found> = { steps: { done: 0, all: 0 }, ended };
    this.#entries.set(key, entry);
    return entry;
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
