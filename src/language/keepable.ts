/**
 * PostgreSQL keeps neither U+0000 nor half of a surrogate pair in its JSON; signs that nobody sees can make a text read as
 * another one. No keyboard types them: they are left out.
 */
export function keepable(text: string): string {
  return text.replaceAll(hidden, '').toWellFormed();
}

/** The first sign in the texts of a JSON text that nobody sees, as `U+202E`. */
export function hiddenSignIn(json: string): string | undefined {
  const plain = json.includes('\\') ? json.replaceAll(escapes, unescaped) : json;
  const [sign] = plain.match(hidden) ?? [];
  return sign === undefined ? undefined : `U+${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Control signs but tabulators and ends of lines; signs that turn the direction of what follows; signs without width. The one
 * that joins emoji is left where it does.
 */
const hidden = new RegExp(
  String.raw`[\u0000-\u0008\v\f\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]` +
    String.raw`|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d`,
  'gu',
);

const escapes = /\\(?:u([\da-fA-F]{4})|(.))/gsu;
const shortEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unescaped(_: string, code: string | undefined, short: string | undefined): string {
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return shortEscapes[short ?? ''] ?? short ?? '';
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
