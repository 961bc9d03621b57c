import { receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

import type { Draft, DraftBase, DraftFound, Drafts, LawAndSize } from './draft.ts';

/** Between a thread that answers and the desk: its port, and a number that rises with each message of the desk. */
export type DeskLine = { readonly port: MessagePort; readonly told: Int32Array<SharedArrayBuffer> };

type AskDraft = readonly LawAndSize[];
type ToldDraft =
  | (LawAndSize & {
      readonly base: string;
      /** Left out where the thread has it already. */
      readonly more: { readonly base?: DraftBase; readonly draft?: Draft };
    })
  | { readonly failed: string };

/** Gives drafts to several threads: each is made once, for all who wait for it. */
export class DraftDesk {
  readonly #drafts: Drafts;
  readonly #waiting = new Map<string, { readonly wanted: LawAndSize; readonly lines: DeskLine[] }>();
  /** What each thread has. */
  readonly #given = new Map<DeskLine, { readonly bases: Set<DraftBase>; readonly drafts: Set<Draft> }>();

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  serve(line: DeskLine): void {
    this.#given.set(line, { bases: new Set(), drafts: new Set() });
    line.port.on('message', (asked: AskDraft) => {
      if (this.#waiting.size === 0) setImmediate(() => this.#makeNext());
      for (const wanted of asked) {
        const key = keyOf(wanted);
        const { lines } = this.#waiting.get(key) ?? { lines: [] };
        this.#waiting.set(key, { wanted, lines: [...lines, line] });
      }
    });
    // Nobody waits for what may be asked; the threads that ask are waited for.
    line.port.unref();
  }

  close(): void {
    for (const { port } of this.#given.keys()) port.close();
  }

  /** One at a time, so that others are heard in between. */
  #makeNext(): void {
    const [first] = this.#waiting.values();
    if (first === undefined) return;
    const { wanted, lines } = first;
    this.#waiting.delete(keyOf(wanted));
    try {
      const found = this.#drafts.of(wanted);
      for (const line of lines) tell(line, this.#messageFor(line, wanted, found));
    } catch (error) {
      for (const line of lines) tell(line, { failed: String(error) });
    }
    if (this.#waiting.size > 0) setImmediate(() => this.#makeNext());
  }

  #messageFor(line: DeskLine, { law, size }: LawAndSize, { base, draft }: DraftFound): ToldDraft {
    const given = this.#given.get(line)!;
    const more = { ...(given.bases.has(base) ? {} : { base }), ...(given.drafts.has(draft) ? {} : { draft }) };
    given.bases.add(base);
    given.drafts.add(draft);
    return { law, size, base: base.law, more };
  }
}

function tell({ port, told }: DeskLine, message: ToldDraft): void {
  port.postMessage(message, []);
  Atomics.add(told, 0, 1);
  Atomics.notify(told, 0);
}

/** The drafts that a thread gets from the desk; it stands still until they are there. */
export class DraftsFromDesk implements Drafts {
  readonly #line: DeskLine;
  readonly #asked = new Set<string>();
  readonly #found = new Map<string, DraftFound>();
  readonly #bases = new Map<string, DraftBase>();
  readonly #drafts = new Map<string, Draft>();

  constructor(line: DeskLine) {
    this.#line = line;
  }

  ahead(wanted: readonly LawAndSize[]): void {
    const asked = wanted.filter((one) => !this.#asked.has(keyOf(one))).map(({ law, size }) => ({ law, size }));
    for (const one of asked) this.#asked.add(keyOf(one));
    if (asked.length > 0) this.#line.port.postMessage(asked satisfies AskDraft, []);
  }

  of(wanted: LawAndSize): DraftFound {
    this.ahead([wanted]);
    for (;;) {
      const found = this.#found.get(keyOf(wanted));
      if (found !== undefined) return found;
      this.#receive();
    }
  }

  #receive(): void {
    const { port, told } = this.#line;
    const before = Atomics.load(told, 0);
    const received: { readonly message: ToldDraft } | undefined = receiveMessageOnPort(port);
    if (received === undefined) {
      Atomics.wait(told, 0, before);
      return;
    }
    const { message } = received;
    if ('failed' in message) throw new Error(message.failed);
    const { more, size } = message;
    const base = more.base ?? this.#bases.get(message.base)!;
    this.#bases.set(message.base, base);
    const draftKey = keyOf({ law: message.base, size });
    const draft = more.draft ?? this.#drafts.get(draftKey)!;
    this.#drafts.set(draftKey, draft);
    this.#found.set(keyOf(message), { base, draft });
  }
}

function keyOf({ law, size }: LawAndSize): string {
  return `${law} ${size}`;
}
