import type { Catalogue, Criterion, Service, ServiceVersion } from '#catalogue';
import type { CheckedExpression, Tree } from '#language';

import { factsIn } from './names-behind.ts';
import { canBe, holding, notHolding, possible } from './formula.ts';
import type { Formula, Wanted } from './formula.ts';
import { FormulaReader, ofApplicant } from './read-formula.ts';
import { remark } from './remark.ts';
import type { Remark } from './remark.ts';

type Rule = { readonly criterion: Criterion; readonly index: number; readonly tree: Tree; readonly formula: Formula };

/**
 * Criteria that decide nothing or leave nobody, and facts that those whom they concern are never asked for. Said only when
 * every combination of what the rules speak of was tried, or the bounds of the facts leave no other answer.
 */
export function onCriteria(catalogue: Catalogue, service: Service): Remark[] {
  return service.versions.flatMap((version, index) => new OfVersion(catalogue, service, version, index).remarks());
}

class OfVersion {
  readonly #catalogue: Catalogue;
  readonly #service: Service;
  readonly #version: number;
  readonly #reader: FormulaReader;
  readonly #where: readonly Wanted[];
  readonly #rules: readonly Rule[];

  constructor(catalogue: Catalogue, service: Service, version: ServiceVersion, index: number) {
    this.#catalogue = catalogue;
    this.#service = service;
    this.#version = index;
    this.#reader = new FormulaReader(catalogue, version);
    const { where } = service.subject;
    this.#where = where === undefined ? [] : [holding(this.#read(where.tree))];
    this.#rules = version.criteria.flatMap((criterion, place) => {
      if (criterion.when === undefined) return [];
      const { tree } = criterion.when;
      return [{ criterion, index: place, tree, formula: this.#read(tree) }];
    });
  }

  remarks(): Remark[] {
    const never = this.#rules.filter(({ formula }) => canBe([...this.#where, holding(formula)]) === 'no');
    if (never.length > 0) return never.map((rule) => this.#neverHolds(rule));
    const all = [...this.#where, ...this.#rules.map(({ formula }) => holding(formula))];
    const together = canBe(all);
    if (together === 'no') return [this.#neverTogether()];
    return [...this.#redundant(), ...(together === 'yes' ? this.#neverAsked(all) : [])];
  }

  #read(tree: Tree): Formula {
    return this.#reader.read(this.#service.subject.each === 'applicant' ? ofApplicant(tree) : tree);
  }

  #at({ index }: Rule): Remark['at'] {
    return {
      list: 'services',
      id: this.#service.id,
      path: ['versions', this.#version, 'criteria', index, 'when'],
    };
  }

  #neverHolds(rule: Rule): Remark {
    const isAlone = this.#where.length === 0 || canBe([holding(rule.formula)]) === 'no';
    const { id } = rule.criterion;
    return remark(
      'never-holds',
      this.#at(rule),
      isAlone
        ? {
            ru: `условие «${id}» никогда ни для кого не выполняется`,
            en: `the criterion "${id}" never holds for anybody`,
          }
        : {
            ru: `условие «${id}» не выполняется ни для кого из тех, о ком услуга`,
            en: `the criterion "${id}" holds for nobody whom the service is about`,
          },
      isAlone
        ? { ru: 'Исправьте правило или границы сведений в нём.', en: 'Correct the rule, or the bounds of its facts.' }
        : { ru: 'Исправьте правило или «where» услуги.', en: 'Correct the rule, or the "where" of the service.' },
    );
  }

  /** As few criteria as contradict each other. */
  #neverTogether(): Remark {
    let left = this.#rules;
    for (const rule of this.#rules) {
      const without = left.filter((one) => one !== rule);
      if (canBe([...this.#where, ...without.map(({ formula }) => holding(formula))]) === 'no') left = without;
    }
    const ids = left.map(({ criterion }) => criterion.id);
    return remark(
      'never-together',
      this.#at(left.at(-1)!),
      {
        ru: `услугу не получит никто: условия ${ids.map((id) => `«${id}»`).join(', ')} не выполняются вместе`,
        en: `nobody gets the service: the criteria ${ids.map((id) => `"${id}"`).join(', ')} never hold together`,
      },
      {
        ru: 'Исправьте одно из них или соедините их словом «or» в одном условии.',
        en: 'Correct one of them, or join them with "or" in one criterion.',
      },
    );
  }

  /** Of two criteria that say the same the later one is told. */
  #redundant(): Remark[] {
    let kept = this.#rules;
    const found: Remark[] = [];
    for (const rule of this.#rules.toReversed()) {
      if (isWritten(rule.tree)) continue;
      const others = kept.filter((one) => one !== rule);
      if (canBe([notHolding(rule.formula)]) === 'no') {
        found.push(this.#alwaysHolds(rule));
        kept = others;
        continue;
      }
      const premises = others.map(({ formula }) => holding(formula));
      // What follows from whom the service is about alone gives that its article, and is meant.
      if (canBe([...this.#where, notHolding(rule.formula)]) === 'no') continue;
      if (canBe([...this.#where, ...premises, notHolding(rule.formula)]) !== 'no') continue;
      found.push(this.#follows(rule, others));
      kept = others;
    }
    return found.toReversed();
  }

  #alwaysHolds(rule: Rule): Remark {
    const { id } = rule.criterion;
    return remark(
      'always-holds',
      this.#at(rule),
      { ru: `условие «${id}» выполнено всегда и для всех`, en: `the criterion "${id}" always holds for everybody` },
      { ru: 'Исправьте правило или уберите условие.', en: 'Correct the rule, or take the criterion out.' },
    );
  }

  #follows(rule: Rule, others: readonly Rule[]): Remark {
    let from = others;
    for (const other of others) {
      const without = from.filter((one) => one !== other);
      const premises = without.map(({ formula }) => holding(formula));
      if (canBe([...this.#where, ...premises, notHolding(rule.formula)]) === 'no') from = without;
    }
    const { id } = rule.criterion;
    const ids = from.map(({ criterion }) => criterion.id);
    return remark(
      'follows',
      this.#at(rule),
      {
        ru: `условие «${id}» ничего не решает: оно следует из ${ids.map((one) => `«${one}»`).join(', ')}`,
        en: `the criterion "${id}" decides nothing: it follows from ${ids.map((one) => `"${one}"`).join(', ')}`,
      },
      {
        ru: 'Уберите его или исправьте то, что должно было решать.',
        en: 'Take it out, or correct what was meant to decide.',
      },
    );
  }

  /** The pages ask a fact only of those of whom its `askWhen` is not false: whoever has the right would never be asked. */
  #neverAsked(all: readonly Wanted[]): Remark[] {
    return this.#rules.flatMap((rule) =>
      [...factsIn(rule.tree)].flatMap(([id, whose]) => {
        const fact = this.#catalogue.facts.get(id);
        if (fact?.askWhen === undefined || (fact.of === 'person') !== (whose !== undefined)) return [];
        const asked = this.#read(whoseRule(fact.askWhen, whose));
        if (canBe([...all, possible(asked)]) !== 'no') return [];
        return [
          remark(
            'never-asked',
            this.#at(rule),
            {
              ru: `условие «${rule.criterion.id}»: о сведении «${id}» не спросят никого, кто может получить услугу: «askWhen» сведения исключает их всех`,
              en: `the criterion "${rule.criterion.id}": the fact "${id}" is asked of nobody who could get the service: its "askWhen" leaves them all out`,
            },
            {
              ru: `Исправьте «askWhen» сведения «${id}» или условие.`,
              en: `Correct the "askWhen" of the fact "${id}", or the criterion.`,
            },
          ),
        ];
      }),
    );
  }
}

function whoseRule({ tree }: CheckedExpression, whose: string | undefined): Tree {
  return whose === 'applicant' ? ofApplicant(tree) : tree;
}

/** `true` written out is meant: the law sets no condition, and its article is told. */
function isWritten(tree: Tree): boolean {
  return tree.kind === 'literal';
}
