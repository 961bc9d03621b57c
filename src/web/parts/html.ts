import { html as write, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of a page; everything put into it by `html` is escaped unless it is such a piece itself. */
export type Html = HtmlEscapedString;

type Piece = Html | string | number | false | null | undefined | readonly Piece[];

/** Hono's `html`, narrowed: nothing asynchronous goes into our pages, so what comes out is text and no promise. */
export const html = write as (strings: TemplateStringsArray, ...pieces: readonly Piece[]) => Html;

/** Markup that a trusted part made (a macro, a drawing); never what a person typed. */
export function trusted(markup: string): Html {
  return raw(markup);
}

export function join(pieces: readonly Html[], between = ''): Html {
  return raw(pieces.map(String).join(between));
}

export const nothing: Html = raw('');
