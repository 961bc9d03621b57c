import { types } from '#language';
import type { CheckedExpression, ValueType } from '#language';
import type { z } from 'zod';

import type { Gathered, Raw, Shaped } from './gathered.ts';
import type { IncomeFacts, Interaction, Interplay } from './interaction.ts';
import type { At, PackFaults } from './pack-faults.ts';
import type { Feel } from './shape-pieces.ts';
import type { serviceShape } from './shapes.ts';

/** What checking an interaction needs of the builder. */
type Checking = Pick<PackFaults, 'problem'> & {
  readonly refer: (kind: string, id: string, at: At) => void;
  readonly feel: (written: Feel, at: At, expects: ValueType, subject?: string) => CheckedExpression;
};

type RawInteraction = Raw<'interactions.yaml', 'interactions'>;
type RawService = z.infer<typeof serviceShape>;

/** An application the month after next is the first that counts a month: income periods end one month before. */
const usualLag = 2;

/** The interactions of all packs, each reference and expression checked. */
export function interplayOf(gathered: Gathered, services: readonly RawService[], checking: Checking): Interplay {
  const said = <Key extends 'income' | 'paidToApplicant'>(
    key: Key,
  ): { readonly value: NonNullable<Shaped['interactions.yaml'][Key]>; readonly at: At } | undefined => {
    const [first, again] = gathered.interplay.flatMap(([raw, source]) =>
      raw[key] === undefined ? [] : [{ value: raw[key], at: { source, path: [key] } }],
    );
    if (again !== undefined)
      checking.problem(again.at, 'twice', `«${key}» уже сказано`, `"${key}" is said already`, {
        ru: 'Это говорит один пакет, остальные на нём строятся.',
        en: 'One pack says it, the others build on it.',
      });
    return first;
  };
  const income = said('income');
  const paid = said('paidToApplicant');
  const interactions = gathered.interactions.map(([raw, at]) =>
    interaction(raw, at, services, income?.value as IncomeFacts | undefined, checking),
  );
  orderRings(gathered, checking);
  return {
    interactions,
    ...(income === undefined
      ? {}
      : { income: incomeFacts(income.value as IncomeFacts, income.at, gathered, checking) }),
    ...(paid === undefined ? {} : { paidToApplicant: checking.feel(paid.value, paid.at, types.boolean, 'person') }),
  };
}

function incomeFacts(income: IncomeFacts, at: At, gathered: Gathered, checking: Checking): IncomeFacts {
  const place = (...path: (string | number)[]): At => ({ ...at, path: [...at.path, ...path] });
  for (const [index, { fact: id }] of income.facts.entries()) {
    checking.refer('fact', id, place('facts', index, 'fact'));
    const fact = gathered.facts.find(([one]) => one.id === id)?.[0];
    if (fact !== undefined && fact.type !== 'money')
      checking.problem(place('facts', index, 'fact'), 'not-an-income', `«${id}» — не деньги`, `"${id}" is no money`, {
        ru: 'Назовите сведение «type: money».',
        en: 'Name a fact that is "type: money".',
      });
  }
  for (const [index, id] of income.earned.entries()) toldAsIncome(id, income, place('earned', index), checking);
  if (income.none !== undefined) checking.refer('fact', income.none.fact, place('none', 'fact'));
  return income;
}

function toldAsIncome(id: string, income: IncomeFacts | undefined, at: At, checking: Checking): void {
  if (income?.facts.some(({ fact }) => fact === id) === true) return;
  checking.problem(at, 'not-an-income', `«${id}» нет среди «income: facts»`, `"${id}" is not among "income: facts"`, {
    ru: 'Назовите одно из них или добавьте это.',
    en: 'Name one of them, or add this one.',
  });
}

function interaction(
  raw: RawInteraction,
  at: At,
  services: readonly RawService[],
  income: IncomeFacts | undefined,
  checking: Checking,
): Interaction {
  const place = (...path: (string | number)[]): At => ({ ...at, path: [...at.path, ...path] });
  const lists = Object.entries({ services: raw.services, ...others(raw) });
  for (const [key, ids] of lists)
    for (const [index, id] of ids.entries()) {
      checking.refer('service', id, place(key, index));
      if (ids.indexOf(id) < index) twice(id, place(key, index), checking);
      if (key !== 'services' && raw.kind !== 'income' && raw.services.includes(id))
        checking.problem(
          place(key, index),
          'with-itself',
          `услуга «${id}» стоит с обеих сторон`,
          `the service "${id}" stands on both sides`,
          {
            ru: 'Для одной услуги у нескольких людей есть «at-most-one».',
            en: 'For one service of several people there is "at-most-one".',
          },
        );
    }
  if (raw.from !== undefined && raw.to !== undefined && raw.from > raw.to)
    checking.problem(place('to'), 'ends-before', '«to» раньше «from»', '"to" is before "from"', {
      ru: '«to» — последний день, когда это действует.',
      en: '"to" is the last day on which it holds.',
    });
  if (raw.kind === 'income') countable(raw, place, income, checking);
  const { when, ...rest } = raw;
  const condition = when === undefined ? {} : { when: checking.feel(when, place('when'), types.boolean) };
  if (rest.kind === 'once') {
    const { granted, ...once } = rest;
    const isOfPerson = services.some((one) => raw.services.includes(one.id) && one.subject.each !== 'household');
    const given =
      granted === undefined
        ? {}
        : { granted: checking.feel(granted, place('granted'), types.boolean, isOfPerson ? 'person' : undefined) };
    return { ...once, ...condition, ...given } as Interaction;
  }
  if (rest.kind === 'income')
    return { ...rest, firstAfterMonths: rest.firstAfterMonths ?? usualLag, ...condition } as Interaction;
  return { ...rest, ...condition } as Interaction;
}

/** The services on the other side, under the word they stand under. */
function others(raw: RawInteraction): Readonly<Record<string, readonly string[]>> {
  switch (raw.kind) {
    case 'not-together':
    case 'refused-with':
      return { with: raw.with };
    case 'instead':
    case 'paid-from':
      return { of: raw.of };
    case 'income':
      return { for: raw.for };
    case 'order':
      return { then: raw.then };
    default:
      return {};
  }
}

function twice(id: string, at: At, checking: Checking): void {
  checking.problem(at, 'twice', `«${id}» уже есть в списке`, `"${id}" is in the list already`, {
    ru: 'Оставьте одно.',
    en: 'Leave one.',
  });
}

/** What counts is told in a fact of the one who is paid. */
function countable(
  raw: Extract<RawInteraction, { kind: 'income' }>,
  place: (...path: (string | number)[]) => At,
  income: IncomeFacts | undefined,
  checking: Checking,
): void {
  if (raw.fact !== undefined) toldAsIncome(raw.fact, income, place('fact'), checking);
  else if (raw.counts)
    checking.problem(
      place('counts'),
      'no-fact',
      'не сказано, в каком сведении о доходе это учитывают',
      'it is not said in which fact of income this counts',
      { ru: 'Напишите «fact».', en: 'Write "fact".' },
    );
}

/** "First this, then that" of several interactions may not run in a ring. */
function orderRings({ interactions }: Gathered, checking: Checking): void {
  const after = new Map<string, Set<string>>();
  for (const [raw, at] of interactions) {
    if (raw.kind !== 'order' && raw.kind !== 'refused-with') continue;
    for (const first of raw.services) {
      for (const then of raw.kind === 'order' ? raw.then : raw.with) {
        const ring = wayBetween(after, then, first);
        if (ring !== undefined)
          checking.problem(
            at,
            'order-ring',
            `порядок идёт по кругу: ${[...ring, then].join(' → ')}`,
            `the order runs in a ring: ${[...ring, then].join(' → ')}`,
            { ru: 'Уберите один из порядков.', en: 'Take one of the orders away.' },
          );
        after.set(first, (after.get(first) ?? new Set()).add(then));
      }
    }
  }
}

function wayBetween(
  after: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
  seen = new Set<string>(),
): string[] | undefined {
  if (from === to) return [from];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const next of after.get(from) ?? []) {
    const rest = wayBetween(after, next, to, seen);
    if (rest !== undefined) return [from, ...rest];
  }
  return undefined;
}
