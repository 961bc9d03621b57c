import { dayNumber, dayText, loadReading, nearest, types } from '#language';
import type { CheckedExpression, Problem, Text, ValueType } from '#language';
import type { z } from 'zod';

import type { changeShape } from './change-shape.ts';
import type { Catalogue, Day, Parameter } from './model.ts';
import type { Service, ServiceVersion } from './service.ts';
import { PackFaults } from './pack-faults.ts';
import type { At } from './pack-faults.ts';
import { numberIn } from './pack-vocabulary.ts';
import { readSource } from './source.ts';
import type { PathPart } from './source.ts';
import { versionOn } from './version-on.ts';
import { vocabularyOfCatalogue } from './vocabulary.ts';

type WrittenChange = NonNullable<z.infer<typeof changeShape>['after']>[number];

/** Two states of the law, and in words what differs. */
export type LawChange = {
  readonly name: Text;
  readonly before: Catalogue;
  readonly after: Catalogue;
  readonly lines: readonly Text[];
};

/**
 * Reads a change of the law in the terms of the packs (YAML): a parameter's value from a day, a criterion or an amount of a
 * service's version of the day. Gives the catalogue before and after it, or what is wrong with it: file, line, remedy.
 */
export async function readChange(
  catalogue: Catalogue,
  day: Day,
  file: string,
  text: string,
): Promise<{ readonly change: LawChange } | { readonly problems: readonly Problem[] }> {
  const [{ check }, { changeShape: shape }] = await Promise.all([loadReading(), import('./change-shape.ts')]);
  const source = readSource(file, text);
  const faults = new PackFaults();
  const written = faults.shaped(source, shape);
  if (written === undefined) return { problems: faults.problems };
  const vocabulary = vocabularyOfCatalogue(catalogue);
  const rule = (
    expression: unknown,
    expects: ValueType,
    { subject }: Service,
    at: At,
  ): CheckedExpression | undefined => {
    const options = { vocabulary, expects, ...(subject.each === 'household' ? {} : { subject: 'person' }) };
    const checked = check(String(expression), options);
    if ('expression' in checked) return checked.expression;
    for (const { problem, span } of checked.faults)
      faults.problem(at, problem.code, problem.message.ru, problem.message.en, problem.remedy, span.from);
    return undefined;
  };
  const apply = (state: Catalogue, change: WrittenChange, path: readonly PathPart[]): Catalogue => {
    const at = (...rest: PathPart[]): At => ({ source, path: [...path, ...rest] });
    if ('parameter' in change) {
      const parameter = state.parameters.get(change.parameter);
      if (parameter === undefined) {
        undeclared(faults, at('parameter'), 'параметра', 'parameter', change.parameter, state.parameters.keys());
        return state;
      }
      return { ...state, parameters: replaced(state.parameters, parameter.id, valued(parameter, change, day)) };
    }
    const service = state.services.get(change.service);
    const dated = service === undefined ? undefined : versionOn(service, day);
    if (service === undefined || dated === undefined) {
      undeclared(
        faults,
        at('service'),
        'действующей услуги',
        'service in force',
        change.service,
        state.services.keys(),
      );
      return state;
    }
    const version = 'criterion' in change ? judged(dated.version, service) : paid(dated.version, service);
    if (version === undefined) return state;
    const versions = service.versions.with(dated.index, version);
    return { ...state, services: replaced(state.services, service.id, { ...service, versions }) };

    function judged(old: ServiceVersion, of: Service): ServiceVersion | undefined {
      if (!('criterion' in change)) return undefined;
      if (!old.criteria.some(({ id }) => id === change.criterion)) {
        const ids = old.criteria.map(({ id }) => id);
        undeclared(faults, at('criterion'), 'условия', 'criterion', change.criterion, ids);
        return undefined;
      }
      const when = rule(change.when, types.boolean, of, at('when'));
      if (when === undefined) return undefined;
      return { ...old, criteria: old.criteria.map((one) => (one.id === change.criterion ? { ...one, when } : one)) };
    }

    function paid(old: ServiceVersion, of: Service): ServiceVersion | undefined {
      if (!('amount' in change)) return undefined;
      if (old.amount === undefined) {
        undeclared(faults, at('amount'), 'размера у услуги', 'amount of the service', of.id, []);
        return undefined;
      }
      const value = rule(change.amount, numberIn(old.amount), of, at('amount'));
      if (value === undefined) return undefined;
      const { overYear: _, ...amount } = old.amount;
      return { ...old, amount: { ...amount, value } };
    }
  };
  const through = (state: Catalogue, side: 'before' | 'after'): Catalogue =>
    (written[side] ?? []).reduce((now, change, index) => apply(now, change, [side, index]), state);
  // What is changed stands on the packs as they are, on both sides.
  const [before, after] = [through(catalogue, 'before'), through(catalogue, 'after')];
  if (faults.problems.length > 0) return { problems: faults.problems };
  return { change: { name: written.name, before, after, lines: linesOf(before, after, day) } };
}

function undeclared(faults: PackFaults, at: At, ru: string, en: string, id: string, known: Iterable<string>): void {
  const near = nearest(id, known);
  faults.problem(
    at,
    'undeclared',
    `${ru} «${id}» нет в пакетах`,
    `no ${en} "${id}" in the packs`,
    near === undefined
      ? { ru: 'Исправьте имя.', en: 'Correct the name.' }
      : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` },
  );
}

function replaced<Item>(all: ReadonlyMap<string, Item>, id: string, item: Item): ReadonlyMap<string, Item> {
  return new Map([...all].map(([key, old]) => [key, key === id ? item : old]));
}

/** The series with the new value from its day on; what it had from then on in the same territory is gone. */
function valued(
  parameter: Parameter,
  {
    value,
    from,
    territory = '',
  }: { readonly value: number; readonly from?: string | undefined; readonly territory?: string | undefined },
  day: Day,
): Parameter {
  const start = from ?? `${day.slice(0, 4)}-01-01`;
  const kept = parameter.values.flatMap((old) => {
    if (old.territory !== territory || (old.to ?? '9999') < start) return [old];
    return old.from < start ? [{ ...old, to: dayText((dayNumber(start) ?? 0) - 1) }] : [];
  });
  const added = { territory, from: start, value, act: 'okno whatif', certainty: 'unsure' } as const;
  return { ...parameter, values: [...kept, added] };
}

function linesOf(before: Catalogue, after: Catalogue, day: Day): Text[] {
  const parameters = [...before.parameters.values()].flatMap((old): Text[] => {
    const now = after.parameters.get(old.id);
    if (now === undefined || now === old) return [];
    const [was, is] = [lastOn(old, day), lastOn(now, day)];
    return [{ ru: `${old.name.ru}: ${was} → ${is}`, en: `${old.name.en}: ${was} → ${is}` }];
  });
  const services = [...before.services.values()].flatMap((old): Text[] => {
    const now = after.services.get(old.id);
    const [was, is] = [versionOn(old, day)?.version, now === undefined ? undefined : versionOn(now, day)?.version];
    if (was === undefined || is === undefined || was === is) return [];
    const rules = was.criteria.flatMap(({ id, when }, index): Text[] => {
      const then = is.criteria[index]?.when?.text;
      return when?.text === then
        ? []
        : [
            {
              ru: `${old.name.ru}, условие «${id}»: ${when?.text ?? '—'} → ${then ?? '—'}`,
              en: `${old.name.en}, criterion "${id}": ${when?.text ?? '—'} → ${then ?? '—'}`,
            },
          ];
    });
    const [paidBefore, paidAfter] = [was.amount?.value.text, is.amount?.value.text];
    const amount = {
      ru: `${old.name.ru}, размер: ${paidBefore} → ${paidAfter}`,
      en: `${old.name.en}, amount: ${paidBefore} → ${paidAfter}`,
    };
    return paidBefore === paidAfter ? rules : [...rules, amount];
  });
  return [...parameters, ...services];
}

/** The value of the day, whichever territory it is for: the broadest first. */
function lastOn({ values }: Parameter, day: Day): string {
  const inForce = values.filter(({ from, to }) => from <= day && day <= (to ?? '9999'));
  return inForce
    .map(({ value, territory }) => (territory === '' ? String(value) : `${value} (${territory})`))
    .join(', ');
}
