import type { Article } from '#catalogue';
import { digestName } from '#publication/iris.ts';
import type { Iris } from '#publication/iris.ts';

import type { Node } from './terms.ts';

/** An act is known by its citation only: two that are cited alike are one. */
export function lawIri(iris: Iris, { citation }: Article): string {
  return iris.thing('law', digestName(citation));
}

export function lawNodes(iris: Iris, articles: readonly Article[]): Node[] {
  const byIri = new Map(articles.map((article) => [lawIri(iris, article), article.citation]));
  return [...byIri].map(([id, citation]) => ({ id, type: ['LegalResource'], title: { ru: citation } }));
}
