import { readTold } from '#assessment';
import type { Language, Problem } from '#language';

import type { House } from './house.ts';
import { today } from './house.ts';
import { capitalised } from './parts/format.ts';
import type { FieldProblem } from './parts/notices.ts';
import type { StoredPerson, StoredSituation } from './stored.ts';
import type { Word } from './words.ts';
import { say } from './words.ts';

/** What of the told cannot be read, though it is kept: by newer packs, or because it should never have been kept. */
export function misfitsIn(house: House, stored: StoredSituation): readonly Problem[] {
  const read = readTold(house.catalogue, stored.input, { asOf: today(house) });
  if (!('problems' in read)) return [];
  // The place is told last of all, on the page of what was understood.
  const isToCome = (problem: Problem): boolean =>
    stored.input.territory === undefined && problem.place?.path === '/territory';
  return read.problems.filter((problem) => !isToCome(problem));
}

/** Misfits that a change brings with it: what did not fit before must not stand in the way of mending it bit by bit. */
export function misfitsBrought(house: House, before: StoredSituation, after: StoredSituation): readonly Problem[] {
  const found = misfitsIn(house, after);
  if (found.length === 0) return found;
  const known = new Set(misfitsIn(house, before).map(withoutPlace));
  return found.filter((problem) => !known.has(withoutPlace(problem)));
}

/** Places have the number of the person in them, which changes when another one goes. */
const withoutPlace = (problem: Problem): string => `${problem.code} ${problem.message.ru}`;

const wordsOf: Readonly<Record<string, Word>> = {
  'unknown-territory': 'territoryMissing',
  'no-people': 'misfitTooMany',
  'wrong-relation': 'misfitSelf',
  'bad-id': 'misfitPerson',
  twice: 'misfitPerson',
  'undeclared-fact': 'misfitOld',
  'wrong-place': 'misfitOld',
};

/** Misfits in the words of the page, each once, with where on the page of what was understood they are mended. */
export function misfitTexts(language: Language, misfits: readonly Problem[]): readonly FieldProblem[] {
  const texts = misfits.map((problem): FieldProblem => {
    const word = wordsOf[problem.code];
    const path = problem.place?.path ?? '';
    return {
      field: path === '/territory' ? 'territory' : path === '/people' ? 'people' : 'misfits',
      text: word === undefined ? capitalised(problem.message[language]) : say(language, word),
    };
  });
  return [...new Map(texts.map((one) => [one.text, one])).values()];
}

/** The situation without the answers and the people that do not fit; the applicant stays, and so does a list too long. */
export function withoutMisfits(stored: StoredSituation, misfits: readonly Problem[]): StoredSituation {
  const paths = misfits.map((problem) => (problem.place?.path ?? '').split('/').slice(1));
  const { input } = stored;
  const applicant = input.people.findIndex(({ id }) => id === input.applicant);
  const people = input.people.flatMap((person, index) => {
    const own = paths.filter(([list, number]) => list === 'people' && number === String(index));
    const isUnreadable = own.some(([, , fact]) => fact === undefined || fact === 'id');
    if (isUnreadable && index !== applicant) return [];
    const wrong = new Set(own.flatMap(([, , fact]) => (fact === undefined || fact === 'id' ? [] : [fact])));
    return [without(person, wrong) as StoredPerson];
  });
  const wrong = new Set(paths.flatMap(([name]) => (name === undefined || name === 'people' ? [] : [name])));
  wrong.delete('applicant');
  return { ...stored, input: { ...without(input, wrong), applicant: input.applicant, people } };
}

function without(told: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(told).filter(([name]) => !names.has(name)));
}
