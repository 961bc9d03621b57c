import type { JsonLd } from './cpsv/catalogue-graph.ts';
import { prefixes } from './cpsv/terms.ts';
import { triplesOf } from './triples.ts';

/** The same graph in Turtle, for who reads RDF and not JSON. */
export async function turtleOf(graph: JsonLd): Promise<string> {
  const [{ Writer }, triples] = await Promise.all([import('n3'), triplesOf(graph)]);
  const writer = new Writer({ prefixes });
  writer.addQuads([...triples]);
  return new Promise((resolve, reject) => {
    writer.end((error: Error | null, text: string) =>
      error === null || error === undefined ? resolve(text) : reject(error),
    );
  });
}
