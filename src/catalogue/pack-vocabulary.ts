import { nearestUnit, readUnit, types, typeNamed } from '#language';
import type { ValueType, Vocabulary } from '#language';

import type { Gathered } from './gathered.ts';
import type { At, PackFaults } from './pack-faults.ts';
import { numberOf, typeOfFact, vocabularyFrom } from './vocabulary.ts';

const entities: ReadonlySet<string> = new Set(['person', 'household']);

type Declared = { readonly type: string; readonly unit?: string | undefined };

/** Every name that the packs declare, with its type and unit; a unit or a type that does not exist is told. */
export function vocabularyOf(gathered: Gathered, faults: PackFaults): Vocabulary {
  const taken = new Set(['today', 'territory', 'members', 'applicant']);
  const declare = (name: string, at: At): void => {
    if (taken.has(name))
      faults.problem(at, 'twice', `слово «${name}» уже объявлено`, `the word "${name}" is declared already`, {
        ru: 'Возьмите другое имя: одно слово значит одно и то же во всех правилах.',
        en: 'Take another name: one word means one thing in all rules.',
      });
    taken.add(name);
  };
  const facts = gathered.facts.map(([fact, at]) => {
    declare(fact.id, at);
    tellUnit(fact, at, faults);
    const type = typeOfFact({ type: fact.type, unit: fact.unit, choices: fact.choices ?? [] });
    return { id: fact.id, of: fact.of, type, mayBeAbsent: fact.mayBeAbsent !== undefined };
  });
  const parameters = gathered.parameters.map(([parameter, at]) => {
    tellUnit(parameter, at, faults);
    if (!taken.has(parameter.id) || !gathered.isSeries(parameter.id)) declare(parameter.id, at);
    return { id: parameter.id, type: numberOf(parameter.unit) };
  });
  const derived = gathered.derived.map(([one, at]) => {
    // What is wrong with a type is told where the derived fact itself is built.
    const type = typeOf(one) ?? types.any;
    if (one.parameters === undefined) {
      declare(one.id, at);
      return { id: one.id, of: one.of, type };
    }
    const given = one.parameters.map((parameter) => ({ name: parameter.name, type: typeOf(parameter) ?? types.any }));
    return { id: one.id, of: one.of, type, parameters: given };
  });
  // A series of several packs has the unit of the first.
  return vocabularyFrom({ facts, parameters: parameters.toReversed(), derived });
}

/** The type that a derived fact or one of its parameters declares. */
export function typeIn(declared: Declared, at: At, faults: PackFaults): ValueType {
  const type = typeOf(declared);
  if (type === undefined)
    faults.problem(
      { ...at, path: [...at.path, 'type'] },
      'no-such-type',
      `типа «${declared.type}» нет`,
      `there is no type "${declared.type}"`,
      {
        ru: 'Есть boolean, number, money, text, date, duration, person, range of …, list of ….',
        en: 'There are boolean, number, money, text, date, duration, person, range of …, list of ….',
      },
    );
  tellUnit(declared, at, faults);
  return type ?? types.any;
}

/** The number that the amount of a service has to be: `RUB/month` for a monthly payment, `RUB` for one paid once. */
export function numberIn({ currency, per }: { readonly currency: string; readonly per: string }): ValueType {
  const unit = readUnit(per === 'once' ? currency : `${currency}/${per}`);
  return unit === undefined ? types.number : { kind: 'number', unit };
}

function typeOf({ type, unit }: Declared): ValueType | undefined {
  const named = typeNamed(type, entities);
  const read = unit === undefined ? undefined : readUnit(unit);
  return named?.kind === 'number' && read !== undefined ? { kind: 'number', unit: read } : named;
}

function tellUnit({ unit }: { readonly unit?: string | undefined }, at: At, faults: PackFaults): void {
  if (unit === undefined || readUnit(unit) !== undefined) return;
  const near = nearestUnit(unit);
  faults.problem(
    { ...at, path: [...at.path, 'unit'] },
    'no-such-unit',
    `единицы «${unit}» нет`,
    `there is no unit "${unit}"`,
    near === undefined
      ? {
          ru: 'Единицы перечислены в docs/packs.md: RUB, RUB/month, RUB/year, years, months, weeks, days, persons, pieces, m², ha, percent, share.',
          en: 'Units are listed in docs/packs.md: RUB, RUB/month, RUB/year, years, months, weeks, days, persons, pieces, m², ha, percent, share.',
        }
      : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` },
  );
}
