type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An XML element being written: a name, attributes, and elements or text inside. */
export type Node = {
  readonly name: string;
  readonly attributes: Attributes;
  readonly inside: readonly Node[] | string;
};

export function node(name: string, attributes: Attributes = {}, inside: readonly Node[] | string = []): Node {
  return { name, attributes, inside };
}

/** The XML text of an element, indented; a text stands without added space. */
export function xmlText(root: Node): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`;
}

function lines({ name, attributes, inside }: Node, indent: string): readonly string[] {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `${indent}<${name}${written.join('')}`;
  if (inside.length === 0) return [`${start}/>`];
  if (typeof inside === 'string') return [`${start}>${escaped(inside)}</${name}>`];
  return [`${start}>`, ...inside.flatMap((one) => lines(one, `${indent}  `)), `${indent}</${name}>`];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Signs that XML 1.0 has no way to write are left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"]/gu, (sign) => entities[sign] ?? sign);
}
