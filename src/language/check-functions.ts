import { badLiteral, chosenWay } from './check-call.ts';
import { FaultTeller, localFunction } from './check-faults.ts';
import type { CheckScope, Typed } from './check-faults.ts';
import { fitsParameter } from './check-types.ts';
import { resultWithUnit, unlikeArguments } from './check-units.ts';
import { typeOfTree } from './conform.ts';
import { builtIns } from './functions.ts';
import type { Text } from './problem.ts';
import { slipHint } from './slips.ts';
import type { Tree } from './tree.ts';
import { types } from './types.ts';
import type { ValueType } from './types.ts';
import type { DeclaredFunction } from './vocabulary.ts';

export const typesThere: Text = {
  ru: 'Есть number, text, boolean, date, time, duration, list<…>, range<…>, context<…>.',
  en: 'There are number, text, boolean, date, time, duration, list<…>, range<…>, context<…>.',
};

const askTheDay: Text = {
  ru: 'Часов у правил нет: день, на который даётся ответ, — слово «today» без скобок.',
  en: 'Rules have no clock: the day of the answer is the word "today", without brackets.',
};

/** Checks calls: of functions of the language, of declared ones, and of those a rule defines itself. */
export abstract class CallChecker extends FaultTeller {
  abstract typed(tree: Tree, scope: CheckScope | undefined): Typed;

  invocation(tree: Tree & { kind: 'invoke' }, scope: CheckScope | undefined): Typed {
    const of = this.typed(tree.of, scope);
    if (of.type.kind !== 'function' && of.type.kind !== 'any') this.wrongType(tree.of, { kind: 'function' }, of.type);
    const args = tree.args.map((arg) => this.typed(arg, scope).tree);
    return {
      tree: { ...tree, of: of.tree, args },
      type: (of.type.kind === 'function' ? of.type.result : undefined) ?? types.any,
    };
  }

  call(tree: Tree & { kind: 'call' }, scope: CheckScope | undefined): Typed {
    const args = tree.args.map((arg) => this.typed(arg, scope));
    const checked = { ...tree, args: args.map((arg) => arg.tree) };
    const local = localFunction(tree.name, scope);
    if (local !== undefined) return { tree: checked, type: local.result ?? types.any };
    const literal = badLiteral(tree);
    if (literal !== undefined) {
      this.fault(
        tree,
        'bad-literal',
        `«${literal}» — не дата и не срок`,
        `"${literal}" is neither a date nor a duration`,
        {
          ru: 'Дата пишется как 2026-03-02, срок — как P6M (шесть месяцев) или P10D (десять дней).',
          en: 'A date is written 2026-03-02, a duration P6M (six months) or P10D (ten days).',
        },
      );
      return { tree, type: types.any };
    }
    const declared = this.vocabulary.functions.get(tree.name);
    const ways =
      declared === undefined
        ? builtIns.get(tree.name)
        : [
            {
              takes: declared.parameters.map((parameter) => ({ ...parameter, optional: false })),
              rest: false,
              gives: () => declared.result,
            },
          ];
    if (ways === undefined) {
      const names = [...builtIns.keys(), ...this.vocabulary.functions.keys()];
      this.fault(
        tree,
        'undeclared-function',
        `функции «${tree.name}» нет`,
        `there is no function "${tree.name}"`,
        (['now', 'today'].includes(tree.name) ? askTheDay : slipHint(tree.name, names)) ?? {
          ru: 'Функции перечислены в docs/language.md; своя объявляется в derived.yaml с «parameters».',
          en: 'Functions are listed in docs/language.md; one of your own is declared in derived.yaml with "parameters".',
        },
      );
      return { tree, type: types.any };
    }
    const chosen = chosenWay(ways, args, tree.argNames);
    if (chosen === 'names') {
      const names = ways[0]?.takes.map((one) => one.name).join(', ') ?? '';
      this.fault(
        tree,
        'named-arguments',
        `у функции «${tree.name}» нет аргументов с такими именами`,
        `the function "${tree.name}" has no arguments with such names`,
        {
          ru: `Её аргументы: ${names}.`,
          en: `Its arguments: ${names}.`,
        },
      );
      return { tree: checked, type: types.any };
    }
    if (chosen === 'count') {
      const takes = ways[0]?.takes ?? [];
      const names = takes.map((one) => (one.optional ? `[${one.name}]` : one.name)).join(', ');
      this.fault(
        tree,
        'wrong-arity',
        `функции «${tree.name}» дано не столько аргументов: ${args.length}`,
        `the function "${tree.name}" has another number of arguments than it takes: ${args.length}`,
        takes.length === 0
          ? { ru: 'У неё нет аргументов: пишите «()».', en: 'It takes none: write "()".' }
          : {
              ru: `Ей нужны: ${names}${takes.some((one) => one.optional) ? '; в скобках — необязательные' : ''}.`,
              en: `It takes: ${names}${takes.some((one) => one.optional) ? '; those in brackets may be left out' : ''}.`,
            },
      );
      return { tree: checked, type: types.any };
    }
    for (const [index, arg] of chosen.args.entries()) {
      const parameter = chosen.way.takes[Math.min(index, chosen.way.takes.length - 1)];
      if (parameter !== undefined && !fitsParameter(arg.type, parameter.type))
        this.wrongType(arg.tree, parameter.type, arg.type);
      else if (parameter !== undefined) this.wantsUnit(arg, parameter.type);
    }
    const argTypes = chosen.args.map((arg) => arg.type);
    const unlike = declared === undefined ? unlikeArguments(tree.name, argTypes) : undefined;
    if (unlike !== undefined)
      this.sameUnits(
        tree,
        unlike.map((place) => chosen.args[place]!),
      );
    const { argNames: _, ...unnamed } = checked;
    return {
      tree: { ...unnamed, args: chosen.args.map((arg) => arg.tree) },
      type:
        declared === undefined
          ? resultWithUnit(tree.name, argTypes, chosen.way.gives(argTypes))
          : this.declaredResult(declared, chosen.args[0]?.tree),
    };
  }

  definition(tree: Tree & { kind: 'function' }, scope: CheckScope | undefined): Typed {
    let inner = scope;
    const parameters = tree.parameters.map((parameter) => {
      const type = parameter.type === undefined ? types.any : typeOfTree(parameter.type);
      if (type === undefined)
        this.fault(
          tree,
          'no-such-type',
          `у «${parameter.name}» тип, которого нет`,
          `"${parameter.name}" has a type that does not exist`,
          typesThere,
        );
      inner = { name: parameter.name, type: type ?? types.any, implicit: false, outer: inner };
      return type ?? types.any;
    });
    const body = this.typed(tree.body, inner);
    return { tree: { ...tree, body: body.tree }, type: { kind: 'function', parameters, result: body.type } };
  }

  declaredResult({ result, results }: DeclaredFunction, first: Tree | undefined): ValueType {
    if (results === undefined || first?.kind !== 'literal' || typeof first.value !== 'string') return result;
    const found = results.get(first.value);
    if (found === undefined) this.unknownName(first, first.value, [...results.keys()]);
    return found ?? result;
  }
}
