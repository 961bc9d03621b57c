import { parameterOn } from '#catalogue';
import type { Catalogue, Criterion, Service, ServiceVersion } from '#catalogue';
import { dayNumber, dayText, isUnknown, partsOf, plain } from '#language';
import type { CheckedExpression, Text, Tree } from '#language';

import { Household } from './household.ts';

/** Something that is not wrong in form and yet hardly meant: to be looked at by whoever wrote it. */
export type Remark = { readonly service: string; readonly file: string; readonly version: string; readonly text: Text };

/**
 * Remarks on packs that check: a rule that has the same answer for everybody, a parameter without a value on a day of
 * validity, days between two versions on which no law is in force, a fact that a rule needs and nobody can tell.
 * Looked at up to the day `until`, in the widest territory of the packs.
 */
export function remarksOn(catalogue: Catalogue, until: string): Remark[] {
  // A region, where there is one: most amounts of the country have their own value there.
  const codes = [...catalogue.territories.keys()].toSorted();
  const territory = codes.find((code) => code.endsWith('000000') && code !== '00000000') ?? codes[0] ?? '';
  return [...catalogue.services.values()].flatMap((service) => [
    ...gapsBetween(service),
    ...service.versions.flatMap((version) => onVersion(catalogue, service, version, { territory, until })),
  ]);
}

type Bounds = { readonly territory: string; readonly until: string };

function gapsBetween(service: Service): Remark[] {
  const versions = service.versions.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return versions.flatMap((version, index) => {
    const next = versions[index + 1];
    if (next === undefined || version.to === undefined || nextDay(version.to) === next.from) return [];
    return [
      remark(service, version, {
        ru: `с ${nextDay(version.to)} до ${next.from} не действует ни одна редакция`,
        en: `from ${nextDay(version.to)} to ${next.from} no version is in force`,
      }),
    ];
  });
}

function onVersion(catalogue: Catalogue, service: Service, version: ServiceVersion, bounds: Bounds): Remark[] {
  const rules = version.criteria.filter(
    (criterion): criterion is Criterion & { when: CheckedExpression } => criterion.when !== undefined,
  );
  const expressions = [
    ...rules.map((criterion) => criterion.when),
    ...(version.amount === undefined ? [] : [version.amount.value]),
  ];
  const names = new Set(expressions.flatMap((expression) => [...namesBehind(catalogue, expression.tree)]));
  return [
    ...rules.flatMap((criterion) => sameForAll(catalogue, service, version, criterion, bounds)),
    ...[...names].flatMap((name) => withoutValue(catalogue, service, version, name, bounds)),
    ...[...names].flatMap((name) => untold(catalogue, service, version, name)),
  ];
}

/** Evaluated for a person of whom nothing is known: a definite answer does not depend on anybody. */
function sameForAll(
  catalogue: Catalogue,
  service: Service,
  version: ServiceVersion,
  criterion: Criterion & { when: CheckedExpression },
  { territory }: Bounds,
): Remark[] {
  const nobody = new Household(catalogue, {
    asOf: version.from,
    territory,
    applicant: 'nobody',
    people: [{ id: 'nobody', facts: {} }],
    household: {},
  });
  const value = nobody.value(criterion.when, service.subject.each === 'household' ? 'household' : 'nobody');
  // A rule about the day or the place is meant to be the same for everybody, and this household has one member alone.
  const names = namesBehind(catalogue, criterion.when.tree);
  const isMeant = ['today', 'territory', 'members'].some((name) => names.has(name));
  if (isUnknown(value) || isMeant || criterion.when.tree.kind === 'literal') return [];
  return [
    remark(service, version, {
      ru: `условие «${criterion.id}» для всех одинаково: ${JSON.stringify(plain(value))}`,
      en: `the criterion "${criterion.id}" is the same for everybody: ${JSON.stringify(plain(value))}`,
    }),
  ];
}

function withoutValue(
  catalogue: Catalogue,
  service: Service,
  version: ServiceVersion,
  name: string,
  { territory, until }: Bounds,
): Remark[] {
  const parameter = catalogue.parameters.get(name);
  if (parameter === undefined) return [];
  const last = version.to !== undefined && version.to < until ? version.to : until;
  const days = [version.from, ...parameter.values.flatMap(({ to }) => (to === undefined ? [] : [nextDay(to)]))];
  const day = days
    .filter((one) => one >= version.from && one <= last)
    .find((one) => parameterOn(parameter, territory, one) === undefined);
  if (day === undefined) return [];
  return [
    remark(service, version, {
      ru: `у параметра «${parameter.name.ru}» (${name}) нет значения на ${day}: ответ будет «не известно»`,
      en: `the parameter "${parameter.name.en}" (${name}) has no value on ${day}: the answer will be "not known"`,
    }),
  ];
}

/** No question asks it, no register holds it, no phrase of free speech tells it, no service gives it. */
function untold(catalogue: Catalogue, service: Service, version: ServiceVersion, name: string): Remark[] {
  const fact = catalogue.facts.get(name);
  if (fact === undefined || fact.question !== undefined || fact.heldBy !== undefined) return [];
  const isSaid = catalogue.words.some((phrase) => phrase.facts.some((told) => told.fact === name));
  const isGiven = [...catalogue.evidence.values()].some((evidence) => evidence.sets?.fact === name);
  if (isSaid || isGiven) return [];
  return [
    remark(service, version, {
      ru: `сведение «${fact.name.ru}» (${name}) никто не спросит: у него нет вопроса`,
      en: `nobody asks the fact "${fact.name.en}" (${name}): it has no question`,
    }),
  ];
}

function remark(service: Service, version: ServiceVersion, text: Text): Remark {
  return { service: service.id, file: service.file, version: version.from, text };
}

function namesBehind(catalogue: Catalogue, tree: Tree, seen = new Set<string>()): Set<string> {
  if ((tree.kind === 'name' || tree.kind === 'path' || tree.kind === 'call') && !seen.has(tree.name)) {
    seen.add(tree.name);
    for (const way of catalogue.derived.get(tree.name)?.ways ?? []) namesBehind(catalogue, way.tree, seen);
  }
  for (const part of partsOf(tree)) namesBehind(catalogue, part, seen);
  return seen;
}

function nextDay(day: string): string {
  return dayText((dayNumber(day) ?? 0) + 1);
}
