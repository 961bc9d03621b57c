import type { z } from 'zod';

import type { Parameter } from './model.ts';
import type { At, PackFaults } from './pack-faults.ts';
import { fileShapes } from './shapes.ts';
import type { Source } from './source.ts';

export type Shaped = { [Name in keyof typeof fileShapes]: z.infer<(typeof fileShapes)[Name]> };

export type Raw<
  File extends keyof Shaped,
  List extends keyof Shaped[File],
> = Shaped[File][List] extends readonly (infer Item)[] ? Item : never;
export type Entries<Item> = (readonly [Item, At])[];

/** The items of all packs with where each was written. */
export class Gathered {
  readonly agencies: Entries<Raw<'agencies.yaml', 'agencies'>> = [];
  readonly territories: Entries<Raw<'territories.yaml', 'territories'>> = [];
  readonly offices: Entries<Raw<'offices.yaml', 'offices'>> = [];
  readonly needs: Entries<Raw<'needs.yaml', 'needs'>> = [];
  readonly facts: Entries<Raw<'facts.yaml', 'facts'>> = [];
  readonly groups: Entries<Raw<'groups.yaml', 'groups'>> = [];
  readonly registers: Entries<Raw<'registers.yaml', 'registers'>> = [];
  readonly connections: Entries<Raw<'connections.yaml', 'connections'>> = [];
  represented: readonly [NonNullable<Shaped['registers.yaml']['represented']>, At] | undefined;
  readonly derived: Entries<Raw<'derived.yaml', 'derived'>> = [];
  readonly parameters: Entries<Raw<'parameters.yaml', 'parameters'>> = [];
  readonly evidence: Entries<Raw<'evidence.yaml', 'evidence'>> = [];
  readonly consistency: Entries<Raw<'consistency.yaml', 'consistency'>> = [];
  readonly situations: Entries<Raw<'situations.yaml', 'situations'>> = [];
  readonly remedies: Entries<Raw<'remedies.yaml', 'remedies'>> = [];
  readonly agreements: Entries<Raw<'agreements.yaml', 'agreements'>> = [];
  readonly interactions: Entries<Raw<'interactions.yaml', 'interactions'>> = [];
  /** What is said once beside the interactions, by the pack that says it. */
  readonly interplay: (readonly [Shaped['interactions.yaml'], Source])[] = [];
  readonly population: Entries<Raw<'population.yaml', 'population'>> = [];
  /** What is said once beside the margins, by the pack that says it. */
  readonly populations: (readonly [Shaped['population.yaml'], Source])[] = [];
  readonly proactive: Entries<Raw<'proactive.yaml', 'proactive'>> = [];
  readonly daysOff: string[] = [];
  readonly workedDays: string[] = [];
  readonly #faults: PackFaults;

  constructor(faults: PackFaults) {
    this.#faults = faults;
  }

  add(source: Source, name: keyof Shaped): void {
    const data = this.#faults.shaped(source, fileShapes[name]) as Record<string, unknown> | undefined;
    if (data === undefined) return;
    if (name === 'calendar.yaml') {
      const calendar = data as Shaped['calendar.yaml'];
      this.daysOff.push(...(calendar.daysOff ?? []).map((entry) => (typeof entry === 'string' ? entry : entry.day)));
      this.workedDays.push(
        ...(calendar.workedDays ?? []).map((entry) => (typeof entry === 'string' ? entry : entry.day)),
      );
      return;
    }
    if (name === 'registers.yaml') this.#represent((data as Shaped['registers.yaml']).represented, source);
    if (name === 'interactions.yaml') this.interplay.push([data as Shaped['interactions.yaml'], source]);
    if (name === 'population.yaml') this.populations.push([data as Shaped['population.yaml'], source]);
    const list = name.replace('.yaml', '') as 'agencies';
    const into = this[list] as Entries<{ id?: string; code?: string; agency?: string }>;
    for (const [index, item] of (data[list] as { id?: string; code?: string; agency?: string }[]).entries()) {
      const at = { source, path: [list, index] };
      const key = keyOf(item);
      const before = into.find(([other]) => keyOf(other) === key);
      if (before !== undefined && !(name === 'parameters.yaml' && before[1].source !== source)) {
        this.#faults.problem(at, 'twice', `«${key}» уже есть`, `"${key}" is there already`, {
          ru: 'Пакет добавляет своё и не переписывает чужое.',
          en: 'A pack adds its own and does not rewrite what another pack says.',
        });
      }
      into.push([item, at]);
    }
  }

  #represent(represented: Shaped['registers.yaml']['represented'], source: Source): void {
    if (represented === undefined) return;
    const at = { source, path: ['represented'] };
    if (this.represented !== undefined)
      this.#faults.problem(at, 'twice', '«represented» уже есть', '"represented" is there already');
    this.represented = [represented, at];
  }

  /** A later pack may add values to a parameter of an earlier one. */
  isSeries(id: string): boolean {
    return this.parameters.filter(([parameter]) => parameter.id === id).length > 1;
  }

  /** Two values of one territory on one day contradict each other. */
  overlaps(parameter: Raw<'parameters.yaml', 'parameters'>, at: At): void {
    for (const [index, value] of parameter.values.entries()) {
      const other = parameter.values.findIndex(
        (one, before) =>
          before < index &&
          one.territory === value.territory &&
          one.from <= (value.to ?? '9999') &&
          value.from <= (one.to ?? '9999'),
      );
      if (other < 0) continue;
      this.#faults.problem(
        { ...at, path: [...at.path, 'values', index, 'from'] },
        'overlap',
        `значения параметра «${parameter.id}» пересекаются с ${value.from}`,
        `values of the parameter "${parameter.id}" overlap from ${value.from}`,
        { ru: 'Укажите «to» у прежнего значения.', en: 'Give a "to" to the earlier value.' },
      );
    }
  }

  parameterSeries(): Parameter[] {
    const series = new Map<string, Parameter>();
    for (const [parameter, at] of this.parameters) {
      this.overlaps(parameter, at);
      const before = series.get(parameter.id);
      series.set(parameter.id, {
        ...(before ?? parameter),
        isRegional: before?.isRegional ?? parameter.isRegional ?? false,
        values: [...(before?.values ?? []), ...parameter.values],
      } as Parameter);
    }
    return [...series.values()];
  }
}

/** What tells one item of a list from another; a register is told by its agency. */
function keyOf(item: { readonly id?: string; readonly code?: string; readonly agency?: string }): string {
  return item.id ?? item.code ?? item.agency ?? '';
}
