import { unitOf } from './check-units.ts';
import type { RuleProblem } from './codes.ts';
import type { Problem, Text } from './problem.ts';
import { foreignWords, kindHint, placeHint, slipHint } from './slips.ts';
import type { Span, Tree } from './tree.ts';
import { comparable, types, typeText } from './types.ts';
import type { ValueType } from './types.ts';
import { conversionHint, conversions, sameUnit, unitText } from './units.ts';
import type { Vocabulary } from './vocabulary.ts';

export type CheckFault = { readonly problem: Problem & { readonly code: RuleProblem }; readonly span: Span };
export type CheckScope = {
  readonly name: string;
  readonly type: ValueType;
  readonly implicit: boolean;
  readonly outer: CheckScope | undefined;
};
export type Typed = { readonly tree: Tree; readonly type: ValueType };

/** What is declared, and the sentences about what is not. */
export class FaultTeller {
  readonly faults: CheckFault[] = [];
  readonly vocabulary: Vocabulary;
  readonly #text: string;

  constructor(vocabulary: Vocabulary, text: string) {
    this.vocabulary = vocabulary;
    this.#text = text;
  }

  fault(span: Span, code: RuleProblem, ru: string, en: string, remedy?: Text): void {
    this.faults.push({
      span: { from: span.from, to: span.to },
      problem: { code, message: { ru, en }, ...(remedy === undefined ? {} : { remedy }) },
    });
  }

  wrongType(span: Span, expected: ValueType, got: ValueType): void {
    this.fault(
      span,
      'wrong-type',
      `здесь ожидается ${typeText(expected, 'ru')}, а стоит ${typeText(got, 'ru')}`,
      `${typeText(expected, 'en')} is expected here, but this is ${typeText(got, 'en')}`,
      placeHint(expected.kind, got.kind),
    );
  }

  wrongResult(span: Span, expected: ValueType, got: ValueType): void {
    if (!comparable(got, expected))
      this.fault(
        span,
        'wrong-result',
        `здесь ожидается ${typeText(expected, 'ru')}, а получается ${typeText(got, 'ru')}`,
        `${typeText(expected, 'en')} is expected here, but this gives ${typeText(got, 'en')}`,
        placeHint(expected.kind, got.kind),
      );
    else this.wantsUnit({ tree: { kind: 'literal', value: null, from: span.from, to: span.to }, type: got }, expected);
  }

  /** That a number has the unit that is declared for its place. */
  wantsUnit({ tree, type }: Typed, wanted: ValueType): void {
    const [got, declared] = [unitOf(type), unitOf(wanted)];
    if (got === undefined || declared === undefined || sameUnit(got, declared)) return;
    this.fault(
      tree,
      'wrong-unit',
      `здесь объявлены ${unitText(declared, 'ru')}, а «${this.#piece(tree)}» — ${unitText(got, 'ru')}`,
      `${unitText(declared, 'en')} are declared here, but "${this.#piece(tree)}" is ${unitText(got, 'en')}`,
      conversionHint(declared, got),
    );
  }

  /** That numbers put side by side count the same; false when they do not, which is told. */
  sameUnits(span: Span, pieces: readonly Typed[]): boolean {
    const withUnit = pieces.filter(({ type }) => unitOf(type) !== undefined);
    const [first] = withUnit;
    const one = first === undefined ? undefined : unitOf(first.type);
    for (const other of withUnit) {
      const unit = unitOf(other.type);
      if (first === undefined || one === undefined || unit === undefined || sameUnit(one, unit)) continue;
      this.fault(
        span,
        'different-units',
        `единицы разные: «${this.#piece(first.tree)}» — ${unitText(one, 'ru')}, «${this.#piece(other.tree)}» — ${unitText(unit, 'ru')}`,
        `the units differ: "${this.#piece(first.tree)}" is ${unitText(one, 'en')}, "${this.#piece(other.tree)}" is ${unitText(unit, 'en')}`,
        conversionHint(one, unit),
      );
      return false;
    }
    return true;
  }

  #piece({ from, to }: Span): string {
    const piece = this.#text.slice(from, to);
    return piece.length > 60 ? `${piece.slice(0, 60)}…` : piece;
  }

  namesIn(scope: CheckScope | undefined): string[] {
    const names = [...this.vocabulary.globals.keys(), ...conversions.keys()];
    for (let at = scope; at !== undefined; at = at.outer) {
      names.push(at.name);
      if (at.implicit && at.type.kind === 'entity')
        names.push(...(this.vocabulary.entities.get(at.type.entity)?.keys() ?? []));
      if (at.implicit && at.type.kind === 'context') names.push(...Object.keys(at.type.entries));
    }
    return names;
  }

  unknownName(span: Span, name: string, names: readonly string[]): void {
    if (this.vocabulary.entities.get('person')?.has(name) === true) {
      this.fault(
        span,
        'person-fact',
        `«${name}» — сведение о человеке, а о ком оно здесь, не сказано`,
        `"${name}" is a fact of a person, and whose it is here is not said`,
        {
          ru: `Напишите, о ком: «applicant.${name}» — о заявителе, «some m in members satisfies m.${name} …» — о ком-нибудь из семьи.`,
          en: `Say whose: "applicant.${name}" of the applicant, "some m in members satisfies m.${name} …" of somebody in the family.`,
        },
      );
      return;
    }
    const personal = [...(this.vocabulary.entities.get('person')?.keys() ?? [])];
    const remedy =
      foreignWords(name) ?? slipHint(name, names) ?? slipHint(name, personal) ?? this.#choiceHint(name) ?? declareIt;
    this.fault(span, 'undeclared-name', `слово «${name}» не объявлено`, `the word "${name}" is not declared`, remedy);
  }

  /** A choice written without its quotes. */
  #choiceHint(name: string): Text | undefined {
    const declared = [this.vocabulary.globals, ...this.vocabulary.entities.values()].flatMap((names) => [
      ...names.values(),
    ]);
    const isChoice = declared.some((type) => {
      const one = type.kind === 'list' ? type.of : type;
      return one.kind === 'text' && one.choices?.includes(name) === true;
    });
    return isChoice
      ? {
          ru: `Если это вариант ответа, возьмите его в кавычки: "${name}".`,
          en: `If it is one of the choices, put it in quotes: "${name}".`,
        }
      : undefined;
  }

  unknownMember(span: Span, of: ValueType, name: string, names: readonly string[]): void {
    if (of.kind === 'entity' && this.vocabulary.globals.has(name)) {
      this.fault(
        span,
        'household-fact',
        `«${name}» — сведение о всей семье, у одного человека его нет`,
        `"${name}" is a fact of the whole household, one person has none`,
        { ru: `Напишите просто «${name}».`, en: `Write just "${name}".` },
      );
      return;
    }
    const piece = this.#piece({ from: span.from, to: span.to - name.length }).replace(/\s*\.\s*$/u, '');
    this.fault(
      span,
      'undeclared-name',
      of.kind === 'entity'
        ? `у человека нет сведения «${name}»`
        : `у «${piece}» (${typeText(of, 'ru')}) нет части «${name}»`,
      of.kind === 'entity' ? `a person has no "${name}"` : `"${piece}" (${typeText(of, 'en')}) has no part "${name}"`,
      slipHint(name, names) ?? {
        ru: names.length === 0 ? 'У этого значения нет частей.' : `Есть: ${listed(names)}.`,
        en: names.length === 0 ? 'This value has no parts.' : `There are: ${listed(names)}.`,
      },
    );
  }

  memberType(type: ValueType, name: string): ValueType | undefined {
    if (type.kind === 'entity')
      return name === 'id' ? types.text : this.vocabulary.entities.get(type.entity)?.get(name);
    return type.kind === 'context' && Object.hasOwn(type.entries, name) ? type.entries[name] : undefined;
  }

  /** The two sides of a comparison, and that a text written out is one of the declared choices. */
  sameKind(span: Span, left: Typed, right: Typed): void {
    if (!comparable(left.type, right.type)) {
      this.fault(
        span,
        'not-comparable',
        `нельзя сравнить: слева ${typeText(left.type, 'ru')}, справа ${typeText(right.type, 'ru')}`,
        `cannot be compared: left is ${typeText(left.type, 'en')}, right is ${typeText(right.type, 'en')}`,
        kindHint(left.type.kind, right.type.kind),
      );
      return;
    }
    this.sameUnits(span, [left, right]);
    this.oneOfChoices(left.type, right.tree);
    this.oneOfChoices(right.type, left.tree);
  }

  /** "Known to be none" is asked only of what there may be none of; "not known" needs no asking. */
  againstNull(span: Span, left: Typed, right: Typed): void {
    const [other] = left.type.kind === 'null' ? [right.tree] : right.type.kind === 'null' ? [left.tree] : [];
    const name = other?.kind === 'name' || other?.kind === 'path' ? other.name : undefined;
    if (name === undefined || this.vocabulary.neverAbsent?.has(name) !== true) return;
    this.fault(
      span,
      'never-absent',
      `«${name}» не бывает «известно, что нет»: сравнение с null ничего не спрашивает`,
      `of "${name}" there always is one, comparing it with null asks nothing`,
      {
        ru: `Уберите сравнение: «не известно» ждёт ответа само. Если этого может не быть, напишите у сведения mayBeAbsent.`,
        en: `Leave the comparison out: what is not known waits for its answer by itself. If there may be none, give the fact mayBeAbsent.`,
      },
    );
  }

  oneOfChoices(type: ValueType, tree: Tree): void {
    if (type.kind !== 'text' || type.choices === undefined) return;
    const literals = tree.kind === 'list' ? tree.items : [tree];
    for (const literal of literals) {
      if (literal.kind !== 'literal' || typeof literal.value !== 'string' || type.choices.includes(literal.value))
        continue;
      this.fault(
        literal,
        'no-such-choice',
        `значения «${literal.value}» нет среди возможных: ${type.choices.join(', ')}`,
        `"${literal.value}" is none of the choices: ${type.choices.join(', ')}`,
        slipHint(literal.value, type.choices) ?? {
          ru: 'Возьмите один из них или добавьте вариант в facts.yaml.',
          en: 'Take one of them, or add a choice in facts.yaml.',
        },
      );
    }
  }
}

const declareIt: Text = {
  ru: 'Объявите его: сведение — в facts.yaml, вычисленное — в derived.yaml, сумму по закону — в parameters.yaml.',
  en: 'Declare it: a fact in facts.yaml, what is computed in derived.yaml, an amount of law in parameters.yaml.',
};

function listed(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(', ')}…` : names.join(', ');
}

/** The type of a function bound around a piece under that name; a parameter of any type may be one. */
export function localFunction(
  name: string,
  scope: CheckScope | undefined,
): (ValueType & { kind: 'function' }) | undefined {
  for (let at = scope; at !== undefined; at = at.outer) {
    if (at.name !== name) continue;
    return at.type.kind === 'any' ? { kind: 'function' } : at.type.kind === 'function' ? at.type : undefined;
  }
  return undefined;
}
