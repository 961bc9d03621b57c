/**
 * Insurance numbers of people who do not exist: `990-000-001` and on, a range that is given to nobody. The last two digits
 * are the checksum of the real ones, so that forms that check it take them.
 */
export function sampleSnils(ordinal: number): string {
  const digits = `990${String(ordinal).padStart(6, '0')}`;
  return digits + String(snilsChecksum(digits)).padStart(2, '0');
}

/** The sum of the digits times 9, 8, … 1, taken modulo 101; 100 is written as 00. */
export function snilsChecksum(nineDigits: string): number {
  const sum = Array.from(nineDigits).reduce((total, digit, index) => total + Number(digit) * (9 - index), 0);
  return (sum % 101) % 100;
}

/** Series 00 00 is given to nobody. */
export function samplePassport(ordinal: number): string {
  return `0000 ${String(100_000 + ordinal)}`;
}
