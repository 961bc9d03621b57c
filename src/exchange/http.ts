import { Agent as PlainAgent, request as plain } from 'node:http';
import { Agent as SecureAgent, request as secure } from 'node:https';

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
  const options = { keepAlive: true, maxSockets: mostConnections, scheduling: 'fifo' } as const;
  const agents = { plain: new PlainAgent(options), secure: new SecureAgent(options) };
  const send: SendHttp = async (url, { method, headers, body }, within) => {
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const isSecure = url.startsWith('https:');
    const sent = Object.fromEntries([...headers, ['content-length', String(Buffer.byteLength(body))] as const]);
    const request = (isSecure ? secure : plain)(
      url,
      { method, headers: sent, agent: isSecure ? agents.secure : agents.plain },
      (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        response.on('data', (part: Buffer) => {
          length += part.length;
          if (length > mostBytes) request.destroy(new Error(`an answer of more than ${mostBytes} bytes`));
          else parts.push(part);
        });
        response.on('error', reject);
        response.on('end', () => {
          const { rawHeaders } = response;
          const pairs = rawHeaders.flatMap((name, index): Header[] =>
            index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
          );
          const body = Buffer.concat(parts);
          if (body.includes(0)) reject(new Error('an answer with U+0000 in it'));
          else resolve({ status: response.statusCode ?? 0, headers: pairs, body: body.toString('utf8') });
        });
      },
    );
    request.on('error', reject);
    // A signal for each request would cost more than to send it.
    const clock = setTimeout(() => request.destroy(new Error(`no answer within ${within} ms`)), within);
    request.end(body);
    try {
      return await promise;
    } finally {
      clearTimeout(clock);
    }
  };
  return Object.assign(send, {
    close: () => {
      agents.plain.destroy();
      agents.secure.destroy();
    },
  });
}
