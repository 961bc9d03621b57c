import type { Catalogue, Service } from '#catalogue';
import { partsOf } from '#language';
import type { CheckedExpression, Tree } from '#language';

/** The facts an expression can rest on, through derived facts, whatever the household. */
export class Reach {
  readonly #catalogue: Catalogue;
  readonly #derived = new Map<string, ReadonlySet<string>>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  ofService(service: Service): ReadonlySet<string> {
    const expressions = [
      service.subject.where,
      ...service.versions.flatMap((version) => [...version.criteria.map((criterion) => criterion.when), version.amount?.value]),
    ].filter((expression): expression is CheckedExpression => expression !== undefined);
    return new Set(expressions.flatMap((expression) => [...this.of(expression.tree)]));
  }

  of(tree: Tree): ReadonlySet<string> {
    const found = new Set<string>();
    const visit = (part: Tree): void => {
      if (part.kind === 'name' || part.kind === 'path' || part.kind === 'call') for (const fact of this.#named(part.name)) found.add(fact);
      for (const under of partsOf(part)) visit(under);
    };
    visit(tree);
    return found;
  }

  #named(name: string): ReadonlySet<string> {
    if (this.#catalogue.facts.has(name)) return new Set([name]);
    const known = this.#derived.get(name);
    if (known !== undefined) return known;
    this.#derived.set(name, new Set());
    const ways = this.#catalogue.derived.get(name)?.ways ?? [];
    const found = new Set(ways.flatMap((way) => [...this.of(way.tree)]));
    this.#derived.set(name, found);
    return found;
  }
}

const reaches = new WeakMap<Catalogue, { readonly reach: Reach; readonly services: Map<string, ReadonlySet<string>> }>();

/** Facts a service's answer can rest on; counted once for a catalogue. */
export function reachOf(catalogue: Catalogue, service: Service): ReadonlySet<string> {
  const kept = reaches.get(catalogue) ?? { reach: new Reach(catalogue), services: new Map<string, ReadonlySet<string>>() };
  reaches.set(catalogue, kept);
  const found = kept.services.get(service.id) ?? kept.reach.ofService(service);
  kept.services.set(service.id, found);
  return found;
}
