import { html as write, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of a page; everything put into it by `html` is escaped unless it is such a piece itself. */
export type Html = HtmlEscapedString;

type Piece = Html | string | number | false | null | undefined | readonly Piece[];

type Write = (strings: TemplateStringsArray, ...pieces: readonly Piece[]) => Html;

/**
 * Hono's `html`, narrowed: nothing asynchronous goes into our pages, so what comes out is text and no promise. The indentation
 * of a template is for whoever reads it here, and not sent: it would be a third of a long page.
 */
export const html: Write = (strings, ...pieces) => (write as Write)(withoutIndentation(strings), ...pieces);

const short = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

function withoutIndentation(strings: TemplateStringsArray): TemplateStringsArray {
  const known = short.get(strings);
  if (known !== undefined) return known;
  const shortened = strings.map((text) => text.replaceAll(/\n\s+/gu, '\n'));
  const made = Object.assign(shortened, { raw: strings.raw });
  short.set(strings, made);
  return made;
}

/** Markup that a trusted part made (a macro, a drawing); never what a person typed. */
export function trusted(markup: string): Html {
  return raw(markup);
}

export function join(pieces: readonly Html[], between = ''): Html {
  return raw(pieces.map(String).join(between));
}

export const nothing: Html = raw('');
