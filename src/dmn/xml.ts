import { SaxesParser } from 'saxes';

/** An element of an XML text: local name without its prefix, attributes by local name, elements inside, and its text. */
export type Element = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  readonly text: string;
};

type Growing = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Growing[];
  text: string;
};

/** Deepest nesting that is read: boxed expressions of people stay far below. */
const deepest = 200;
/** Longest text that is read, in letters; the largest models of people have a tenth of it. */
const longest = 20_000_000;

/** What keeps a text from being read, and where. */
export type WrongXml = { readonly wrong: string; readonly line: number; readonly column: number };

class XmlFault extends Error {}

/**
 * The root of a well-formed XML text; a sentence of what is wrong otherwise. Stops at the first fault, fetches nothing and
 * expands no entities but XML's own: a bomb of them is an unknown entity.
 */
export function parseXml(text: string): { readonly root: Element } | WrongXml {
  if (text.length > longest) return { wrong: `longer than ${longest} characters`, line: 1, column: 1 };
  const parser = new SaxesParser({ xmlns: true });
  const open: Growing[] = [];
  let root: Growing | undefined;
  parser.on('error', (error) => {
    throw new XmlFault(error.message.replace(/^[\d:]+ /u, ''));
  });
  parser.on('opentag', (tag) => {
    const attributes = new Map(Object.values(tag.attributes).map((attribute) => [attribute.local, attribute.value]));
    const element: Growing = { name: tag.local, attributes, children: [], text: '' };
    if (open.length > deepest) throw new XmlFault(`nested deeper than ${deepest}`);
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const add = (piece: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    open.pop();
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    return { wrong: error.message, line: parser.line, column: parser.column };
  }
  return root === undefined ? { wrong: 'there is no element', line: 1, column: 1 } : { root };
}

export function childrenOf(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name);
}

export function childOf(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

/** Text of the `<text>` inside, as DMN wraps its expressions. */
export function wrappedText(element: Element | undefined): string | undefined {
  return element === undefined ? undefined : childOf(element, 'text')?.text;
}
