import { explainAmount, explainCriterion, isNever, personName, waysToYes } from '#assessment';
import type { Contradiction, Entitlement, FactValue, ToldSituation } from '#assessment';
import { versionOn } from '#catalogue';
import type { Catalogue, Remedy, RemedySpan } from '#catalogue';
import { placesToGo, remediesAgainst, spanText } from '#desk';
import type { Solved } from '#desk';
import { rowTold } from '#language';
import type { Explanation, Language } from '#language';
import type { EvidenceRef, Step } from '#planner';

import type { Options } from './arguments.ts';
import { interviewSections } from './interview-text.ts';
import { placesText } from './places-text.ts';
import { explainedText, valueText } from './value-text.ts';
import { interplayText } from './interplay-text.ts';

/** A solution as a person reads it in a terminal: tonight, what is yours, what is not known, what is not, gaps, route. */
export function solutionText(catalogue: Catalogue, told: ToldSituation, solved: Solved, options: Options): string {
  return new Telling(catalogue, told, options).all(solved);
}

const words = {
  contradictions: { ru: 'ОТВЕТЫ НЕ СХОДЯТСЯ', en: 'ANSWERS THAT DO NOT AGREE' },
  doubts: { ru: 'ПРОВЕРЬТЕ, ТАК ЛИ ЭТО', en: 'PLEASE CHECK WHETHER THIS IS SO' },
  unless: { ru: 'так бывает, если', en: 'it may be so if' },
  needs: { ru: 'ЧТО СЛУЧИЛОСЬ', en: 'WHAT HAPPENED' },
  tonight: { ru: 'СЕГОДНЯ, БЕЗ ДОКУМЕНТОВ', en: 'TONIGHT, WITHOUT PAPERS' },
  yours: { ru: 'ВАМ ПОЛОЖЕНО', en: 'YOU HAVE A RIGHT TO' },
  unknown: { ru: 'ПОКА НЕ ЯСНО', en: 'NOT KNOWN YET' },
  mayConcern: { ru: 'НЕ СПРОШЕНО, КАСАЕТСЯ ЛИ ВАС', en: 'NOT ASKED WHETHER IT CONCERNS YOU' },
  not: { ru: 'НЕ ПОЛОЖЕНО', en: 'NO RIGHT TO' },
  objections: { ru: 'ЕСЛИ НЕ СОГЛАСНЫ С ОТКАЗОМ', en: 'IF YOU OBJECT TO A REFUSAL' },
  byVersion: { ru: 'по редакции с', en: 'under the version from' },
  objectWithin: { ru: 'не позже чем через', en: 'not later than after' },
  answered: { ru: 'ответят за', en: 'answered within' },
  gaps: { ru: 'ЧЕГО НИКТО НЕ ДАЁТ', en: 'WHAT NOBODY COVERS' },
  places: {
    ru: 'КУДА ЕЩЁ ОБРАТИТЬСЯ: НЕ ИЗВЕСТНО, ПОМОГУТ ЛИ, СПРОСИТЕ ТАМ',
    en: 'PLACES TO GO: NOT KNOWN WHETHER THEY HELP, ASK THEM',
  },
  route: { ru: 'МАРШРУТ', en: 'ROUTE' },
  because: { ru: 'потому что', en: 'because' },
  asks: { ru: 'нужно знать', en: 'needs' },
  decides: { ru: 'решает', en: 'decided by' },
  noValue: { ru: 'нет значения', en: 'no value for' },
  fee: { ru: 'пошлина', en: 'fee' },
  different: { ru: 'было бы «да», если', en: 'it would be yes, if' },
  opens: { ru: 'станет возможно после', en: 'becomes possible after' },
  bring: { ru: 'взять', en: 'bring' },
  obtained: { ru: 'запросят сами', en: 'asked by the agency' },
  until: { ru: 'до', en: 'until' },
  maybe: { ru: 'если подтвердится', en: 'if confirmed' },
  visits: { ru: 'визитов', en: 'visits' },
  finish: { ru: 'последний срок', en: 'last day' },
  check: { ru: 'требует проверки', en: 'to be checked' },
  month: { ru: '₽ в месяц', en: 'RUB a month' },
  year: { ru: '₽ в год', en: 'RUB a year' },
  once: { ru: '₽ один раз', en: 'RUB once' },
} as const;

class Telling {
  readonly #catalogue: Catalogue;
  readonly #told: ToldSituation;
  readonly #language: Language;
  readonly #explains: boolean;

  constructor(catalogue: Catalogue, told: ToldSituation, options: Options) {
    this.#catalogue = catalogue;
    this.#told = told;
    this.#language = options.lang;
    this.#explains = options.explain;
  }

  word(name: keyof typeof words): string {
    return words[name][this.#language];
  }

  all({ assessment, route }: Solved): string {
    const tonight = route.steps.filter((step) => step.urgency === 'tonight' && step.action !== 'waiting');
    const by = (answer: Entitlement['answer']): Entitlement[] =>
      assessment.entitlements.filter((entitlement) => entitlement.answer === answer);
    return [
      this.section(
        'contradictions',
        assessment.contradictions.filter(isNever).map((one) => this.contradiction(one)),
      ),
      this.section(
        'doubts',
        assessment.contradictions.filter((one) => !isNever(one)).map((one) => this.contradiction(one)),
      ),
      this.section(
        'needs',
        assessment.needs.map(
          ({ need, because }) =>
            `${this.#catalogue.needs.get(need)?.name[this.#language]} — ${because[this.#language]}`,
        ),
      ),
      this.section(
        'tonight',
        tonight.map((step) => this.step(step)),
      ),
      this.section(
        'yours',
        by('yes').map((entitlement) => this.entitlement(entitlement)),
      ),
      this.section(
        'unknown',
        by('unknown')
          .filter((entitlement) => this.#explains || entitlement.concerns === 'yes')
          .map((entitlement) => this.entitlement(entitlement)),
      ),
      this.section(
        'mayConcern',
        this.#explains ? [] : this.namesOf(by('unknown').filter((one) => one.concerns !== 'yes')),
      ),
      this.section(
        'not',
        by('no').map((entitlement) => this.entitlement(entitlement)),
      ),
      this.section('objections', this.objections(by('no'))),
      ...interplayText(this.#catalogue, this.#told, assessment.interplay, this.#language),
      this.section(
        'gaps',
        assessment.gaps.map(({ text }) => text[this.#language]),
      ),
      sectionText(
        this.word('places'),
        placesText(placesToGo(this.#catalogue, this.#told.territory, assessment.needs), this.#language),
      ),
      this.section(
        'route',
        route.steps.map((step) => this.step(step)),
      ),
      route.steps.length === 0
        ? ''
        : `${this.word('visits')}: ${route.visits}; ${this.word('finish')}: ${route.finish}`,
      ...interviewSections(this.#catalogue, this.#told, assessment.interview, this.#language).map(({ title, lines }) =>
        sectionText(title, lines),
      ),
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  }

  section(name: keyof typeof words, lines: readonly string[]): string {
    return sectionText(this.word(name), lines);
  }

  /** On one line: whether these are about the person at all has not been told. */
  namesOf(entitlements: readonly Entitlement[]): string[] {
    const names = new Set(entitlements.map((entitlement) => this.service(entitlement.service)));
    return names.size === 0 ? [] : [[...names].join('; ')];
  }

  /** Each way to object once, with the refused services it is for. */
  objections(refused: readonly Entitlement[]): string[] {
    const ways = new Map<
      string,
      { readonly remedy: Remedy; readonly agencies: Set<string>; readonly services: Set<string> }
    >();
    for (const entitlement of refused) {
      for (const remedy of remediesAgainst(this.#catalogue, entitlement)) {
        const way = ways.get(remedy.id) ?? { remedy, agencies: new Set(), services: new Set() };
        way.agencies.add(this.#catalogue.agencies.get(remedy.to)?.shortName[this.#language] ?? remedy.to);
        way.services.add(this.service(entitlement.service));
        ways.set(remedy.id, way);
      }
    }
    return [...ways.values()].map(({ remedy, agencies, services }) => {
      const { text, within, answered, article } = remedy;
      const terms = [
        within === undefined ? '' : `${this.word('objectWithin')} ${this.span(within)}`,
        answered === undefined ? '' : `${this.word('answered')} ${this.span(answered)}`,
      ].filter((part) => part !== '');
      return [
        `${text[this.#language]} (${article.citation})`,
        [[...agencies].join(', '), ...terms].join('; '),
        [...services].join(', '),
      ].join('\n      ');
    });
  }

  span(span: RemedySpan): string {
    return `${spanText(span, this.#language)}${span.certainty === 'unsure' ? ` [${this.word('check')}]` : ''}`;
  }

  contradiction({ text, unless, facts }: Contradiction): string {
    const told = facts.map(({ fact, subject, value }) => {
      const whose = subject === 'household' ? '' : ` (${personName(this.#told, subject, this.#language)})`;
      return `${this.fact(fact)}${whose}: ${this.valueOf(fact, value)}`;
    });
    const rarely = unless === undefined ? '' : ` (${this.word('unless')} ${unless[this.#language]})`;
    return `${text[this.#language]} — ${told.join('; ')}${rarely}`;
  }

  service(id: string): string {
    return this.#catalogue.services.get(id)?.name[this.#language] ?? id;
  }

  entitlement(entitlement: Entitlement): string {
    const who =
      entitlement.subject === 'household' || entitlement.subject === this.#told.applicant
        ? ''
        : ` (${personName(this.#told, entitlement.subject, this.#language)})`;
    const { amount } = entitlement;
    const money =
      amount === undefined
        ? ''
        : `: ${amount.value.toLocaleString(this.#language === 'ru' ? 'ru-RU' : 'en-GB', { minimumFractionDigits: 2 })} ${this.word(amount.per)}`;
    const unsure = entitlement.certainty === 'unsure' ? ` [${this.word('check')}]` : '';
    return [
      `${this.service(entitlement.service)}${who}${money}${unsure}`,
      ...this.transition(entitlement),
      ...this.reasons(entitlement),
    ].join('\n      ');
  }

  /** Which version of the law decides, where it is not the one of the day. */
  transition({ service, version, transition }: Entitlement): string[] {
    if (transition === undefined) return [];
    const from = this.#catalogue.services.get(service)?.versions[version]?.from ?? '';
    const check = transition.certainty === 'unsure' ? ` [${this.word('check')}]` : '';
    return [`§ ${this.word('byVersion')} ${from}: ${transition.text[this.#language]} (${transition.article})${check}`];
  }

  reasons(entitlement: Entitlement): string[] {
    const told = entitlement.criteria.filter(
      (criterion) => criterion.answer === entitlement.answer || (this.#explains && entitlement.answer !== 'yes'),
    );
    const lines = told.flatMap((criterion) => {
      const mark = { yes: '✓', no: '✗', unknown: '?' }[criterion.answer];
      const open = criterion.answer === 'unknown' ? this.open(criterion) : '';
      const line = `${mark} ${criterion.text[this.#language]} (${criterion.article})${open}`;
      const explanation = this.#explains
        ? explainCriterion(this.#catalogue, this.#told, entitlement, criterion.id)
        : undefined;
      return explanation === undefined ? [line] : [line, ...this.explanation(explanation, 1)];
    });
    const counted =
      this.#explains && entitlement.amount !== undefined
        ? explainAmount(this.#catalogue, this.#told, entitlement)
        : undefined;
    const opens =
      entitlement.unlockedBy.length === 0
        ? []
        : [`→ ${this.word('opens')}: ${entitlement.unlockedBy.map((id) => this.service(id)).join(', ')}`];
    const ways = this.#explains ? this.different(entitlement) : [];
    return [...lines, ...(counted === undefined ? [] : this.explanation(counted, 1)), ...opens, ...ways];
  }

  valueOf(fact: string, value: FactValue): string {
    return valueText(this.#catalogue, fact, value, this.#language);
  }

  /** Why a criterion is not answered: who decides, what is not told, which amount is not in the packs. */
  open({ judgedBy, missing, withoutValue }: Entitlement['criteria'][number]): string {
    if (judgedBy !== undefined) return ` — ${this.word('decides')}: ${judgedBy[this.#language]}`;
    if (missing.length > 0)
      return ` — ${this.word('asks')}: ${[...new Set(missing.map(({ fact }) => this.fact(fact)))].join(', ')}`;
    const names = withoutValue.map((id) => this.#catalogue.parameters.get(id)?.name[this.#language] ?? id);
    return names.length === 0 ? '' : ` — ${this.word('noValue')}: ${names.join(', ')}`;
  }

  /** What would have to be different for a yes, each way on a line. */
  different(entitlement: Entitlement): string[] {
    return waysToYes(this.#catalogue, this.#told, entitlement).map(({ differences }) => {
      const told = differences.map(({ fact, subject, wanted, services }) => {
        const by = services.length === 0 ? '' : ` (${services.map((id) => this.service(id)).join(', ')})`;
        return `${this.fact(fact)}, ${personName(this.#told, subject, this.#language)}: ${this.valueOf(fact, wanted)}${by}`;
      });
      return `≠ ${this.word('different')}: ${told.join('; ')}`;
    });
  }

  explanation(node: Explanation, depth: number): string[] {
    const row = node.row === undefined ? '' : `${rowTold(node.row)[this.#language]}: `;
    return [
      `${'  '.repeat(depth)}${row}${node.text} = ${explainedText(node, this.#language)}`,
      ...node.parts.flatMap((part) => this.explanation(part, depth + 1)),
    ];
  }

  fact(id: string): string {
    return this.#catalogue.facts.get(id)?.name[this.#language].toLowerCase() ?? id;
  }

  evidence(ref: EvidenceRef): string {
    const name = this.#catalogue.evidence.get(ref.evidence)?.name[this.#language] ?? ref.evidence;
    return ref.subject === 'household' || ref.subject === this.#told.applicant
      ? name
      : `${name} (${personName(this.#told, ref.subject, this.#language)})`;
  }

  /** What the state takes for it, told once, where the person acts. */
  fee(step: Step): string {
    const service = this.#catalogue.services.get(step.service);
    const fee = service === undefined ? undefined : versionOn(service, this.#told.asOf)?.version.feeRoubles;
    if (fee === undefined || fee.value === 0 || step.action === 'waiting' || step.id.endsWith(':collect')) return '';
    return `${this.word('fee')}: ${fee.value} ₽${fee.certainty === 'unsure' ? ` [${this.word('check')}]` : ''}`;
  }

  step(step: Step): string {
    const agency = this.#catalogue.agencies.get(step.agency)?.shortName[this.#language] ?? step.agency;
    const when = step.end === step.start ? step.start : `${step.start} … ${step.end}`;
    const unsure = step.action === 'waiting' && step.certainty === 'unsure' ? ` [${this.word('check')}]` : '';
    const maybe = `${step.sure ? '' : ` [${this.word('maybe')}]`}${unsure}`;
    const lines = [
      `${when}  ${step.text[this.#language]} — ${this.service(step.service)}, ${agency}${maybe}`,
      step.bring.length === 0 ? '' : `${this.word('bring')}: ${step.bring.map((ref) => this.evidence(ref)).join(', ')}`,
      this.fee(step),
      step.obtained.length === 0
        ? ''
        : `${this.word('obtained')}: ${step.obtained.map((ref) => this.evidence(ref)).join(', ')}`,
    ];
    return lines.filter((line) => line !== '').join('\n      ');
  }
}

function sectionText(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
