import { parameterOn } from '#catalogue';
import type { Catalogue, Day, Parameter, Service } from '#catalogue';
import { dayNumber, dayText } from '#language';
import type { Language, Text } from '#language';

import { namesBehind } from './names-behind.ts';
import { remark } from './remark.ts';
import type { Remark } from './remark.ts';

/** Days between two versions of a service on which none is in force. */
export function withoutVersion(service: Service): Remark[] {
  const versions = [...service.versions.entries()].toSorted(([, a], [, b]) => (a.from < b.from ? -1 : 1));
  return versions.flatMap(([, version], place) => {
    const [index, next] = versions[place + 1] ?? [];
    if (next === undefined || index === undefined || version.to === undefined || dayAfter(version.to) >= next.from)
      return [];
    const [from, to] = [dayAfter(version.to), dayBefore(next.from)];
    return [
      remark(
        'no-version',
        { list: 'services', id: service.id, path: ['versions', index, 'from'] },
        { ru: `с ${from} по ${to} не действует ни одна редакция`, en: `from ${from} to ${to} no version is in force` },
        {
          ru: `Напишите редакцию этих дней, или продлите прежнюю: «to: ${to}».`,
          en: `Write the version of these days, or let the one before last: "to: ${to}".`,
        },
      ),
    ];
  });
}

type Use = { readonly services: Set<string>; from: Day; to: Day };
type Stretch = { readonly from: Day; readonly to: Day };

/**
 * Parameters without a value on days on which a version that reckons with them is in force, in some territory of the
 * packs: one remark for each parameter. Looked at up to the day `until`.
 */
export function withoutValue(catalogue: Catalogue, until: Day): Remark[] {
  const codes = [...catalogue.territories.keys()].filter((code) => !/^0+$/u.test(code));
  const places = codes.length === 0 ? [''] : codes;
  return [...usesOf(catalogue, until)].flatMap(([id, use]) => {
    const parameter = catalogue.parameters.get(id)!;
    const lacking = places
      .map((code) => ({ code, days: stretchText(missingDays(parameter, code, use), until) }))
      .filter(({ days }) => days.ru !== '');
    if (lacking.length === 0) return [];
    const told = (language: Language): string =>
      [...Map.groupBy(lacking, ({ days }) => days[language])]
        .map(
          ([days, group]) =>
            `${days}${whereText(
              catalogue,
              group.map(({ code }) => code),
              places.length,
              language,
            )}`,
        )
        .join('; ');
    return [
      remark(
        'no-value',
        { list: 'parameters', id, path: ['values'] },
        {
          ru: `у параметра «${parameter.name.ru}» (${id}) нет значения ${told('ru')}: ответ тогда «не известно». Считают с ним: ${use.services.size}, первой — ${[...use.services][0]}`,
          en: `the parameter "${parameter.name.en}" (${id}) has no value ${told('en')}: the answer is then "not known". Services that reckon with it: ${use.services.size}, the first is ${[...use.services][0]}`,
        },
        {
          ru: 'Допишите значения с их актом или начните редакции услуг позже.',
          en: 'Add the values with their act, or let the versions of the services begin later.',
        },
      ),
    ];
  });
}

/** By whom each parameter is reckoned with, from the first day of their versions to the last. */
function usesOf(catalogue: Catalogue, until: Day): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const service of catalogue.services.values())
    for (const version of service.versions) {
      if (version.from > until) continue;
      const rules = [...version.criteria.map(({ when }) => when), version.amount?.value].filter(
        (rule) => rule !== undefined,
      );
      const to = version.to !== undefined && version.to < until ? version.to : until;
      for (const name of new Set(rules.flatMap(({ tree }) => [...namesBehind(catalogue, tree)]))) {
        if (!catalogue.parameters.has(name)) continue;
        const use = uses.get(name) ?? { services: new Set(), from: version.from, to };
        use.services.add(service.id);
        if (version.from < use.from) use.from = version.from;
        if (to > use.to) use.to = to;
        uses.set(name, use);
      }
    }
  return uses;
}

function missingDays(parameter: Parameter, territory: string, { from, to }: Stretch): Stretch[] {
  const changes = parameter.values.flatMap((value) => [
    value.from,
    ...(value.to === undefined ? [] : [dayAfter(value.to)]),
  ]);
  const starts = [from, ...[...new Set(changes)].filter((day) => day > from && day <= to).toSorted()];
  const found: Stretch[] = [];
  for (const [index, start] of starts.entries()) {
    if (parameterOn(parameter, territory, start) !== undefined) continue;
    const next = starts[index + 1];
    const end = next === undefined ? to : dayBefore(next);
    const last = found.at(-1);
    if (last !== undefined && dayAfter(last.to) === start) found[found.length - 1] = { from: last.from, to: end };
    else found.push({ from: start, to: end });
  }
  return found;
}

function stretchText(stretches: readonly Stretch[], until: Day): Text {
  return {
    ru: stretches.map(({ from, to }) => (to === until ? `с ${from}` : `с ${from} по ${to}`)).join(', '),
    en: stretches.map(({ from, to }) => (to === until ? `from ${from} on` : `from ${from} to ${to}`)).join(', '),
  };
}

function whereText(catalogue: Catalogue, codes: readonly string[], all: number, language: Language): string {
  if (codes.length === all) return '';
  const [first = '', ...more] = codes;
  const name = catalogue.territories.get(first)?.name[language] ?? first;
  if (more.length === 0) return ` (${name})`;
  return language === 'ru' ? ` (${name} и ещё ${more.length})` : ` (${name} and ${more.length} more)`;
}

function dayAfter(day: Day): Day {
  return dayText((dayNumber(day) ?? 0) + 1);
}

function dayBefore(day: Day): Day {
  return dayText((dayNumber(day) ?? 0) - 1);
}
