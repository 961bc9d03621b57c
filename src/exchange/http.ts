import { Agent } from 'undici';
import type { Dispatcher } from 'undici';

import type { Header } from '#protocol';

export type HttpAnswer = {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
};

export type SendHttp = (
  url: string,
  request: { readonly method: string; readonly headers: readonly Header[]; readonly body: string },
  /** Milliseconds until it is given up. */
  within: number,
) => Promise<HttpAnswer>;

/** More is no answer to a question about facts. */
const mostBytes = 4 * 1024 * 1024;

/** Sends over connections that are kept open. Follows no redirects: an answer from elsewhere is no answer. */
export function createHttp(mostConnections = 64): SendHttp & { readonly close: () => void } {
  // One clock below counts for all of it.
  const noOther = { headersTimeout: 0, bodyTimeout: 0 };
  const agent = new Agent({ connections: mostConnections, maxResponseSize: mostBytes, ...noOther });
  const send: SendHttp = async (url, { method, headers, body }, within) => {
    const { origin, path } = partsOf(url);
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const reading = createReading(resolve, reject);
    // A signal for each request would cost more than to send it.
    const clock = setTimeout(() => reading.giveUp(new Error(`no answer within ${within} ms`)), within);
    const sent = { origin, path, method, headers: headers.flat() };
    agent.dispatch({ ...sent, body: body === '' ? null : body }, reading.handler);
    try {
      return await promise;
    } finally {
      clearTimeout(clock);
    }
  };
  return Object.assign(send, { close: () => void agent.destroy() });
}

function partsOf(url: string): { readonly origin: string; readonly path: string } {
  const { origin, pathname, search } = new URL(url);
  return { origin, path: `${pathname}${search}` };
}

/** Puts one answer together out of what comes; `giveUp` ends it wherever it is. */
function createReading(
  resolve: (answer: HttpAnswer) => void,
  reject: (fault: Error) => void,
): { readonly handler: Dispatcher.DispatchHandler; readonly giveUp: (fault: Error) => void } {
  const parts: Buffer[] = [];
  let [status, headers]: [number, readonly Header[]] = [0, []];
  let sending: Dispatcher.DispatchController | undefined;
  let over: Error | undefined;
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: (controller) => {
      sending = controller;
      // It stood in line until nobody waited for it any more.
      if (over !== undefined) controller.abort(over);
    },
    onResponseStart: (_controller, code, told) => {
      status = code;
      headers = Object.entries(told).flatMap(([name, values = []]) =>
        [values].flat().map((value): Header => [name, value]),
      );
    },
    onResponseData: (_controller, part) => void parts.push(part),
    onResponseEnd: () => {
      const body = Buffer.concat(parts);
      if (body.includes(0)) reject(new Error('an answer with U+0000 in it'));
      else resolve({ status, headers, body: body.toString('utf8') });
    },
    onResponseError: (_controller, fault) => reject(fault),
  };
  const giveUp = (fault: Error): void => {
    over = fault;
    sending?.abort(fault);
    reject(fault);
  };
  return { handler, giveUp };
}
