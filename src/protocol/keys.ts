import { writeSubsystemId } from './identifiers.ts';
import type { SubsystemId } from './identifiers.ts';
import type { KeyOf, MemberKey, PublicKey, SignatureAlgorithm } from './signature.ts';

/** A new pair of keys of a member: the record goes to everybody, the private key to the member alone. */
export function makeMemberKey(
  algorithm: SignatureAlgorithm,
  member: SubsystemId,
  valid: { readonly from: Date; readonly until: Date },
): { readonly record: MemberKey; readonly privateKey: PublicKey } {
  const { keyId, publicKey, privateKey } = algorithm.makeKeys();
  const record = {
    keyId,
    member: writeSubsystemId(member),
    algorithm: algorithm.name,
    publicKey,
    validFrom: valid.from.toISOString(),
    validUntil: valid.until.toISOString(),
  };
  return { record, privateKey };
}

/** The directory of keys of an exchange, as its operator publishes it. */
export function keyDirectory(keys: Iterable<MemberKey>): KeyOf {
  const byId = new Map([...keys].map((key) => [key.keyId, key]));
  return (keyId) => byId.get(keyId);
}
