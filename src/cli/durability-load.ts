import { Agent, request } from 'node:http';

/** The server that is up, and how an officer is signed in there. */
export type Up = { readonly url: string; readonly cookie: string };

/** What is asked of the server: a case opened for somebody, or a command on a case. */
type Asked = {
  readonly key: string;
  readonly path: string;
  readonly body: object;
  readonly opens?: string;
};

type OpenCase = { readonly number: string; readonly task: string };
type Answer = { readonly status: number; readonly body: unknown };

const people = 40;
const inFlight = 24;

/**
 * A load of commands by HTTP on a server that is killed again and again: so many are under way at every moment. Whatever
 * had no answer is asked again of the next process with its key, as a browser does.
 */
export class Load {
  /** By key; a case that was opened, by its person. */
  readonly acknowledged = new Map<string, { readonly opened?: string }>();
  readonly #situation: object;
  readonly #cases: OpenCase[] = [];
  readonly #opening = Promise.withResolvers<void>();
  /** Every case is open: from now on there are commands only. */
  readonly allOpen = this.#opening.promise;
  /** Tasks to be finished once, so that the agency's term begins to run. */
  readonly #toFinish: OpenCase[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  #up = Promise.withResolvers<Up | undefined>();
  #answered = Promise.withResolvers<void>();
  #count = 0;
  readonly #asking: Promise<unknown>;

  constructor(situation: object) {
    this.#situation = situation;
    this.#asking = Promise.all(Array.from({ length: inFlight }, () => this.#askOn()));
  }

  /** Asks this server from now on; resolves with its first answer. */
  async on(up: Up): Promise<void> {
    this.#answered = Promise.withResolvers<void>();
    this.#up.resolve(up);
    await this.unlessFailed(this.#answered.promise);
  }

  /** The server is about to be killed: what it leaves without an answer waits for the next. */
  away(): void {
    this.#up = Promise.withResolvers<Up | undefined>();
  }

  /** A defect that the load meets ends the campaign. */
  async unlessFailed<Found>(found: Promise<Found>): Promise<Found> {
    return (await Promise.race([found, this.#asking])) as Found;
  }

  /** Asks nothing more. */
  async end(): Promise<void> {
    this.#up.resolve(undefined);
    await this.#asking;
    this.#agent.destroy();
  }

  async #askOn(): Promise<void> {
    for (;;) {
      const asked = this.#next();
      const answer = await this.#answerTo('POST', asked);
      if (answer === undefined) return;
      this.acknowledged.set(asked.key, asked.opens === undefined ? {} : { opened: asked.opens });
      this.#answered.resolve();
      if (asked.opens === undefined) continue;
      const { number } = answer as { readonly number: string };
      const joint = await this.#answerTo('GET', { key: asked.key, path: `/api/cases/${number}`, body: {} });
      if (joint === undefined) return;
      this.#know(number, tasksToFile(joint));
    }
  }

  #know(number: string, [first, second]: readonly string[]): void {
    if (first === undefined) throw new Error(`Case ${number} has no task for its lead.`);
    if (second !== undefined) this.#toFinish.push({ number, task: second });
    if (this.#cases.push({ number, task: first }) === people) this.#opening.resolve();
  }

  /** Asks one process after another until it is answered; undefined when nothing more is to be asked. */
  async #answerTo(method: 'GET' | 'POST', asked: Asked): Promise<unknown> {
    for (;;) {
      const up = await this.#up.promise;
      if (up === undefined) return undefined;
      try {
        const { status, body } = await send(this.#agent, up, method, asked);
        if (status < 300) return body;
        throw new Error(`${asked.path} was answered with ${status}: ${JSON.stringify(body)}`);
      } catch (error) {
        // The process is gone: nothing more comes over this connection.
        if (!(error instanceof Error && 'code' in error)) throw error;
      }
    }
  }

  /** Cases first; then a task of one case after another is passed on, each time with a reason of its own. */
  #next(): Asked {
    this.#count += 1;
    const key = `durability-campaign-${this.#count}`;
    const found = this.#cases[this.#count % this.#cases.length];
    if (this.#count <= people || found === undefined) {
      const person = `person-${this.#count}`;
      const body = { agreement: 'family-in-need', situation: this.#situation, person };
      return { key, path: '/api/cases', body, opens: person };
    }
    const finished = this.#toFinish.pop();
    if (finished !== undefined) {
      const { number, task } = finished;
      return { key, path: `/api/cases/${number}/finish-task`, body: { task, result: key } };
    }
    const { number, task } = found;
    const to = { kind: 'agency', agency: 'social-protection' };
    return { key, path: `/api/cases/${number}/pass-on-task`, body: { task, to, reason: key } };
  }
}

function tasksToFile(joint: unknown): readonly string[] {
  const { tasks } = joint as {
    readonly tasks: readonly {
      readonly id: string;
      readonly kind: string;
      readonly state: string;
      readonly holder: { readonly kind: string };
    }[];
  };
  return tasks
    .filter(({ kind, state, holder }) => kind === 'file' && state === 'ready' && holder.kind === 'agency')
    .map(({ id }) => id);
}

function send(agent: Agent, { url, cookie }: Up, method: 'GET' | 'POST', { key, path, body }: Asked): Promise<Answer> {
  const headers = { cookie, origin: url, 'idempotency-key': key, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asking = request(`${url}${path}`, { agent, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown }));
    });
    asking.on('error', reject);
    asking.end(method === 'GET' ? undefined : JSON.stringify(body));
  });
}
