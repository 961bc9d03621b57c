import type { Article, Register } from '#catalogue';
import { truths } from '#language';

import type { Answers } from './answers.ts';
import type { Consent } from './model.ts';
import type { SourcePlace } from './rests-of.ts';

/**
 * Whose registers may be asked, and about whom. A consent of the applicant covers himself and those he represents by law
 * (his children); another adult has to agree as well. What is told of the whole household is asked of a register only
 * when everybody in it is covered. Who a person is (`basic`) is always told: without it nothing can be inquired.
 */
export class Consents {
  readonly #answers: Answers;
  readonly #inForce: ReadonlyMap<string, Consent>;
  readonly #appliedFor: ReadonlySet<string>;

  constructor(answers: Answers) {
    const { told } = answers;
    this.#answers = answers;
    this.#appliedFor = new Set(told.appliedFor);
    this.#inForce = new Map(
      (told.consents ?? [])
        .filter(({ given, withdrawn }) => given <= told.asOf && (withdrawn === undefined || withdrawn > told.asOf))
        .map((consent) => [consent.agency, consent]),
    );
  }

  /** False when nothing has been agreed to and nothing applied for: then everything is asked of the person. */
  get areAny(): boolean {
    return this.#inForce.size > 0 || this.#appliedFor.size > 0;
  }

  /** The register that holds a fact; undefined when only the person can tell it. */
  registerOf({ of: { fact } }: SourcePlace): Register | undefined {
    return fact.heldBy === undefined || fact.basic ? undefined : this.#answers.rulebook.registers.get(fact.heldBy);
  }

  /** The ground on which a fact is asked of its register, because the person has agreed to it. */
  byConsent(place: SourcePlace): Article | undefined {
    const register = this.registerOf(place);
    const consent = register === undefined ? undefined : this.#inForce.get(register.agency);
    if (register === undefined || consent === undefined) return undefined;
    if (register.consent.kind === 'written' && !consent.isWritten) return undefined;
    return this.uncovered(place, consent.also).length === 0 ? register.consent.article : undefined;
  }

  /** The ground on which the body that gives a service asks for a fact, because the service has been applied for. */
  byService(place: SourcePlace, service: string): Article | undefined {
    if (!this.#appliedFor.has(service)) return undefined;
    const ground = this.registerOf(place)?.forService;
    return ground !== undefined && this.uncovered(place, []).length === 0 ? ground : undefined;
  }

  /** True of somebody who has to agree for himself; of whom it is not known nobody is asked to agree. */
  agreesAlone(id: string): boolean {
    const { rulebook } = this.#answers;
    const place = this.#answers.placeOf(id);
    return rulebook.represented < 0 || this.#answers.truth(rulebook.represented, place) === truths.no;
  }

  /** People whom a fact is about and for whom neither the applicant nor they themselves have agreed. */
  uncovered({ of, person }: SourcePlace, also: readonly string[]): readonly string[] {
    const { people } = this.#answers.told;
    const places = of.isOfPerson ? [person] : people.keys();
    return [...places].flatMap((place) => {
      const id = people[place]!.id;
      return this.#isRepresented(place) || also.includes(id) ? [] : [id];
    });
  }

  #isRepresented(place: number): boolean {
    const { told, rulebook } = this.#answers;
    if (told.people[place]?.id === told.applicant) return true;
    return rulebook.represented >= 0 && this.#answers.truth(rulebook.represented, place) === truths.yes;
  }
}
