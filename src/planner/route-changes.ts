import { personName } from '#assessment';
import type { Catalogue, Day } from '#catalogue';
import type { Language, Text } from '#language';

import type { Happened } from './happened.ts';
import type { EvidenceRef, Step } from './model.ts';
import type { Moved } from './push-forward.ts';
import type { Planned, Replanned, RouteChange } from './replan.ts';
import { legOf } from './standing.ts';

/** What changed and why: a sentence or two for each event, and one for the end of the route where it is another. */
export function changesTold(
  catalogue: Catalogue,
  before: Planned,
  { changes, route, done }: Replanned,
): readonly Text[] {
  const telling = (language: Language): readonly string[] => {
    const teller = new Teller(catalogue, before, language);
    const last = done.reduce((end, step) => (step.end > end ? step.end : end), route.finish);
    return [
      ...changes.map((change) => teller.change(change)).filter((sentence) => sentence !== ''),
      ...(last === before.route.finish ? [] : [teller.finish(last)]),
    ];
  };
  const english = telling('en');
  return telling('ru').map((ru, index) => ({ ru, en: english[index] ?? '' }));
}

const words = {
  late: { ru: '{what}: на {days} позже, {to} вместо {from}', en: '{what}: {days} later, on {to} instead of {from}' },
  answerLate: {
    ru: '«{what}»: ответ на {days} позже, {to} вместо {from}',
    en: '"{what}": the answer comes {days} later, on {to} instead of {from}',
  },
  early: { ru: '{what}: уже {to}, а не {from}', en: '{what}: on {to} already, not on {from}' },
  missed: { ru: 'В свой день не сделано: {what}', en: 'Not done on its day: {what}' },
  done: { ru: 'Сделано: {what}', en: 'Done: {what}' },
  refused: { ru: 'Отказано: {what}', en: 'Refused: {what}' },
  lost: { ru: 'Потерян документ: {what}', en: 'A paper was lost: {what}' },
  told: { ru: 'Стали известны новые сведения', en: 'New facts are known' },
  time: { ru: 'Прошло время', en: 'Time has passed' },
  therefore: { ru: 'поэтому', en: 'therefore' },
  more: { ru: 'и ещё {count}', en: 'and {count} more' },
  later: { ru: 'на другой день переходит', en: 'moved to another day:' },
  added: { ru: 'добавлено', en: 'added:' },
  removed: { ru: 'больше не нужно или невозможно', en: 'no longer needed or possible:' },
  changed: { ru: 'иначе, чем раньше', en: 'otherwise than before:' },
  nothing: { ru: 'в остальном маршрут не меняется', en: 'nothing else on the route changes' },
  runOut: {
    ru: '{paper} к {day} уже не примут: получите этот документ ещё раз ({what})',
    en: '{paper} is not accepted any more on {day}: get it once more ({what})',
  },
  moved: { ru: '{what} — {to} вместо {from}', en: '{what} — {to} instead of {from}' },
  finish: { ru: 'Маршрут закончится {to} вместо {from}.', en: 'The route ends on {to} instead of {from}.' },
} as const satisfies Readonly<Record<string, Text>>;

/** More than so many in one sentence nobody reads; the route itself has them all. */
const mostNamed = 5;

class Teller {
  readonly #catalogue: Catalogue;
  readonly #before: Planned;
  readonly #language: Language;

  constructor(catalogue: Catalogue, before: Planned, language: Language) {
    this.#catalogue = catalogue;
    this.#before = before;
    this.#language = language;
  }

  change({ happened, moved, added, removed, changed, runOut }: RouteChange): string {
    const own = happened !== undefined && 'step' in happened ? happened.step : undefined;
    const others = moved.filter(({ step }) => step.id !== own && !this.#isOwnLeg(step, own));
    // Of a service that is asked for later the answer is later too: that goes without saying.
    const first = [...Map.groupBy(others, ({ step }) => legOf(step)).values()].flatMap(([one]) => one ?? []);
    const effects = [
      this.#effect('later', distinct(first.map((one) => this.#moved(one)))),
      this.#effect('added', this.#names(added)),
      this.#effect('removed', this.#names(removed)),
      this.#effect('changed', this.#names(changed.filter(({ id }) => !moved.some(({ step }) => step.id === id)))),
      ...runOut.map(({ step, paper }) =>
        this.#say('runOut', { paper: this.#paper(paper), day: this.#day(step.start), what: this.#name(step) }),
      ),
    ].filter((part) => part !== '');
    if (happened === undefined && effects.length === 0) return '';
    const cause = this.#cause(
      happened,
      moved.find(({ step }) => step.id === own),
    );
    return `${cause}; ${effects.length === 0 ? this.#say('nothing') : `${this.#say('therefore')} ${effects.join('; ')}`}.`;
  }

  finish(to: Day): string {
    return this.#say('finish', { to: this.#day(to), from: this.#day(this.#before.route.finish) });
  }

  #cause(happened: Happened | undefined, moved: Moved | undefined): string {
    if (happened === undefined) return this.#say('time');
    switch (happened.kind) {
      case 'told':
        return this.#say('told');
      case 'lost':
        return this.#say('lost', { what: this.#paper(happened) });
      case 'refused':
        return this.#say('refused', { what: this.#service(happened.service) });
      default:
        break;
    }
    const step = this.#before.route.steps.find(({ id }) => id === happened.step);
    const what = step === undefined ? happened.step : this.#name(step);
    if (happened.kind !== 'delayed' || step === undefined)
      return this.#say(happened.kind === 'delayed' ? 'missed' : happened.kind, { what });
    const [from, to] = [step.end, moved?.to ?? happened.until];
    const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
    const word = step.part === 'wait' ? 'answerLate' : 'late';
    return this.#say(days > 0 ? word : 'early', {
      what: step.part === 'collect' ? what : this.#service(step.service),
      days: this.#count(days),
      to: this.#day(to),
      from: this.#day(from),
    });
  }

  #isOwnLeg(step: Step, own: string | undefined): boolean {
    const first = this.#before.route.steps.find(({ id }) => id === own);
    return first !== undefined && legOf(first) === legOf(step) && step.part === 'wait';
  }

  #effect(word: 'later' | 'added' | 'removed' | 'changed', what: readonly string[]): string {
    const colon = this.#language === 'ru' ? ':' : '';
    const rest = what.length - mostNamed;
    const more = rest > 1 ? [this.#say('more', { count: String(rest) })] : [];
    const named = [...what.slice(0, rest > 1 ? mostNamed : what.length), ...more].join(', ');
    return what.length === 0 ? '' : `${this.#say(word)}${colon} ${named}`;
  }

  #moved({ step, from, to }: Moved): string {
    return this.#say('moved', { what: this.#name(step), to: this.#day(to), from: this.#day(from) });
  }

  /** A service once, however many steps it has. */
  #names(steps: readonly Step[]): readonly string[] {
    return distinct(
      [...Map.groupBy(steps, legOf).values()].flatMap(([first]) => (first === undefined ? [] : [this.#name(first)])),
    );
  }

  #name(step: Step): string {
    const { subject } = step;
    const isOfAll = subject === 'household' || subject === this.#before.told.applicant;
    const name = step.part === 'apply' ? this.#service(step.service) : step.text[this.#language];
    return isOfAll ? name : `${name} (${this.#person(subject)})`;
  }

  #service(id: string): string {
    return this.#catalogue.services.get(id)?.name[this.#language] ?? id;
  }

  #paper({ evidence, subject }: EvidenceRef): string {
    const name = this.#catalogue.evidence.get(evidence)?.name[this.#language] ?? evidence;
    return subject === 'household' || subject === this.#before.told.applicant
      ? name
      : `${name} (${this.#person(subject)})`;
  }

  #person(id: string): string {
    return personName(this.#before.told, id, this.#language);
  }

  #day(day: Day): string {
    const locale = this.#language === 'ru' ? 'ru-RU' : 'en-GB';
    return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.parse(day));
  }

  #count(days: number): string {
    if (this.#language === 'en') return days === 1 ? '1 day' : `${days} days`;
    const form = { one: 'день', few: 'дня' }[new Intl.PluralRules('ru').select(days) as 'one' | 'few'] ?? 'дней';
    return `${days} ${form}`;
  }

  #say(word: keyof typeof words, values: Readonly<Record<string, string>> = {}): string {
    return words[word][this.#language].replaceAll(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole);
  }
}

function distinct(all: readonly string[]): readonly string[] {
  return [...new Set(all)];
}
