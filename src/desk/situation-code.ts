import { createHash } from 'node:crypto';

/** Crockford's base 32: no I, L, O and U, which people misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Of a situation: 60 bits. */
const codeLength = 12;

/** Letters taken for others, the Cyrillic ones too, because a code is often typed on a Russian keyboard. */
const typedAs = 'ILOАВСЕНКМОРТХУЗІ';
const meantAs = '110ABCEHKM0PTXY31';

/** A new code, five bits of chance for each character. `random` gives that many unpredictable bytes. */
export function makeCode(random: (bytes: number) => Uint8Array, length = codeLength): string {
  // The low five bits of a byte are as unpredictable as the byte.
  return Array.from(random(length), (byte) => alphabet[byte & 31]).join('');
}

/** The code as a person typed it, in any case and grouping, or undefined when it cannot be one. */
export function readCode(typed: string, length = codeLength): string | undefined {
  const letters = typed.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, '');
  const code = Array.from(letters, asMeant).join('');
  return code.length === length && Array.from(code).every((letter) => alphabet.includes(letter)) ? code : undefined;
}

function asMeant(letter: string): string {
  const place = typedAs.indexOf(letter);
  return place === -1 ? letter : meantAs.charAt(place);
}

/** What is kept of a code. */
export function hashOfCode(code: string): Uint8Array {
  return createHash('sha256').update(code).digest();
}
