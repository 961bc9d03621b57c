import type { Catalogue, Service } from '#catalogue';
import { partsOf, readUnit, unitText } from '#language';
import type { Text, Tree } from '#language';

/** A word that the rules of a service use, what it means, and what it counts when it is a number. */
export type WordOfRules = { readonly word: string; readonly meaning: Text; readonly unit?: Text };

/** The dictionary of a service: every fact, derived fact and parameter that its rules name, in the order of the alphabet. */
export function wordsOfRules(catalogue: Catalogue, service: Service): WordOfRules[] {
  const expressions = [
    service.subject.where,
    ...service.versions.flatMap((version) => [
      ...version.criteria.map((criterion) => criterion.when),
      version.amount?.value,
    ]),
  ];
  const names = new Set(expressions.flatMap((one) => (one === undefined ? [] : namesIn(one.tree))));
  return [...names].toSorted().flatMap((word): WordOfRules[] => {
    const declared = catalogue.facts.get(word) ?? catalogue.derived.get(word) ?? catalogue.parameters.get(word);
    const unit = declared?.unit === undefined ? undefined : readUnit(declared.unit);
    if (declared === undefined) return [];
    return [
      {
        word,
        meaning: declared.name,
        ...(unit === undefined ? {} : { unit: { ru: unitText(unit, 'ru'), en: unitText(unit, 'en') } }),
      },
    ];
  });
}

function namesIn(tree: Tree): string[] {
  const own =
    tree.kind === 'name' || tree.kind === 'path' || tree.kind === 'call'
      ? [tree.name]
      : tree.kind === 'literal' && typeof tree.value === 'string'
        ? [tree.value]
        : [];
  return [...own, ...partsOf(tree).flatMap(namesIn)];
}
