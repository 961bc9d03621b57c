import { isPartOfDate } from '#assessment';
import type { PersonTyped } from '#web/pages/person.ts';
import { personPage, removePersonPage } from '#web/pages/person.ts';
import { nothingTyped, readAnswer, typedFrom } from '#web/answer.ts';
import { today } from '#web/house.ts';
import { misfitTexts, misfitsBrought } from '#web/misfits.ts';
import type { FieldProblem } from '#web/parts/notices.ts';
import type { StoredPerson, StoredSituation } from '#web/stored.ts';
import { household, toldFact, withoutPerson, withPerson } from '#web/stored.ts';
import { keep } from '#web/session.ts';
import { say } from '#web/words.ts';

import { newestVersion } from './confirm.ts';
import type { Form } from '#web/form.ts';
import { cutTo, readForm } from '#web/form.ts';
import type { Visit, Walk } from './walk.ts';
import { go, show, showProblem, withSession } from './walk.ts';

/** The word household is taken: facts of the whole family are told of it. */
const canBeId = (id: string): boolean => /^[\w-]{1,40}$/u.test(id) && id !== household;

export function addPerson(walk: Walk): void {
  const { app, house } = walk;

  app.get(
    '/situation/person',
    withSession(walk, ({ c, screen, session }) => {
      const id = c.req.query('id') ?? '';
      if (!canBeId(id)) return showProblem(c, screen, 'notFound', 404);
      return show(
        c,
        personPage(screen, house.catalogue, {
          ...session,
          id,
          known: isKnown(session.stored, id),
          typed: typedOf(session.stored, id),
          problems: [],
          changedMeanwhile: false,
        }),
      );
    }),
  );

  app.post(
    '/situation/person',
    withSession(walk, (visit) => takePerson(walk, visit)),
  );
}

async function takePerson(walk: Walk, { c, screen, session }: Visit): Promise<Response> {
  const { house, language } = walk;
  const form = await readForm(c);
  const id = form.one('id');
  if (!canBeId(id)) return showProblem(c, screen, 'badRequest', 400);
  const known = isKnown(session.stored, id);
  if (form.one('do') === 'remove' && known) return show(c, removePersonPage(screen, { ...session, id }));
  const isRemoval = form.one('do') === 'remove-yes';
  const typed = typedIn(form);
  const again = (problems: readonly FieldProblem[], version: number): Response => {
    const page = personPage({ ...screen, path: `/situation/person?id=${id}` }, house.catalogue, {
      stored: session.stored,
      version,
      id,
      known,
      typed,
      problems,
      changedMeanwhile: problems.length === 0,
    });
    return show(c, page, problems.length === 0 ? 409 : 422);
  };
  const read = isRemoval ? { person: undefined } : readPerson(walk, session.stored, id, typed);
  if ('problems' in read) return again(read.problems, session.version);
  const stored =
    read.person === undefined ? withoutPerson(session.stored, id) : withPerson(session.stored, read.person);
  const brought = misfitTexts(language, misfitsBrought(house, session.stored, stored));
  if (brought.length > 0) return again(brought, session.version);
  const saved = await keep(house, session.code, stored, form);
  if (saved === undefined) return again([], await newestVersion(house, session));
  return go(c, walk, '/situation/confirm#people');
}

const isKnown = (stored: StoredSituation, id: string): boolean =>
  stored.input.people.some((person) => person.id === id);

function typedOf(stored: StoredSituation, id: string): PersonTyped {
  const person = stored.input.people.find((one) => one.id === id);
  const told = (fact: string) => typedFrom(toldFact(stored, { fact, subject: id }));
  return {
    name: person?.name ?? '',
    relation: told('relation').one,
    age: told('ageYears').one,
    birth: told('birthDate'),
  };
}

function typedIn(form: Form): PersonTyped {
  return {
    name: cutTo(form.one('name').trim(), 60),
    relation: form.one('relation'),
    age: form.one('age').trim(),
    birth: { day: form.one('birth-day'), month: form.one('birth-month'), year: form.one('birth-year') },
  };
}

function readPerson(
  { house, language }: Walk,
  stored: StoredSituation,
  id: string,
  typed: PersonTyped,
): { person: StoredPerson } | { problems: readonly FieldProblem[] } {
  const { catalogue } = house;
  const problems: FieldProblem[] = [];
  const {
    relation: _relation,
    ageYears: _age,
    birthDate: _birth,
    name: _name,
    ...rest
  } = stored.input.people.find((one) => one.id === id) ?? { id };
  const person: Record<string, unknown> = { ...rest, id };
  if (typed.name !== '') person['name'] = typed.name;
  if (id !== stored.input.applicant) {
    const isChoice =
      catalogue.facts.get('relation')?.choices.some(({ value }) => value === typed.relation && value !== 'self') ===
      true;
    if (isChoice) person['relation'] = typed.relation;
    else problems.push({ field: 'relation', text: say(language, 'relationMissing') });
  }
  if (typed.age !== '') {
    if (/^\d{1,3}$/u.test(typed.age) && Number(typed.age) <= 120) person['ageYears'] = Number(typed.age);
    else problems.push({ field: 'age', text: say(language, 'ageByDigits') });
  }
  const birthDate = catalogue.facts.get('birthDate');
  if (birthDate !== undefined && Object.values(typed.birth).some((part) => part.trim() !== '')) {
    const read = readAnswer(language, birthDate, { ...nothingTyped, ...typed.birth }, today(house));
    if ('value' in read) person['birthDate'] = read.value;
    else problems.push({ field: 'birth-day', text: read.problem });
  }
  // The exact date says the age; two different ages of one person would be a riddle for everyone after.
  const isExact = birthDate !== undefined && !isPartOfDate(birthDate, person['birthDate']);
  if (person['birthDate'] !== undefined && isExact) delete person['ageYears'];
  return problems.length > 0 ? { problems } : { person: person as StoredPerson };
}
