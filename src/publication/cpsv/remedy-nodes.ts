import type { RemedySpan } from '#catalogue';
import { marked } from '#publication/certainty.ts';
import type { Edition, ServiceInForce } from '#publication/edition.ts';

import { certaintyIri } from './concept-nodes.ts';
import { lawIri } from './law-nodes.ts';
import type { Node } from './terms.ts';

/** What one may do against a refusal. A term to object that has to be checked is left to the text, which says so. */
export function remedyNodes({ iris }: Edition, { service, version }: ServiceInForce): Node[] {
  return version.remedies.map((remedy) => ({
    id: iris.part(service.id, version.from, 'remedy', remedy.id),
    type: ['Remedy'],
    identifier: `${service.id}/remedy/${remedy.id}`,
    description: marked(remedy.text, remedy.article.certainty),
    ownedBy: [iris.thing('agency', remedy.to)],
    implements: [lawIri(iris, remedy.article)],
    within: spanOf(remedy.within),
    answered: spanOf(remedy.answered),
    certainty: certaintyIri(iris, remedy.article.certainty),
  }));
}

function spanOf(span: RemedySpan | undefined): string | undefined {
  if (span === undefined || span.certainty === 'unsure') return undefined;
  return 'months' in span ? `${span.months} months` : `${span.days} ${span.unit} days`;
}
