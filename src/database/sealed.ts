import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/** What something is sealed with: a secret that the database does not have, and what for, which is said once for each secret. */
export type Sealing = { readonly secret: string; readonly purpose: string };

// AES-256-GCM: 16 bytes of proof, then the sealed text. A key serves for one text only, so the nonce may be fixed.
const nonce = Buffer.alloc(12);

/** Seals a JSON value: whoever reads the database cannot read it, and no secret of the server has to be kept and changed. */
export function seal(value: unknown, sealing: Sealing): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', keyOf(sealing), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([cipher.getAuthTag(), sealed]);
}

export function unseal(sealed: Uint8Array, sealing: Sealing): unknown {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(sealing), nonce);
  decipher.setAuthTag(sealed.subarray(0, 16));
  const text = Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()]).toString('utf8');
  return JSON.parse(text);
}

function keyOf({ secret, purpose }: Sealing): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', purpose, 32));
}
