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

/** The root of a well-formed XML text; a sentence of what is wrong otherwise. Fetches nothing and expands no entities. */
export function parseXml(text: string): { readonly root: Element } | { readonly wrong: string } {
  const parser = new SaxesParser({ xmlns: true });
  const open: Growing[] = [];
  let root: Growing | undefined;
  let wrong: string | undefined;
  parser.on('error', (error) => {
    wrong ??= error.message;
  });
  parser.on('opentag', (tag) => {
    const attributes = new Map(Object.values(tag.attributes).map((attribute) => [attribute.local, attribute.value]));
    const element: Growing = { name: tag.local, attributes, children: [], text: '' };
    if (open.length > deepest) wrong ??= `nested deeper than ${deepest}`;
    else open.at(-1)?.children.push(element);
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
  parser.write(text).close();
  if (wrong !== undefined) return { wrong };
  return root === undefined ? { wrong: 'there is no element' } : { root };
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
