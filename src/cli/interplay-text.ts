import { personName } from '#assessment';
import type { Choice, CountedIncome, EntitlementKey, Interplay, Law, Sum, ToldSituation } from '#assessment';
import type { Catalogue } from '#catalogue';
import type { Language } from '#language';

const words = {
  choices: { ru: 'ЧТО ВЫБРАТЬ (решаете вы)', en: 'WHAT TO CHOOSE (you decide)' },
  exclusions: { ru: 'ЧТО НЕ ДАДУТ ВМЕСТЕ', en: 'WHAT IS NOT GIVEN TOGETHER' },
  incomes: { ru: 'ЧТО СЧИТАЮТ ДОХОДОМ', en: 'WHAT COUNTS AS INCOME' },
  order: { ru: 'ЧТО СНАЧАЛА', en: 'WHAT FIRST' },
  losses: { ru: 'ОТ ЧЕГО ПРИДЁТСЯ ОТКАЗАТЬСЯ', en: 'WHAT IS GIVEN UP' },
  maybe: { ru: 'возможно', en: 'perhaps' },
  check: { ru: 'требует проверки', en: 'to be checked' },
  best: { ru: 'больше всего', en: 'the most' },
  without: { ru: 'без', en: 'without' },
  year: { ru: '₽ за 12 месяцев', en: 'RUB in 12 months' },
  from: { ru: 'не меньше', en: 'at least' },
  notKnown: { ru: 'сумма не известна', en: 'sum not known' },
  noMoney: { ru: 'не деньги', en: 'no money' },
  given: { ru: 'уже есть', en: 'had already' },
  more: { ru: 'Показаны не все варианты', en: 'Not all alternatives are shown' },
  stands: { ru: 'мешает', en: 'barred by' },
  kept: { ru: 'не изменится', en: 'stays as it is' },
  reduced: { ru: 'станет меньше', en: 'becomes less' },
  lost: { ru: 'прекратится', en: 'ends' },
  unknown: { ru: 'пока не известно, изменится ли', en: 'not known yet whether it changes' },
  notCounted: { ru: 'не учитывают', en: 'not counted' },
  until: { ru: 'подать до', en: 'ask for it by' },
  before: { ru: 'раньше, чем', en: 'before' },
  opens: { ru: 'ради', en: 'for' },
} as const;

/** The sections of a solution in a terminal that tell how services bear on each other. */
export function interplayText(
  catalogue: Catalogue,
  told: ToldSituation,
  interplay: Interplay,
  language: Language,
): string[] {
  return new Telling(catalogue, told, language).sections(interplay);
}

class Telling {
  readonly #catalogue: Catalogue;
  readonly #told: ToldSituation;
  readonly #language: Language;

  constructor(catalogue: Catalogue, told: ToldSituation, language: Language) {
    this.#catalogue = catalogue;
    this.#told = told;
    this.#language = language;
  }

  sections({ choices, exclusions, incomes, order, unlockLosses }: Interplay): string[] {
    // What a choice tells is not told again as an exclusion.
    const chosen = new Set(choices.flatMap(({ because }) => because.map(({ interaction }) => interaction)));
    return [
      this.section(
        'choices',
        choices.filter(isNear).map((choice) => this.#choice(choice)),
      ),
      this.section(
        'exclusions',
        exclusions
          .filter(({ interaction, holds }) => holds === 'yes' && !chosen.has(interaction))
          .map((one) =>
            this.#law(
              one,
              this.#name(one.row) +
                (isSame(one.row, one.by) ? '' : ` — ${this.#word('stands')}: ${this.#name(one.by)}`),
            ),
          ),
      ),
      this.section(
        'incomes',
        incomes.map((one) => this.#law(one, this.#income(one))),
      ),
      this.section(
        'order',
        order.map((one) => {
          const until = one.until === undefined ? '' : ` (${this.#word('until')} ${one.until})`;
          const text = `${this.#name(one.first)} — ${this.#word('before')} ${this.#name(one.then)}${until}`;
          return this.#law(one, one.holds === 'yes' ? text : `${this.#word('maybe')}: ${text}`);
        }),
      ),
      this.section(
        'losses',
        unlockLosses.map(({ opens, by, loses, law }) => {
          const text = `${this.#word('opens')} ${this.#name(opens)} (${this.#service(by)}) — ${this.#word('without')}: ${this.#name(loses)}`;
          return law === undefined ? text : this.#law(law, text);
        }),
      ),
    ];
  }

  section(name: 'choices' | 'exclusions' | 'incomes' | 'order' | 'losses', lines: readonly string[]): string {
    return lines.length === 0 ? '' : `${this.#word(name)}\n${lines.map((line) => `  ${line}`).join('\n')}`;
  }

  #word(name: keyof typeof words): string {
    return words[name][this.#language];
  }

  #law({ text, article, certainty }: Law, about: string): string {
    const mark = certainty === 'unsure' ? ` [${this.#word('check')}]` : '';
    return `${about}\n      ${text[this.#language]} (${article})${mark}`;
  }

  #choice(choice: Choice): string {
    const laws = choice.because.map(({ text, article, certainty }) => {
      const mark = certainty === 'unsure' ? ` [${this.#word('check')}]` : '';
      return `${text[this.#language]} (${article})${mark}`;
    });
    const given = new Set(choice.rows.filter(({ isGranted }) => isGranted).map((row) => this.#name(row)));
    const named = (key: EntitlementKey): string =>
      given.has(this.#name(key)) ? `${this.#name(key)} [${this.#word('given')}]` : this.#name(key);
    const alternatives = choice.alternatives.map(({ takes, loses, year }, index) => {
      const best = index === choice.best ? ` ← ${this.#word('best')}` : '';
      return `    ${index + 1}. ${takes.map(named).join(' + ')}: ${this.#sum(year)}; ${this.#word('without')}: ${loses.map(named).join(', ')}${best}`;
    });
    const head = `${choice.holds === 'yes' ? '' : `${this.#word('maybe')}: `}${laws.join('; ')}`;
    return [head, ...alternatives, ...(choice.isComplete ? [] : [`    ${this.#word('more')}`])].join('\n  ');
  }

  #income({ from, for: tested, counts, effect, then }: CountedIncome): string {
    const names = `${this.#name(from)} → ${this.#name(tested)}`;
    if (!counts) return `${names}: ${this.#word('notCounted')}`;
    const sum = then === undefined || effect !== 'reduced' ? '' : ` (${this.#money(then.value)} ₽)`;
    return `${names}: ${this.#word(effect)}${sum}`;
  }

  #sum({ sure, upTo }: Sum): string {
    if (upTo === sure) return sure === 0 ? this.#word('noMoney') : `${this.#money(sure)} ${this.#word('year')}`;
    if (upTo !== null) return `${this.#money(sure)}–${this.#money(upTo)} ${this.#word('year')}`;
    return sure === 0 ? this.#word('notKnown') : `${this.#word('from')} ${this.#money(sure)} ${this.#word('year')}`;
  }

  #money(value: number): string {
    return value.toLocaleString(this.#language === 'ru' ? 'ru-RU' : 'en-GB', { minimumFractionDigits: 2 });
  }

  #service(id: string): string {
    return this.#catalogue.services.get(id)?.name[this.#language] ?? id;
  }

  #name({ service, subject }: EntitlementKey): string {
    const isPlain = subject === 'household' || subject === this.#told.applicant;
    return `${this.#service(service)}${isPlain ? '' : ` (${personName(this.#told, subject, this.#language)})`}`;
  }
}

/** Something in it is a right or had already: what may all come to nothing is not told. */
export function isNear({ rows }: Choice): boolean {
  return rows.some(({ answer, isGranted }) => answer === 'yes' || isGranted);
}

function isSame(a: EntitlementKey, b: EntitlementKey): boolean {
  return a.service === b.service && a.subject === b.subject;
}
