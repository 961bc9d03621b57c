import { Duplex } from 'node:stream';
import { callbackify } from 'node:util';
import type { PGlite } from '@electric-sql/pglite';

/**
 * A PGlite as the socket of PostgreSQL's own driver: what the driver writes (PostgreSQL's protocol 3.0) is carried out in
 * this process, and the answer is what it reads. Both engines are spoken to by one driver then, with the same types and
 * prepared statements, and a statement is one call of PGlite instead of the six that its own `query` makes.
 */
export class PgliteStream extends Duplex {
  readonly #pglite: PGlite;
  #hasBegun = false;

  constructor(pglite: PGlite) {
    super();
    this.#pglite = pglite;
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  // What a driver asks of a socket beside reading and writing means nothing here.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers come when there is something to answer.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#answerTo(chunk, done);
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error) => void): void {
    this.#answerTo(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  readonly #answerTo = callbackify((message: Buffer) => this.#answer(message));

  async #answer(message: Buffer): Promise<void> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.push(welcome);
    } else if (message[0] === terminate) this.push(null);
    else this.push(withOneEnd(await this.#pglite.execProtocolRaw(message)));
  }
}

const terminate = 'X'.codePointAt(0)!;
const readyForQuery = 'Z'.codePointAt(0)!;

/** AuthenticationOk and ReadyForQuery: nobody else can reach this database. */
const welcome = Buffer.from([
  ...Buffer.from('R'),
  0,
  0,
  0,
  8,
  0,
  0,
  0,
  0,
  readyForQuery,
  0,
  0,
  0,
  5,
  ...Buffer.from('I'),
]);

/** After an error PGlite says that it is ready once too often (electric-sql/pglite#958); only the last one counts. */
function withOneEnd(answer: Uint8Array): Buffer {
  const whole = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  const kept: Buffer[] = [];
  let end: Buffer | undefined;
  for (let from = 0; from < whole.length;) {
    const to = from + 1 + whole.readInt32BE(from + 1);
    if (whole[from] === readyForQuery) end = whole.subarray(from, to);
    else kept.push(whole.subarray(from, to));
    from = to;
  }
  return end === undefined ? whole : Buffer.concat([...kept, end]);
}
