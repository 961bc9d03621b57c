import type { Problem, Text } from './problem.ts';
import type { Span, Tree } from './tree.ts';
import { comparable, types, typeText } from './types.ts';
import type { ValueType } from './types.ts';
import { nearest } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

export type CheckFault = { readonly problem: Problem; readonly span: Span };
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

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
  }

  fault(span: Span, code: string, ru: string, en: string, remedy?: Text): void {
    this.faults.push({
      span: { from: span.from, to: span.to },
      problem: { code, message: { ru, en }, ...(remedy === undefined ? {} : { remedy }) },
    });
  }

  wrongType(span: Span, expected: ValueType, got: ValueType): void {
    this.fault(
      span,
      'wrong-type',
      `здесь нужно ${typeText(expected, 'ru')}, а стоит ${typeText(got, 'ru')}`,
      `${typeText(expected, 'en')} is needed here, but this is ${typeText(got, 'en')}`,
    );
  }

  namesIn(scope: CheckScope | undefined): string[] {
    const names = [...this.vocabulary.globals.keys()];
    for (let at = scope; at !== undefined; at = at.outer) {
      names.push(at.name);
      if (at.implicit && at.type.kind === 'entity')
        names.push(...(this.vocabulary.entities.get(at.type.entity)?.keys() ?? []));
      if (at.implicit && at.type.kind === 'context') names.push(...Object.keys(at.type.entries));
    }
    return names;
  }

  unknownName(span: Span, name: string, names: readonly string[]): void {
    const near = nearest(name, names);
    const personal = [...(this.vocabulary.entities.get('person')?.keys() ?? [])].includes(name);
    const remedy: Text = personal
      ? {
          ru: `Это сведение о человеке: напишите, о ком, например «applicant.${name}».`,
          en: `This is a person's fact: say whose, for example "applicant.${name}".`,
        }
      : near === undefined
        ? { ru: 'Объявите его в facts.yaml или derived.yaml.', en: 'Declare it in facts.yaml or derived.yaml.' }
        : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` };
    this.fault(span, 'undeclared-name', `слово «${name}» не объявлено`, `the word "${name}" is not declared`, remedy);
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
      );
      return;
    }
    this.oneOfChoices(left.type, right.tree);
    this.oneOfChoices(right.type, left.tree);
  }

  oneOfChoices(type: ValueType, tree: Tree): void {
    if (type.kind !== 'text' || type.choices === undefined) return;
    const literals = tree.kind === 'list' ? tree.items : [tree];
    for (const literal of literals) {
      if (literal.kind !== 'literal' || typeof literal.value !== 'string' || type.choices.includes(literal.value))
        continue;
      const near = nearest(literal.value, type.choices);
      this.fault(
        literal,
        'no-such-choice',
        `значения «${literal.value}» нет среди возможных: ${type.choices.join(', ')}`,
        `"${literal.value}" is none of the choices: ${type.choices.join(', ')}`,
        near === undefined ? undefined : { ru: `Возможно, «${near}»?`, en: `Did you mean "${near}"?` },
      );
    }
  }
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
