import type { FactAnswer } from '#protocol';

import type { Question, SignedText } from '#exchange/model.ts';

/** What came of a question. `message` is what was received, as it came; failures may have none. */
export type Reply =
  | { readonly kind: 'answered'; readonly facts: readonly FactAnswer[]; readonly message: SignedText }
  /** The register has the question; the answer comes later, or is asked after by `queuedAs`. */
  | {
      readonly kind: 'queued';
      readonly queuedAs: string;
      readonly checkAfterSeconds: number;
      readonly message?: SignedText;
    }
  | { readonly kind: 'refused'; readonly because: string; readonly message: SignedText }
  /** Nothing usable came: the connection, the signature, the form. It is tried again. */
  | { readonly kind: 'failed'; readonly fault: string };

/** An answer that came by itself: in a queue, in a folder. `done` is called when it is kept, so that it is not given again. */
export type Came = { readonly inquiry: string; readonly reply: Reply; readonly done: () => Promise<void> };

/** "This is wrong", as it goes to the register that answered. */
export type Dispute = Pick<Question, 'id' | 'agency' | 'asker' | 'subject'> & {
  readonly fact: string;
  /** The inquiry in whose answer the person saw it. */
  readonly inquiry: string;
  readonly words: string;
};

/** One way of asking a register, given up after `within` milliseconds. To ask throws nothing: what goes wrong is a reply. */
export type Connector = {
  /** The message that will be sent, signed now: it is kept before it goes out. A promise where signing takes its time. */
  readonly write: (question: Question, at: Date) => SignedText | Promise<SignedText>;
  readonly send: (question: Question, message: SignedText, within: number) => Promise<Reply>;
  /** Looks whether the answer to a queued question is there. */
  readonly askAfter?: (question: Question, queuedAs: string, within: number) => Promise<Reply>;
  /** Tells the register that a person says a fact is wrong; true when it has taken that. */
  readonly dispute?: (dispute: Dispute, within: number) => Promise<boolean>;
  /** Takes what has come by itself; `Came.done` confirms each. */
  readonly collect?: (within: number) => Promise<readonly Came[]>;
};
