import type { Store } from 'n3';

/**
 * The triples of a JSON-LD document. Nothing is fetched: a document that refers to a context elsewhere is refused,
 * since what it says would depend on an address that may be changed or may answer for somebody else.
 */
export async function triplesOf(document: unknown): Promise<Store> {
  const [{ default: jsonld }, n3] = await Promise.all([import('jsonld'), import('n3')]);
  const lines: unknown = await jsonld.toRDF(document as Parameters<typeof jsonld.toRDF>[0], {
    format: 'application/n-quads',
    documentLoader: (url: string) => Promise.reject(new RemoteContext(url)),
  });
  if (typeof lines !== 'string') throw new TypeError('N-Quads were asked for, and jsonld gave something else');
  return new n3.Store(new n3.Parser({ format: 'application/n-quads' }).parse(lines));
}

export class RemoteContext extends Error {
  constructor(url: string) {
    super(`the context ${url} is elsewhere, and nothing is fetched`);
  }
}
