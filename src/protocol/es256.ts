import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

import type { PublicKey, SignatureAlgorithm } from './signature.ts';

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
    return (bytes) => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
  },
  checkWith: (publicKey) => {
    const key = createPublicKey({ key: publicKey, format: 'jwk' });
    return (bytes, signature) => verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);
  },
};

/** The members of an elliptic key in the order of RFC 7638, hashed. */
function thumbprint({ crv, kty, x, y }: PublicKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
