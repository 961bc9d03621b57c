/** PostgreSQL keeps neither U+0000 nor half of a surrogate pair in its JSON, and no keyboard types them: they are left out. */
export function keepable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/**
 * Whether every text in a JSON text can be kept. Looked for in its escapes, where alone such a sign can stand: so no nesting,
 * however deep, is walked through.
 */
export function isKeepableJson(json: string): boolean {
  return !json.includes('\\u') || !unkeepable.test(json);
}

const high = String.raw`\\u[dD][89abAB][\da-fA-F]{2}`;
const low = String.raw`\\u[dD][c-fC-F][\da-fA-F]{2}`;
/** A backslash before an escape takes it back: only an even number of them leaves it one. */
const unkeepable = new RegExp(
  String.raw`(?<!\\)(?:\\\\)*(?:\\u0000|${high}(?!${low})|(?<!(?<!\\)(?:\\\\)*${high})${low})`,
  'u',
);
