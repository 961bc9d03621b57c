import { createServer } from 'node:http';

import { listening } from './register.ts';

/** What the provider behind СМЭВ makes of a request: the inside of its answer, or nothing yet. */
export type Provide = (request: string) => string | undefined;

export type Smev3Server = {
  readonly address: string;
  /** Requests that were taken into the queue. */
  readonly requests: string[];
  readonly acknowledged: string[];
  /** The name of a fault with which everything is answered. */
  fault: string | undefined;
  readonly stop: () => Promise<void>;
};

const types = 'urn://x-artefacts-smev-gov-ru/services/message-exchange/types/1.2';
const basic = 'urn://x-artefacts-smev-gov-ru/services/message-exchange/types/basic/1.2';
const faults = 'urn://x-artefacts-smev-gov-ru/services/message-exchange/types/faults/1.2';

/**
 * СМЭВ 3 with one provider behind it: queues, and answers that come again until they are confirmed. `isSigned`: whether what stands
 * in a signature is one of the element before it.
 */
export async function startSmev3(
  provide: Provide,
  isSigned: (element: string, signature: string) => boolean = () => true,
): Promise<Smev3Server> {
  const state = { requests: [] as string[], acknowledged: [] as string[], fault: undefined as string | undefined };
  const waiting = new Map<string, string>();
  let next = 0;

  function answerTo(operation: string, body: string): string {
    const [, element = '', signature = ''] =
      /<t:\w+Request xmlns:t="[^"]*">(.*)<t:CallerInformationSystemSignature[^>]*>(.*)<\/t:CallerInf/su.exec(body) ??
      [];
    const fault = state.fault ?? (isSigned(element, signature) ? undefined : 'SignatureVerificationFault');
    if (fault !== undefined)
      return `<s:Fault><faultcode>s:Client</faultcode><faultstring>${fault}</faultstring><detail><f:${fault} xmlns:f="${faults}"/></detail></s:Fault>`;
    switch (operation) {
      case 'SendRequest': {
        const id = /<t:MessageID>([^<]*)</u.exec(body)?.[1] ?? '';
        state.requests.push(body);
        const inside = provide(body);
        if (inside !== undefined) {
          next += 1;
          const answer = `00000000-0000-1000-8000-${String(next).padStart(12, '0')}`;
          waiting.set(
            answer,
            `<t:Response><t:OriginalMessageId>${id}</t:OriginalMessageId><t:SenderProvidedResponseData Id="R"><t:MessageID>${answer}</t:MessageID><t:To>x</t:To>${inside}</t:SenderProvidedResponseData></t:Response>`,
          );
        }
        return `<t:SendRequestResponse xmlns:t="${types}"><t:MessageMetadata><t:MessageId>${id}</t:MessageId><t:MessageType>REQUEST</t:MessageType><t:Status>requestIsQueued</t:Status></t:MessageMetadata></t:SendRequestResponse>`;
      }
      case 'GetResponse': {
        const [first] = waiting;
        // Whoever is given out goes to the end: what is not confirmed comes again.
        if (first !== undefined) {
          waiting.delete(first[0]);
          waiting.set(...first);
        }
        return `<t:GetResponseResponse xmlns:t="${types}" xmlns:b="${basic}">${first === undefined ? '' : `<t:ResponseMessage>${first[1]}</t:ResponseMessage>`}</t:GetResponseResponse>`;
      }
      case 'Ack': {
        const id = /<b:AckTargetMessage[^>]*>([^<]*)</u.exec(body)?.[1] ?? '';
        waiting.delete(id);
        state.acknowledged.push(id);
        return `<t:AckResponse xmlns:t="${types}"/>`;
      }
      default:
        return '<s:Fault><faultstring>unknown operation</faultstring></s:Fault>';
    }
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const operation = String(request.headers['soapaction'] ?? '').replace('urn:', '');
      const inside = answerTo(operation, Buffer.concat(parts).toString());
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(
        `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${inside}</s:Body></s:Envelope>`,
      );
    });
  });
  const address = await listening(server);
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    await promise;
  };
  return Object.assign(state, { address, stop });
}
