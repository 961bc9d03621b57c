import type { Catalogue, Criterion, Service } from '#catalogue';
import type { CheckedExpression, Tree } from '#language';

/** A number from 0 to 1, the next one at each call; the same for the same seed (mulberry32). */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * The packs' services multiplied, as if as many regions had their own: each variant has every literal number and every
 * parameter in its rules multiplied by a factor of its own from 0.8 to 1.25. Truths computed by the pack ("the property
 * is within the limits") are written out in the variants, so that their thresholds vary too; what makes a family, an age
 * or an income stays the state's, one for all. The first variant is the pack as it is.
 */
export function manyServices(catalogue: Catalogue, count: number, seed: number): Catalogue {
  const chance = chanceOf(seed);
  const services = new Map<string, Service>();
  for (let variant = 0; services.size < count; variant += 1) {
    for (const service of catalogue.services.values()) {
      if (services.size >= count) break;
      const id = variant === 0 ? service.id : `${service.id}~${variant}`;
      services.set(id, variant === 0 ? service : { ...varied(service, new Scaling(catalogue, chance)), id });
    }
  }
  return { ...catalogue, services };
}

function varied(service: Service, scaling: Scaling): Service {
  const { where } = service.subject;
  return {
    ...service,
    subject: { ...service.subject, ...(where === undefined ? {} : { where: scaling.expression(where) }) },
    versions: service.versions.map((version) => ({
      ...version,
      criteria: version.criteria.map((criterion): Criterion =>
        criterion.when === undefined ? criterion : { ...criterion, when: scaling.expression(criterion.when) },
      ),
      ...(version.amount === undefined
        ? {}
        : { amount: { ...version.amount, value: scaling.expression(version.amount.value) } }),
    })),
  };
}

class Scaling {
  readonly #catalogue: Catalogue;
  readonly #chance: Chance;

  constructor(catalogue: Catalogue, chance: Chance) {
    this.#catalogue = catalogue;
    this.#chance = chance;
  }

  expression(expression: CheckedExpression): CheckedExpression {
    return { ...expression, tree: this.#tree(expression.tree) };
  }

  #tree(tree: Tree): Tree {
    const { from, to } = tree;
    const inside = (part: Tree): Tree => this.#tree(part);
    switch (tree.kind) {
      case 'literal':
        return typeof tree.value === 'number' ? { ...tree, value: this.#scaled(tree.value) } : tree;
      case 'name': {
        if (this.#catalogue.parameters.has(tree.name)) {
          return {
            kind: 'arithmetic',
            operator: '*',
            left: tree,
            right: { kind: 'literal', value: this.#factor(), from, to },
            from,
            to,
          };
        }
        return this.#writtenOut(tree.name, 'household') ?? tree;
      }
      case 'path':
        if (tree.of.kind !== 'name') return { ...tree, of: inside(tree.of) };
        return tree.of.name === 'subject' ? (this.#writtenOut(tree.name, 'person') ?? tree) : tree;
      case 'call':
        // A month or the place of a digit is no threshold.
        return tree.name === 'date' || tree.name === 'parameterOn' || tree.name.startsWith('round')
          ? tree
          : { ...tree, args: tree.args.map(inside) };
      case 'all':
      case 'any':
        return { ...tree, parts: tree.parts.map(inside) };
      case 'compare':
      case 'arithmetic':
        return { ...tree, left: inside(tree.left), right: inside(tree.right) };
      case 'negate':
        return { ...tree, of: inside(tree.of) };
      case 'if':
        return { ...tree, condition: inside(tree.condition), then: inside(tree.then), else: inside(tree.else) };
      case 'quantified':
        return { ...tree, satisfies: inside(tree.satisfies) };
      default:
        return tree;
    }
  }

  /** The rule behind a computed truth, varied; undefined when the name is something else. */
  #writtenOut(name: string, of: 'household' | 'person'): Tree | undefined {
    const derived = this.#catalogue.derived.get(name);
    const [way, another] = derived?.ways ?? [];
    const isTruth = derived?.of === of && derived.type.kind === 'boolean' && derived.parameters.length === 0;
    return isTruth && way !== undefined && another === undefined ? this.#tree(way.tree) : undefined;
  }

  #scaled(value: number): number {
    return Math.round(value * this.#factor() * 100) / 100;
  }

  #factor(): number {
    return Math.round((0.8 + this.#chance() * 0.45) * 100) / 100;
  }
}
