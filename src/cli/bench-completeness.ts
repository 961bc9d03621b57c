import type { Catalogue } from '#catalogue';
import { evaluate, isUnknown, listOf, loadReading, types, unknown } from '#language';
import type { CheckedExpression, Value, ValueType, Vocabulary, World } from '#language';

import type { Options } from './arguments.ts';
import { chanceOf } from './bench-assess-services.ts';
import type { Chance } from './bench-assess-services.ts';
import { completenessOfPacks } from './bench-completeness-packs.ts';
import { asJson, done } from './output.ts';
import type { Outcome } from './output.ts';

const seed = 20_260_304;

/** Two people and some facts, each with so few values that every completion of what is not known can be tried. */
const domains: Readonly<Record<string, readonly Value[]>> = {
  homeless: [true, false],
  night: ['home', 'friends', 'none'],
  rent: [0, 1, 2, 3],
  'works@anna': [true, false],
  'works@mitya': [true, false],
  'age@anna': [0, 1, 2, 3],
  'age@mitya': [0, 1, 2, 3],
  'income@anna': [0, 1, 2],
  'income@mitya': [0, 1, 2],
};

type Facts = Readonly<Record<string, Value | undefined>>;

const vocabulary: Vocabulary = {
  globals: new Map<string, ValueType>([
    ['members', listOf({ kind: 'entity', entity: 'person' })],
    ['applicant', { kind: 'entity', entity: 'person' }],
    ['rent', types.number],
    ['homeless', types.boolean],
    ['night', { kind: 'text', choices: ['home', 'friends', 'none'] }],
  ]),
  entities: new Map([
    [
      'person',
      new Map<string, ValueType>([
        ['age', types.number],
        ['income', types.number],
        ['works', types.boolean],
      ]),
    ],
  ]),
  functions: new Map(),
};

/**
 * `okno bench completeness`: random rules over random small situations; of the answers "not known", how many are so though
 * every completion of the missing facts gives the same. And, which has to be none, how many definite answers some
 * completion contradicts.
 */
export async function benchCompleteness(catalogue: Catalogue, options: Options): Promise<Outcome> {
  const { check } = await loadReading();
  const count = Math.max(1, Number(options.runs ?? 10_000));
  const chance = chanceOf(seed);
  const counted = { rules: 0, unknown: 0, agreeing: 0, definite: 0, contradicted: 0, completions: 0 };
  while (counted.rules < count) {
    const text = truth(chance, 3);
    const checked = check(text, { vocabulary });
    if (!('expression' in checked)) continue;
    counted.rules += 1;
    const facts = Object.fromEntries(
      Object.keys(domains).map((key) => [key, chance() < 0.4 ? undefined : oneOf(domains[key] ?? [], chance)]),
    );
    const early = answerOf(checked.expression, facts);
    const late = new Set<string>();
    for (const full of completions(facts)) {
      counted.completions += 1;
      late.add(answerOf(checked.expression, full));
    }
    const agrees = late.size === 1;
    if (early !== 'unknown') {
      counted.definite += 1;
      if (!agrees || !late.has(early)) counted.contradicted += 1;
    } else {
      counted.unknown += 1;
      if (!agrees) continue;
      counted.agreeing += 1;
    }
  }
  const packs = completenessOfPacks(catalogue, seed);
  const result = { ...counted, shareOfUnknown: counted.agreeing / counted.unknown, packs };
  if (options.json) return done(asJson(result));
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  return done(
    [
      `${counted.rules} random rules, each on a random situation with 40 % of the facts not known; ${counted.completions} completions tried`,
      `  definite answers                                     ${counted.definite}, contradicted by a completion: ${counted.contradicted}`,
      `  answers "not known"                                  ${counted.unknown}`,
      `  of them every completion gives the same answer       ${counted.agreeing} (${percent(result.shareOfUnknown)})`,
      `The services of the packs, for ${packs.unknown} answers "not known" of random households (${packs.tried} wait for few values)`,
      `  of them every completion gives the same answer       ${packs.agreeing} (${percent(packs.agreeing / packs.tried)})`,
    ].join('\n'),
  );
}

function answerOf({ tree }: CheckedExpression, facts: Facts): string {
  const value = evaluate(tree, worldOf(facts));
  if (isUnknown(value)) return 'unknown';
  return value === true ? 'yes' : value === false ? 'no' : 'neither';
}

function worldOf(facts: Facts): World {
  const get = (key: string): Value => facts[key] ?? unknown(new Set([key]), boundsOf(key));
  return {
    global: (name) => {
      if (name === 'members')
        return { kind: 'list', items: ['anna', 'mitya'].map((id) => ({ kind: 'entity', entity: 'person', id })) };
      return name === 'applicant' ? { kind: 'entity', entity: 'person', id: 'anna' } : get(name);
    },
    member: (_entity, id, name) => get(`${name}@${id}`),
    call: () => null,
  };
}

/** The rule is told what the domain is: a number between the least and the greatest. */
function boundsOf(key: string): { readonly low: number; readonly high: number } | undefined {
  const numbers = (domains[key] ?? []).filter((value) => typeof value === 'number');
  return numbers.length === 0 ? undefined : { low: Math.min(...numbers), high: Math.max(...numbers) };
}

function* completions(facts: Facts): Generator<Facts> {
  const open = Object.keys(domains).find((key) => facts[key] === undefined);
  if (open === undefined) yield facts;
  else for (const value of domains[open] ?? []) yield* completions({ ...facts, [open]: value });
}

const plainTruths = [
  'homeless',
  'applicant.works',
  'night = "none"',
  'night in ("home", "friends")',
  'night != "home"',
  'some m in members satisfies m.works',
  'every m in members satisfies m.age < 2',
  'some m in members satisfies m.works and m.age < 2',
];
const plainNumbers = [
  'rent',
  'applicant.age',
  'applicant.income',
  '0',
  '1',
  '2',
  '3',
  'count(members[works])',
  'count(members[age < 2 and works])',
  'sum(members.income)',
  'max(members.age)',
  'min(members[works].age)',
  'sum(members[age < 2].income)',
];

function truth(chance: Chance, depth: number): string {
  const die = chance();
  if (depth === 0 || die < 0.2) return oneOf(plainTruths, chance);
  if (die < 0.55) return `(${truth(chance, depth - 1)} ${oneOf(['and', 'or'], chance)} ${truth(chance, depth - 1)})`;
  if (die < 0.65) return `not(${truth(chance, depth - 1)})`;
  if (die < 0.95)
    return `(${number(chance, depth - 1)} ${oneOf(['<', '<=', '>', '>=', '=', '!='], chance)} ${number(chance, depth - 1)})`;
  return `(if ${truth(chance, depth - 1)} then ${truth(chance, depth - 1)} else ${truth(chance, depth - 1)})`;
}

function number(chance: Chance, depth: number): string {
  const die = chance();
  if (depth === 0 || die < 0.6) return oneOf(plainNumbers, chance);
  if (die < 0.85)
    return `(${number(chance, depth - 1)} ${oneOf(['+', '-', '*', '/'], chance)} ${number(chance, depth - 1)})`;
  return `(if ${truth(chance, depth - 1)} then ${number(chance, depth - 1)} else ${number(chance, depth - 1)})`;
}

function oneOf<Item>(items: readonly Item[], chance: Chance): Item {
  return items[Math.floor(chance() * items.length)] as Item;
}
