// СМЭВ 3 in a process of its own: whoever is asked about has a policy and goes to school. Says where it is, and which messages were
// taken and confirmed. `process.argv[2]`: the public key of the system that asks.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { startSmev3 } from './smev3-server.ts';

const key = createPublicKey(readFileSync(process.argv[2] ?? ''));
const basic = 'urn://x-artefacts-smev-gov-ru/services/message-exchange/types/basic/1.2';

const server = await startSmev3(
  (request) => {
    const asked = [...request.matchAll(/<f:Fact>([^<]*)</gu)].map(([, fact]) => fact);
    process.stdout.write(`asked ${asked.join()}\n`);
    const facts = asked.map((fact) => `<f:Fact name="${fact}" type="boolean">true</f:Fact>`).join('');
    return `<b:MessagePrimaryContent xmlns:b="${basic}"><f:Facts xmlns:f="urn://okno/facts/1.0.0">${facts}</f:Facts></b:MessagePrimaryContent>`;
  },
  (element, signature) => verify(null, Buffer.from(element), key, Buffer.from(signature, 'base64')),
);
server.acknowledged.push = (id) => {
  process.stdout.write(`confirmed ${id}\n`);
  return 0;
};
process.stdout.write(`listening ${server.address}\n`);
process.once('SIGTERM', () => void server.stop());
