import { z } from 'zod';
import type { FactKey, FactValue } from '#assessment';

/** What is kept of a situation between two pages, and nothing else: what was told, and how the talk went so far. */

const factValue = z.union([z.boolean(), z.number(), z.string(), z.array(z.string()).readonly(), z.null()]);

const factKey = z.object({ fact: z.string(), subject: z.string() }).readonly();

/** A question in its turn, and the group it was asked in when it stood on a page with others. */
const turn = factKey.unwrap().extend({ group: z.string().optional() }).readonly();

const consent = z
  .object({
    agency: z.string(),
    given: z.string(),
    withdrawn: z.string().optional(),
    written: z.boolean().optional(),
    also: z.array(z.string()).readonly().optional(),
  })
  .readonly();

const person = z.object({ id: z.string(), name: z.string().optional() }).catchall(factValue);

const input = z
  .object({
    territory: z.string().optional(),
    says: z.string().optional(),
    applicant: z.string(),
    people: z.array(person).readonly(),
    consents: z.array(consent).readonly().optional(),
  })
  .catchall(z.unknown());

const heardFact = factKey.unwrap().extend({ value: factValue, phrase: z.string() }).readonly();

const heardNeed = z.object({ need: z.string(), urgency: z.string(), phrase: z.string() }).readonly();

export const storedSituation = z
  .object({
    /** As `readTold` takes it. */
    input,
    /** What the free words were taken to mean, with the phrase each was taken from. */
    heard: z
      .object({ facts: z.array(heardFact).readonly(), needs: z.array(heardNeed).readonly() })
      .readonly()
      .default({ facts: [], needs: [] }),
    /** Questions answered "I don't know". */
    skipped: z.array(factKey).readonly().default([]),
    /** Questions answered "I'd rather not say". */
    declined: z.array(factKey).readonly().default([]),
    /** Questions in the order they were answered, for "Back". */
    history: z.array(turn).readonly().default([]),
    /** Agencies whose registers the person was offered to be asked: nobody is asked for the same consent twice. */
    offered: z.array(z.string()).readonly().default([]),
    /** What registers have told, with which register it was and by which inquiry. */
    received: z
      .array(factKey.unwrap().extend({ value: factValue, agency: z.string(), inquiry: z.string() }).readonly())
      .readonly()
      .default([]),
    /** Heard, and struck out by the person: `need:<id>` or `<fact>@<subject>`. */
    struck: z.array(z.string()).readonly().default([]),
    confirmed: z.boolean().default(false),
  })
  .readonly();

export type StoredSituation = z.infer<typeof storedSituation>;
export type StoredPerson = z.infer<typeof person>;
export type Turn = z.infer<typeof turn>;
export type StoredConsent = z.infer<typeof consent>;
export type StoredReceived = StoredSituation['received'][number];
export type HeardFact = z.infer<typeof heardFact>;
export type HeardNeed = z.infer<typeof heardNeed>;

/** A situation of which nothing was told yet. */
export const nothingTold: StoredSituation = {
  input: { applicant: 'applicant', people: [{ id: 'applicant' }] },
  heard: { facts: [], needs: [] },
  skipped: [],
  declined: [],
  history: [],
  offered: [],
  received: [],
  struck: [],
  confirmed: false,
};

const placeNames = new Set(['territory', 'says', 'applicant', 'people', 'asOf', 'consents', 'appliedFor']);

export const household = 'household';

export const sameKey = (one: FactKey, another: FactKey): boolean =>
  one.fact === another.fact && one.subject === another.subject;

/** Value of a fact as told; `undefined` when it was not. */
export function toldFact(stored: StoredSituation, key: FactKey): FactValue | undefined {
  if (key.subject === household) {
    return placeNames.has(key.fact) ? undefined : (stored.input[key.fact] as FactValue | undefined);
  }
  const person = stored.input.people.find((one) => one.id === key.subject);
  return person === undefined || key.fact === 'id' || key.fact === 'name' ? undefined : person[key.fact];
}

/** Every fact told, people first in their order, then the household. */
export function toldFacts(stored: StoredSituation): readonly (FactKey & { readonly value: FactValue })[] {
  const ofPeople = stored.input.people.flatMap((person) =>
    Object.entries(person)
      .filter(([fact, value]) => fact !== 'id' && fact !== 'name' && value !== undefined)
      .map(([fact, value]) => ({ fact, subject: person.id, value: value as FactValue })),
  );
  const ofHousehold = Object.entries(stored.input)
    .filter(([fact, value]) => !placeNames.has(fact) && value !== undefined)
    .map(([fact, value]) => ({ fact, subject: household, value: value as FactValue }));
  return [...ofPeople, ...ofHousehold];
}

/** The situation with what registers told; what the person has told herself stays as she told it. */
export function withReceived(stored: StoredSituation, facts: readonly StoredReceived[]): StoredSituation {
  const news = facts.filter((one) => toldFact(stored, one) === undefined);
  const known = news.reduce((before, one) => withFact(before, one, one.value), stored);
  return {
    ...known,
    received: [...stored.received.filter((one) => !news.some((other) => sameKey(one, other))), ...news],
  };
}

/** What stands in the situation because a register told it. */
export function receivedNow(stored: StoredSituation): readonly StoredReceived[] {
  return stored.received.filter((one) => JSON.stringify(toldFact(stored, one)) === JSON.stringify(one.value));
}

/** The situation with a fact told (or, with `undefined`, not told any more). */
export function withFact(stored: StoredSituation, key: FactKey, value: FactValue | undefined): StoredSituation {
  if (key.subject === household) {
    if (placeNames.has(key.fact)) return stored;
    const { [key.fact]: _, ...rest } = stored.input;
    const next = value === undefined ? rest : { ...rest, [key.fact]: value };
    return { ...stored, input: next as StoredSituation['input'] };
  }
  const people = stored.input.people.map((person) => {
    if (person.id !== key.subject) return person;
    const { [key.fact]: _, ...rest } = person;
    return (value === undefined ? rest : { ...rest, [key.fact]: value }) as StoredPerson;
  });
  return { ...stored, input: { ...stored.input, people } };
}

/**
 * What somebody says to a question: a value, or why there is none. Whoever told only the year or the month of a date
 * (`isPart`) is not asked for the day again, and keeps it when the day is not known (`kept`).
 */
export type Reply =
  | { readonly value: FactValue; readonly isPart?: boolean }
  | { readonly none: 'unknown' | 'declined'; readonly kept?: FactValue };

/** The situation after a question was answered, alone or on the page of a group. */
export function answered(stored: StoredSituation, key: FactKey, reply: Reply, group?: string): StoredSituation {
  const told = withFact(stored, key, 'value' in reply ? reply.value : reply.kept);
  const isOther = (one: FactKey): boolean => !sameKey(one, key);
  const none = 'none' in reply ? reply.none : reply.isPart === true ? 'unknown' : undefined;
  const turnOf: Turn = { ...key, ...(group === undefined ? {} : { group }) };
  return {
    ...told,
    skipped: [...stored.skipped.filter(isOther), ...(none === 'unknown' ? [key] : [])],
    declined: [...stored.declined.filter(isOther), ...(none === 'declined' ? [key] : [])],
    history: stored.history.every(isOther) ? [...stored.history, turnOf] : stored.history,
  };
}

/** Why a question has no answer: not known, or not to be said; `undefined` when it has one, or nobody has said so. */
export function noneOf(stored: StoredSituation, key: FactKey): 'unknown' | 'declined' | undefined {
  if (toldFact(stored, key) !== undefined) return undefined;
  if (stored.skipped.some((one) => sameKey(one, key))) return 'unknown';
  return stored.declined.some((one) => sameKey(one, key)) ? 'declined' : undefined;
}

/** The situation as if the question had never been asked. */
export function unanswered(stored: StoredSituation, key: FactKey): StoredSituation {
  return {
    ...withFact(stored, key, undefined),
    skipped: stored.skipped.filter((one) => !sameKey(one, key)),
    declined: stored.declined.filter((one) => !sameKey(one, key)),
    history: stored.history.filter((one) => !sameKey(one, key)),
  };
}

export function withPerson(stored: StoredSituation, person: StoredPerson): StoredSituation {
  const { people } = stored.input;
  const known = people.some((one) => one.id === person.id);
  const next = known ? people.map((one) => (one.id === person.id ? person : one)) : [...people, person];
  return { ...stored, input: { ...stored.input, people: next } };
}

/** The applicant stays: a situation is always somebody's. */
export function withoutPerson(stored: StoredSituation, id: string): StoredSituation {
  if (id === stored.input.applicant) return stored;
  const concernsOthers = (key: FactKey): boolean => key.subject !== id;
  return {
    ...stored,
    input: {
      ...stored.input,
      people: stored.input.people.filter((one) => one.id !== id),
      ...(stored.input.consents === undefined
        ? {}
        : {
            consents: stored.input.consents.map((one) => ({ ...one, also: one.also?.filter((other) => other !== id) })),
          }),
    },
    heard: { ...stored.heard, facts: stored.heard.facts.filter(concernsOthers) },
    skipped: stored.skipped.filter(concernsOthers),
    declined: stored.declined.filter(concernsOthers),
    history: stored.history.filter(concernsOthers),
  };
}

export function freshPersonId(stored: StoredSituation): string {
  const taken = new Set(stored.input.people.map((one) => one.id));
  for (let number = stored.input.people.length + 1; ; number += 1) {
    if (!taken.has(`person-${number}`)) return `person-${number}`;
  }
}
