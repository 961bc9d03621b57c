import { definitionsOf } from '#assessment';
import { daysOfChange, parameterOn } from '#catalogue';
import type { Catalogue } from '#catalogue';
import { dayText, mentions, partsOf } from '#language';
import type { CheckedExpression, Tree } from '#language';

/** The territory whose rules answer for a territory. */
export type LawOf = (territory: string) => string;

/**
 * Territories in which every rule says the same on every day share one rulebook: that of the first of them. Most
 * municipalities of a region do, so that a region is counted as one crowd and not as twenty.
 */
export function lawsOf(catalogue: Catalogue, asOf: string): LawOf {
  const laws = new Laws(catalogue, asOf);
  return (territory) => laws.of(territory);
}

class Laws {
  readonly #catalogue: Catalogue;
  /** Conditions in rules that name the territory, as far as they rest on no fact. */
  readonly #named: readonly Tree[];
  readonly #asOf: string;
  readonly #days: readonly (readonly string[])[];
  readonly #byTerritory = new Map<string, string>();
  readonly #byValues = new Map<string, string>();

  constructor(catalogue: Catalogue, asOf: string) {
    this.#catalogue = catalogue;
    this.#asOf = asOf;
    this.#named = expressionsIn(catalogue).flatMap(({ tree }) => constantsNaming(tree, catalogue));
    this.#days = [...catalogue.parameters.values()].map((one) => [asOf, ...daysOfChange(one).map(dayText)]);
  }

  of(territory: string): string {
    const known = this.#byTerritory.get(territory);
    if (known !== undefined) return known;
    const { constant } = definitionsOf(this.#catalogue, this.#asOf, territory);
    const values = `${this.#valuesIn(territory)} ${JSON.stringify(this.#named.map((tree) => constant(tree)))}`;
    const found = this.#byValues.get(values) ?? territory;
    this.#byValues.set(values, found);
    this.#byTerritory.set(territory, found);
    return found;
  }

  /** Which of its values each parameter has there, day by day. */
  #valuesIn(territory: string): string {
    const parameters = [...this.#catalogue.parameters.values()];
    return parameters
      .flatMap((parameter, index) =>
        this.#days[index]!.map((day) => {
          const value = parameterOn(parameter, territory, day);
          return value === undefined ? -1 : parameter.values.indexOf(value);
        }),
      )
      .join();
  }
}

function expressionsIn(catalogue: Catalogue): readonly CheckedExpression[] {
  const { services, derived, facts } = catalogue;
  const ofServices = [...services.values()].flatMap(({ subject, versions }) => [
    subject.where,
    ...versions.flatMap((version) => [
      ...version.criteria.map(({ when }) => when),
      version.amount?.value,
      version.amount?.overYear,
      ...version.transition.flatMap(({ keeps, asOn }) => [keeps, asOn]),
    ]),
  ]);
  const ofFacts = [...facts.values()].map(({ askWhen }) => askWhen);
  return [...ofServices, ...ofFacts, ...[...derived.values()].flatMap(({ ways }) => ways)].filter(
    (one) => one !== undefined,
  );
}

/** The widest parts of a tree that name the territory and rest on nothing that is told. */
function constantsNaming(tree: Tree, catalogue: Catalogue): readonly Tree[] {
  if (!mentions(tree, 'territory')) return [];
  return isConstant(tree, catalogue) ? [tree] : partsOf(tree).flatMap((part) => constantsNaming(part, catalogue));
}

function isConstant(tree: Tree, catalogue: Catalogue): boolean {
  if (tree.kind === 'name')
    return tree.name === 'territory' || tree.name === 'today' || catalogue.parameters.has(tree.name);
  if (tree.kind === 'quantified' || tree.kind === 'for' || tree.kind === 'filter') return false;
  if (tree.kind === 'call' && catalogue.derived.has(tree.name)) return false;
  return partsOf(tree).every((part) => isConstant(part, catalogue));
}
