import type { ToldSituation } from '#assessment';
import { agencyKinds } from '#agencies';
import type { AgencyKind, Resident } from '#agencies';
import type { Catalogue, Day } from '#catalogue';
import type { Subject } from '#protocol';

/** One question of the campaign: a fact about somebody, of the register that holds it. */
export type Wanted = {
  readonly key: string;
  readonly person: string;
  readonly agency: string;
  readonly fact: string;
  readonly subject: 'self' | 'household';
  /** Whether there is a ground to ask it. */
  readonly isAllowed: boolean;
};

/** Somebody who is asked about: alone in the household, with consents to all registers but some. */
export type Someone = {
  readonly person: string;
  readonly resident: Resident;
  readonly names: Subject;
  readonly told: ToldSituation;
};

const grown = 2008;

/** Everybody grown up whom the sample agencies know, each with a consent to all but two of the registers. */
export function peopleToAsk(residents: readonly Resident[], today: Day): ReadonlyMap<string, Someone> {
  const adults = residents.filter(({ birthDate }) => Number(birthDate.slice(0, 4)) < grown);
  return new Map(
    adults.map((resident, index) => {
      const { snils, surname, givenName, birthDate, sex } = resident;
      const withheld = [0, 4].map((step) => agencyKinds[(index + step) % agencyKinds.length]?.id);
      const consents = agencyKinds
        .filter(({ id }) => !withheld.includes(id))
        // The doctor's secret takes a written consent: every other person has given one.
        .map(({ id }) => ({ agency: id, given: today, isWritten: index % 2 === 0, also: [] }));
      const facts = { relation: 'self', birthDate, sex, citizenship: 'russian', livesInRussia: true };
      const told = {
        asOf: today,
        territory: '69701000',
        applicant: 'self',
        people: [{ id: 'self', facts }],
        household: {},
        consents,
      } as unknown as ToldSituation;
      return [snils, { person: `person-${snils}`, resident, names: { snils, surname, givenName, birthDate }, told }];
    }),
  );
}

/** The questions in an order that jumps from person to person and from agency to agency; then again, with keys of their own. */
export function* wanted(
  catalogue: Catalogue,
  kinds: readonly AgencyKind[],
  people: ReadonlyMap<string, Someone>,
): Generator<Wanted> {
  const facts = kinds.flatMap(({ id, holds }) =>
    Object.entries(holds)
      .filter(([fact]) => catalogue.facts.get(fact)?.basic === false)
      .map(([fact, { of }]) => ({ agency: id, fact, subject: of === 'household' ? 'household' : 'self' }) as const),
  );
  const everybody = [...people.values()];
  for (let round = 0; ; round += 1)
    for (let turn = 0; turn < facts.length; turn += 1)
      for (const [place, { person, told }] of everybody.entries()) {
        const { agency, fact, subject } = facts[(turn + place * 7) % facts.length]!;
        const consent = told.consents?.find((one) => one.agency === agency);
        const takesWritten = catalogue.registers.get(agency)?.consent.kind === 'written';
        const isAllowed = consent !== undefined && (consent.isWritten || !takesWritten);
        yield { key: `campaign ${round} ${person} ${agency} ${fact}`, person, agency, fact, subject, isAllowed };
      }
}
