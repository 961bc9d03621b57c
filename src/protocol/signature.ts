import { writeSubsystemId } from './identifiers.ts';
import type { SubsystemId } from './identifiers.ts';
import { messageText } from './message.ts';
import type { Message } from './message.ts';

/** A public key as RFC 7517 writes it. */
export type PublicKey = Readonly<Record<string, unknown>>;

/**
 * A key of a member: whose it is, and from when until when what it signed counts. Keys are never taken out of the
 * directory: what was signed years ago is checked with the key of its day.
 */
export type MemberKey = {
  /** The thumbprint of the key (RFC 7638). */
  readonly keyId: string;
  /** `INSTANCE/CLASS/MEMBER/SUBSYSTEM`. */
  readonly member: string;
  readonly algorithm: string;
  readonly publicKey: PublicKey;
  /** ISO 8601, UTC. */
  readonly validFrom: string;
  readonly validUntil: string;
  /** What was signed after this does not count (the key was lost). */
  readonly revokedAt?: string;
};

export type KeyOf = (keyId: string) => MemberKey | undefined;

/** A way to sign: ES256 here; the ГОСТ one of CryptoPro is one more object like this. */
export type SignatureAlgorithm = {
  /** `alg` of RFC 7518, or an agreed name. */
  readonly name: string;
  readonly makeKeys: () => { readonly keyId: string; readonly publicKey: PublicKey; readonly privateKey: PublicKey };
  readonly signWith: (privateKey: PublicKey) => (bytes: Uint8Array) => Uint8Array;
  readonly checkWith: (publicKey: PublicKey) => (bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>;
};

/** Signs messages of one member with one key. `at` is when it is signed. */
export type Signer = {
  readonly keyId: string;
  readonly sign: (message: Message, at: Date) => string;
};

export type SignatureFault =
  | 'not-a-signature'
  | 'unknown-algorithm'
  | 'unknown-key'
  | 'foreign-key'
  | 'outside-validity'
  | 'revoked'
  | 'wrong-time'
  | 'wrong-signature';

export type SignatureChecked =
  | { readonly key: MemberKey; readonly signedAt: string }
  | { readonly fault: SignatureFault };

/** Checks that a message was signed by a member, with a key that was his on the day of signing. */
export type Checker = (
  message: Message,
  signature: string,
  by: SubsystemId,
  /** When it came: a message signed much earlier or later is not taken. Left out for what is checked years later. */
  receivedAt?: Date,
) => Promise<SignatureChecked>;

/** Clocks of two agencies differ. */
const mostSkewMilliseconds = 10 * 60_000;

export function createSigner(algorithm: SignatureAlgorithm, keyId: string, privateKey: PublicKey): Signer {
  const signBytes = algorithm.signWith(privateKey);
  return {
    keyId,
    sign: (message, at) => {
      const header = base64url(
        JSON.stringify({ alg: algorithm.name, kid: keyId, iat: Math.floor(at.getTime() / 1000) }),
      );
      return `${header}..${base64url(signBytes(signedBytes(header, message)))}`;
    },
  };
}

export function createChecker(algorithms: readonly SignatureAlgorithm[], keyOf: KeyOf): Checker {
  const byName = new Map(algorithms.map((algorithm) => [algorithm.name, algorithm]));
  // A key is made ready once, not for each message.
  const ready = new Map<string, ReturnType<SignatureAlgorithm['checkWith']>>();
  const checkWith = (algorithm: SignatureAlgorithm, key: MemberKey): ReturnType<SignatureAlgorithm['checkWith']> => {
    const found = ready.get(key.keyId) ?? algorithm.checkWith(key.publicKey);
    ready.set(key.keyId, found);
    return found;
  };
  return async (message, signature, by, receivedAt) => {
    const parts = readSignature(signature);
    if (parts === undefined) return { fault: 'not-a-signature' };
    const key = keyOf(parts.keyId);
    if (key === undefined) return { fault: 'unknown-key' };
    const algorithm = byName.get(parts.algorithm);
    if (algorithm === undefined || key.algorithm !== parts.algorithm) return { fault: 'unknown-algorithm' };
    if (key.member !== writeSubsystemId(by)) return { fault: 'foreign-key' };
    const signedAt = new Date(parts.signedAt * 1000);
    if (signedAt < new Date(key.validFrom) || signedAt > new Date(key.validUntil)) return { fault: 'outside-validity' };
    if (key.revokedAt !== undefined && signedAt >= new Date(key.revokedAt)) return { fault: 'revoked' };
    if (receivedAt !== undefined && Math.abs(receivedAt.getTime() - signedAt.getTime()) > mostSkewMilliseconds)
      return { fault: 'wrong-time' };
    const isRight = await checkWith(algorithm, key)(signedBytes(parts.header, message), parts.signature);
    return isRight ? { key, signedAt: signedAt.toISOString() } : { fault: 'wrong-signature' };
  };
}

type Parts = {
  readonly header: string;
  readonly algorithm: string;
  readonly keyId: string;
  /** Seconds since 1970, as JWS has them. */
  readonly signedAt: number;
  readonly signature: Uint8Array;
};

function readSignature(text: string): Parts | undefined {
  const found = /^([A-Za-z0-9_-]{1,2000})\.\.([A-Za-z0-9_-]{1,2000})$/u.exec(text);
  if (found === null) return undefined;
  const [, header = '', signature = ''] = found;
  try {
    const { alg, kid, iat, crit, b64 } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as Readonly<
      Record<string, unknown>
    >;
    // An extension we do not know must not be passed over (RFC 7515, 4.1.11).
    if (crit !== undefined || b64 !== undefined) return undefined;
    if (typeof alg !== 'string' || typeof kid !== 'string' || typeof iat !== 'number' || !Number.isInteger(iat))
      return undefined;
    // A moment beyond what a date can hold is none.
    if (Math.abs(iat) > 8.64e12) return undefined;
    return { header, algorithm: alg, keyId: kid, signedAt: iat, signature: Buffer.from(signature, 'base64url') };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** What JWS signs: the protected header, a dot, and the payload, each in base 64 (RFC 7515, 5.1 and appendix F). */
function signedBytes(header: string, message: Message): Uint8Array {
  return Buffer.from(`${header}.${base64url(messageText(message))}`, 'ascii');
}

function base64url(bytes: string | Uint8Array): string {
  return Buffer.from(bytes as Uint8Array).toString('base64url');
}
