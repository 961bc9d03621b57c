import type { Text } from '#language';

export type Value = boolean | number | string;

/** A kind of facts that an agency holds. */
export type Holding = {
  readonly of: 'person' | 'household';
  /** What its values are; a list: one of these words. */
  readonly is: 'boolean' | 'number' | 'day' | 'text' | readonly string[];
  /** What it says of somebody it knows and has no record about: no flat, no pension. */
  readonly otherwise?: Value;
  /** Without a record there is none of it, and the agency says so: no writ, so no age of a writ. */
  readonly mayBeAbsent?: true;
};

export type Change =
  | 'birth'
  | 'death'
  | 'job-lost'
  | 'job-started'
  | 'disability'
  | 'address-changed'
  | 'passport-issued';

export type AgencyKind = {
  /** As in `packs/ru/agencies.yaml`; its member code in the exchange. */
  readonly id: string;
  readonly name: Text;
  /** Taken when it is free. */
  readonly port: number;
  readonly holds: Readonly<Record<string, Holding>>;
  /** Changes that it registers and tells of. */
  readonly notices: readonly Change[];
};

/** Somebody who does not exist. Every agency knows the same people. */
export type Resident = {
  /** Of the residents in `examples/`: the applicant of the situation and who in it: `anna/mitya`. */
  readonly example?: string;
  /** The agencies that know them, when not all do. */
  readonly knownTo?: readonly string[];
  /** Eleven digits, of a range that is given to nobody; under it registers keep also those who have no number yet. */
  readonly snils: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly birthDate: string;
  readonly sex: 'female' | 'male';
  /** Series 00 00 is given to nobody. */
  readonly passport?: string;
  /** What is so about them, whoever holds it; a household's facts stand with the one who speaks for it. */
  readonly facts: Readonly<Record<string, Value>>;
};
