// A provider of signatures: signs what comes in with the key of `process.argv[2]`.
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const element = readFileSync(0);
process.stdout.write(sign(null, element, createPrivateKey(readFileSync(process.argv[2] ?? ''))).toString('base64'));
