import type { Text } from '#language';
import {
  oknoOf,
  readChildren,
  registryOf,
  serviceCodes,
  serviceOf,
  writeChildren,
  writeServiceId,
  writeSubsystemId,
} from '#protocol';

import type { AgencyKind, Change, Value } from './model.ts';
import { snilsChecksum } from './people/identifiers.ts';
import type { Store } from './store.ts';

/** What the agency's clerk tells of a change. */
export type ToldChange = {
  readonly snils: string;
  /** The day on which it happened. */
  readonly on: string;
  readonly givenName?: string;
  readonly sex?: 'female' | 'male';
  readonly group?: string;
  readonly registration?: string;
};

type ChangeKind = {
  readonly name: Text;
  readonly fields: readonly (keyof ToldChange)[];
  /** What is recorded about the person. */
  readonly facts: (told: ToldChange) => Readonly<Record<string, Value>>;
};

export const changeKinds: Readonly<Record<Change, ChangeKind>> = {
  birth: {
    name: { ru: 'Родился ребёнок', en: 'A child was born' },
    fields: ['snils', 'on', 'givenName', 'sex'],
    facts: () => ({}),
  },
  death: {
    name: { ru: 'Человек умер', en: 'A person died' },
    fields: ['snils', 'on'],
    facts: ({ on }) => ({ deathDate: on, deathRegistered: true }),
  },
  'job-lost': {
    name: { ru: 'Уволен с работы', en: 'Lost a job' },
    fields: ['snils', 'on'],
    facts: () => ({ works: false, insuredWork: false }),
  },
  'job-started': {
    name: { ru: 'Принят на работу', en: 'Started a job' },
    fields: ['snils', 'on'],
    facts: () => ({ works: true, insuredWork: true }),
  },
  disability: {
    name: { ru: 'Установлена инвалидность', en: 'A disability was established' },
    fields: ['snils', 'on', 'group'],
    facts: ({ group = 'third' }) => ({ disability: group }),
  },
  'address-changed': {
    name: { ru: 'Сменил адрес', en: 'Changed the address' },
    fields: ['snils', 'on', 'registration'],
    facts: ({ registration = 'residence' }) => ({ registration }),
  },
  'passport-issued': {
    name: { ru: 'Выдан паспорт', en: 'A passport was issued' },
    fields: ['snils', 'on'],
    facts: () => ({}),
  },
};

/**
 * Registers a change and, in the same transaction, puts a notice of it into the outbox: a CloudEvent that tells about whom
 * and which kinds of facts have changed, and none of the facts. Gives the id of the notice; undefined when the person is not
 * in the register.
 */
export function registerChange(
  kind: AgencyKind,
  store: Store,
  change: Change,
  told: ToldChange,
  { at, id }: { readonly at: Date; readonly id: string },
): string | undefined {
  return store.atOnce(() => {
    const snils = store.find({ snils: told.snils });
    if (snils === undefined) return undefined;
    const recorded = changeKinds[change].facts(told);
    const about = change === 'birth' ? [snils, registerChild(store, snils, told)] : [snils];
    for (const [fact, value] of Object.entries(recorded))
      if (fact in kind.holds) store.record(snils, fact, value, told.on);
    const notice = {
      specversion: '1.0',
      id,
      source: writeSubsystemId(registryOf(kind.id)),
      type: change,
      time: at.toISOString(),
      subject: snils,
      datacontenttype: 'application/json',
      data: {
        on: told.on,
        about: about.map((one) => ({ snils: one })),
        facts: change === 'birth' ? ['birthRegistered', 'childOrder', 'registeredChildren'] : Object.keys(recorded),
      },
    };
    store.send(
      id,
      writeServiceId(serviceOf(oknoOf('mfc'), serviceCodes.notices)),
      JSON.stringify(notice),
      at.getTime(),
    );
    return id;
  });
}

/** The child gets a number behind the mother's, in a range of its own. */
function registerChild(store: Store, mother: string, { on, givenName = 'Малыш', sex = 'female' }: ToldChange): string {
  const children = store.childrenOf(mother);
  const digits = `99${children + 1}${mother.slice(3, 9)}`;
  const snils = digits + String(snilsChecksum(digits)).padStart(2, '0');
  const { surname } = store.named(mother);
  store.enrol({ snils, surname, givenName, patronymic: '', birthDate: on, sex, facts: {} });
  const facts = { birthDate: on, sex, birthRegistered: true, childOrder: children + 1, paternityRecorded: false };
  for (const [fact, value] of Object.entries(facts)) store.record(snils, fact, value, on);
  const before = store.kept(mother, ['registeredChildren'])?.get('registeredChildren')?.value;
  const registered = typeof before === 'string' ? (readChildren(before) ?? []) : [];
  const named = { surname, givenName, birthDate: on };
  store.record(mother, 'registeredChildren', writeChildren([...registered, named]), on);
  return snils;
}
