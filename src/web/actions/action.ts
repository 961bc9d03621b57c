import type { Officers, SignedIn } from '#access';
import type { FactValue } from '#assessment';
import type { Catalogue, Fact } from '#catalogue';
import { agenciesOf } from '#cases';
import type { Command, CommandKind, JointCase, MeasuredTimes, Task } from '#cases';
import type { Language } from '#language';
import type { Form } from '#web/form.ts';
import type { Choice } from '#web/parts/govuk.ts';
import { isUsableDay } from '#web/usable-day.ts';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';

/** What an action is asked about: the case as it is shown to whoever asks, and the task, decision, meeting… it is done to. */
export type Asked = {
  readonly joint: JointCase;
  readonly who: SignedIn;
  readonly catalogue: Catalogue;
  readonly language: Language;
  /** What officers of the agencies of the case are called. */
  readonly officers: Officers;
  /** How long agencies took to answer. */
  readonly times: MeasuredTimes;
  /** Id of the task, decision, meeting, consent or need; empty when it concerns the whole case. */
  readonly of: string;
  readonly today: string;
  readonly timeZone: string;
};

/** words: several lines; line: one; day: a date in three boxes; fact: as the fact is asked, its name is `answer`. */
export type ActionField = {
  readonly name: string;
  readonly kind: 'words' | 'line' | 'choice' | 'choices' | 'day' | 'select' | 'fact';
  readonly label: string;
  readonly hint?: string;
  readonly items?: readonly Choice[];
  readonly optional?: true;
  /** Of a line: what may be meant, shown while it is typed. */
  readonly suggestions?: readonly string[];
  /** Of a field of that kind, with what is told of it now. */
  readonly fact?: Fact;
  readonly told?: FactValue;
};

/** What is wrong with what was typed, and where. */
export type Fault = { readonly field: string; readonly text: string };

/** One thing that can be done with a case: who may, what has to be told, and the command it makes. */
export type Action = {
  readonly kind: CommandKind;
  /** act: whoever takes part; lead: the lead (or, where it is hers to do, the applicant). */
  readonly right: 'act' | 'lead';
  readonly isOffered: (asked: Asked) => boolean;
  readonly fields: (asked: Asked) => readonly ActionField[];
  /** Every field that is not optional has been filled in. */
  readonly command: (asked: Asked, form: Form, seen: number) => Command | { readonly fault: Fault };
};

export function taskOf({ joint, of }: Pick<Asked, 'joint' | 'of'>): Task | undefined {
  return tasksById(joint).get(of);
}

/** Every card of a page asks for tasks, for each action anew: they are put in order once a case. */
export function tasksById(joint: JointCase): ReadonlyMap<string, Task> {
  const known = byId.get(joint);
  if (known !== undefined) return known;
  const made = new Map(joint.tasks.map((task) => [task.id, task]));
  byId.set(joint, made);
  return made;
}

const byId = new WeakMap<JointCase, ReadonlyMap<string, Task>>();

export function agencyName({ catalogue, language }: Pick<Asked, 'catalogue' | 'language'>, agency: string): string {
  return catalogue.agencies.get(agency)?.shortName[language] ?? agency;
}

export function agencyChoices(asked: Asked): readonly Choice[] {
  return agenciesOf(asked.joint).map((agency) => ({ value: agency, text: agencyName(asked, agency) }));
}

export function field(
  { language }: Pick<Asked, 'language'>,
  kind: ActionField['kind'],
  name: string,
  label: Word,
  rest: Partial<Pick<ActionField, 'hint' | 'items' | 'optional' | 'suggestions'>> = {},
): ActionField {
  return { kind, name, label: say(language, label), ...rest };
}

/** What is typed to mean an officer of one of the agencies: her name, or her number where a namesake is among them. */
export function officersToType(officers: Officers, agencies: readonly string[]): readonly string[] {
  return agencies.flatMap((agency) =>
    officers.of(agency).map(({ officer, name }) => (officers.find(agency, name) === officer ? name : officer)),
  );
}

/** A day typed in three boxes, `YYYY-MM-DD`; undefined when there is no such day. */
export function dayIn(form: Pick<Form, 'one'>, name: string): string | undefined {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => form.one(`${name}-${part}`).trim());
  const text = `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  const at = /^\d{4}-\d\d-\d\d$/u.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && isUsableDay(text) && new Date(at).toISOString().startsWith(text) ? text : undefined;
}

/** A word in the language of whoever writes stands in both: nobody has translated it. */
export function asWritten(words: string): { readonly ru: string; readonly en: string } {
  return { ru: words.trim(), en: words.trim() };
}
