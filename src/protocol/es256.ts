import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';

import type { PublicKey, SignatureAlgorithm } from './signature.ts';

/** On a thread of the pool: a check takes as long as everything else that is done with an answer. */
const verifyBeside = promisify(verify);

/** ECDSA on P-256 with SHA-256 (RFC 7518, 3.4). */
export const es256: SignatureAlgorithm = {
  name: 'ES256',
  makeKeys: () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk: PublicKey = publicKey.export({ format: 'jwk' });
    return { keyId: thumbprint(jwk), publicKey: jwk, privateKey: privateKey.export({ format: 'jwk' }) };
  },
  signWith: (privateKey) => {
    const key = createPrivateKey({ key: privateKey, format: 'jwk' });
    return (bytes) => fromDer(sign('sha256', bytes, key));
  },
  checkWith: (publicKey) => {
    const key = createPublicKey({ key: publicKey, format: 'jwk' });
    return async (bytes, signature) =>
      signature.length === 64 && (await verifyBeside('sha256', bytes, key, toDer(signature)));
  },
};

/** The members of an elliptic key in the order of RFC 7638, hashed. */
function thumbprint({ crv, kty, x, y }: PublicKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/**
 * A signature of JWS is two numbers of 32 bytes, one after the other; that of OpenSSL is a DER sequence of two integers. Node
 * would turn one into the other itself (`dsaEncoding`), but then takes twice as long to sign, and half as long again to check.
 */
function fromDer(der: Uint8Array): Uint8Array {
  const middle = 4 + der[3]!;
  const [r, s] = [der.subarray(4, middle), der.subarray(middle + 2)];
  const jws = new Uint8Array(64);
  for (const [number, end] of [[r, 32] as const, [s, 64] as const]) {
    const digits = number.subarray(-32);
    jws.set(digits, end - digits.length);
  }
  return jws;
}

function toDer(jws: Uint8Array): Uint8Array {
  const der = new Uint8Array(72);
  let end = 2;
  for (const start of [0, 32]) {
    // As short as it can be, and with a zero before a first byte that would make it negative.
    let from = start;
    while (from < start + 31 && jws[from] === 0) from += 1;
    const zeros = jws[from]! > 0x7f ? 1 : 0;
    const length = start + 32 - from + zeros;
    der.set([0x02, length], end);
    der.set(jws.subarray(from, start + 32), end + 2 + zeros);
    end += 2 + length;
  }
  der.set([0x30, end - 2]);
  return der.subarray(0, end);
}
