const [oneDimension, noNulls, text, from] = [1, 0, 25, 1];

/**
 * Texts as an array that PostgreSQL takes as it is (`${textArray(texts)}::text[]`): long ones are not escaped here and read
 * again there.
 */
export function textArray(texts: readonly string[]): Buffer {
  const lengths = texts.map((one) => Buffer.byteLength(one));
  const array = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, 20));
  let end = 0;
  for (const number of [oneDimension, noNulls, text, texts.length, from]) end = array.writeInt32BE(number, end);
  for (const [index, one] of texts.entries()) {
    end = array.writeInt32BE(lengths[index]!, end);
    end += array.write(one, end);
  }
  return array;
}
