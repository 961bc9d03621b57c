import type { CheckedExpression, Text, ValueType } from '#language';
import type { Agreement } from './agreement.ts';
import type { Interplay } from './interaction.ts';
import type { Article, Service } from './service.ts';

/**
 * How sure we are of a published fact of law. `unsure` is never shown to a resident as certain.
 * seen: read in a named public source; source: read in the project's source articles; derived: computed from marked
 * facts; memory: professional knowledge, to be checked before legal use; unsure: to be checked before publication.
 */
export const certainties = ['seen', 'source', 'derived', 'memory', 'unsure'] as const;
export type Certainty = (typeof certainties)[number];

export const needIds = [
  'shelter',
  'food',
  'health',
  'safety',
  'papers',
  'money',
  'law',
  'work',
  'child-care',
  'housing',
  'care',
] as const;
export type NeedId = (typeof needIds)[number];

export const urgencies = ['tonight', 'days', 'weeks', 'long'] as const;
export type Urgency = (typeof urgencies)[number];

export type EntityKind = 'person' | 'household';

/** A day, `YYYY-MM-DD`. */
export type Day = string;

export type PackStamp = {
  readonly id: string;
  readonly version: string;
  readonly title: Text;
  /** OKTMO code, or its beginning, of where the services of the pack are given; absent for the whole country. */
  readonly territory?: string;
  /** Zone in which it is today for its people, IANA name. */
  readonly timeZone?: string;
};

export type Agency = {
  readonly id: string;
  readonly name: Text;
  readonly shortName: Text;
  readonly level: 'federal' | 'regional' | 'municipal' | 'non-governmental';
  readonly phone?: string;
  readonly certainty: Certainty;
};

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** The way to another place, one way: there and back in a day, or so many days on the road. */
export type Travel = {
  /** OKTMO code or its beginning. */
  readonly to: string;
  /** Either these or `days`. */
  readonly minutes?: number;
  readonly days?: number;
  readonly certainty: Certainty;
};

export type Territory = {
  readonly code: string;
  readonly name: Text;
  readonly travel?: readonly Travel[];
  readonly certainty: Certainty;
};

/** Hours by weekday; a day that is not named is closed, as are the days off of the calendar. */
export type Opening = {
  readonly week: readonly { readonly days: readonly Weekday[]; readonly from: string; readonly to: string }[];
  readonly certainty: Certainty;
};

export type Office = {
  readonly id: string;
  readonly agency: string;
  readonly kind: 'mfc' | 'agency' | 'provider' | 'court' | 'hospital';
  readonly name: Text;
  /** OKTMO code or its beginning; the office serves every territory whose code begins so. */
  readonly territory: string;
  /** Absent when it is not known; never shown when restricted (a shelter's address). */
  readonly address?: Text;
  readonly addressRestricted: boolean;
  readonly phone?: string;
  /** As a person reads them; `opening` says the same to the planner. */
  readonly hours?: Text;
  readonly opening?: Opening;
  /** Where it stands, when it serves a wider territory: the people of the district travel there. */
  readonly standsIn?: string;
  readonly services?: readonly string[];
  /** Help that no rule of ours answers: told as "not known, ask them". */
  readonly offers?: readonly Offer[];
  readonly note?: Text;
  readonly certainty: Certainty;
};

/** What a place of a foreign directory offers, in the words of that directory. */
export type Offer = {
  readonly name: Text;
  readonly needs: readonly NeedId[];
  readonly about?: Text;
  /** Who may have it, as they write it: prose, never computed. */
  readonly whoFor?: Text;
  readonly howTo?: Text;
};

export type NeedRule = {
  readonly when: CheckedExpression;
  readonly urgency: Urgency;
  readonly because: Text;
};

export type Need = {
  readonly id: NeedId;
  readonly name: Text;
  readonly urgency: Urgency;
  readonly rules: readonly NeedRule[];
};

export type Choice = { readonly value: string; readonly label: Text };

export type FactType = 'boolean' | 'number' | 'money' | 'date' | 'text' | 'choice' | 'choices';

export type Fact = {
  readonly id: string;
  readonly of: EntityKind;
  readonly type: FactType;
  /** What a number counts, as packs write it: `RUB/month`, `years`, `m²`. */
  readonly unit?: string;
  readonly name: Text;
  /** `{who}` is the person, `{name}` the value of a derived fact of the household. */
  readonly question?: Text;
  /** The same said to the applicant. */
  readonly questionToYou?: Text;
  readonly help?: Text;
  readonly choices: readonly Choice[];
  readonly min?: number;
  readonly max?: number;
  /** A date that cannot lie after the day asked for. */
  readonly past: boolean;
  /** There may be none of it, and that is known then: what a person says instead of a value ("there is no writ"). */
  readonly mayBeAbsent?: Text;
  readonly sensitive: boolean;
  /** Tells who a person is (age, sex, relation): asked of everybody, while other facts are asked when something hints at them. */
  readonly basic: boolean;
  /** Agency whose register holds it, so that it need not be asked once inquiries are possible. */
  readonly heldBy?: string;
  /** Asked only where this is not definitely false (nobody asks a boy of three whether he is pregnant). */
  readonly askWhen?: CheckedExpression;
};

/** What cannot be otherwise: told facts of which it is certainly false contradict each other. */
export type Consistency = {
  readonly id: string;
  /** Whom it is held against: each person, or the household. */
  readonly of: EntityKind;
  readonly holds: CheckedExpression;
  readonly text: Text;
  /** When it may be all the same, rarely; absent of what can never be. */
  readonly unless?: Text;
};

/** Questions that belong together: they stand on one page about a person or the household, in this order. */
export type QuestionGroup = {
  readonly id: string;
  readonly of: EntityKind;
  /** `{who}` is the person. */
  readonly title: Text;
  /** The same said to the applicant. */
  readonly titleToYou?: Text;
  readonly facts: readonly string[];
};

/** `written`: by law a tick on a page is not enough. */
export type ConsentKind = 'plain' | 'written';

/** A register that may be asked instead of the person, and on which ground. */
export type Register = {
  readonly agency: string;
  /** What it tells, in a few words. */
  readonly holds: Text;
  readonly consent: { readonly kind: ConsentKind; readonly article: Article };
  /** Ground on which the body that gives a service asks by itself once it is applied for; absent: only with consent. */
  readonly forService?: Article;
  /** The fact by which it tells the children of a parent, each by name and day of birth: so they are known to other registers. */
  readonly children?: string;
  /**
   * Facts of persons of whom everybody who has it stands in the register: what is so of whoever does not. Null: there is none of it.
   */
  readonly complete?: {
    readonly certainty: Certainty;
    readonly facts: Readonly<Record<string, boolean | number | string | null>>;
  };
};

/** How the system of an agency is reached: written into the register of connections when Okno starts. */
export type PackConnection = {
  readonly agency: string;
  readonly kind: 'x-road' | 'rest' | 'files' | 'smev3';
  readonly address: string;
  /** Of a plain REST service its mapping. */
  readonly settings: Readonly<Record<string, unknown>>;
};

/** For whom, besides himself, the applicant may consent as their representative by law. */
export type Representation = { readonly when: CheckedExpression; readonly article: Article };

/** A statement computed from facts. Several `ways` are several ways to know the same thing: the first known one counts. */
export type DerivedFact = {
  readonly id: string;
  readonly of: EntityKind;
  readonly name: Text;
  readonly parameters: readonly { readonly name: string; readonly type: ValueType }[];
  readonly type: ValueType;
  readonly unit?: string;
  readonly ways: readonly CheckedExpression[];
};

export type ParameterValue = {
  /** OKTMO code or its beginning; the empty string is the whole country. */
  readonly territory: string;
  readonly from: Day;
  readonly to?: Day;
  readonly value: number;
  readonly act: string;
  readonly certainty: Certainty;
};

export type Parameter = {
  readonly id: string;
  readonly name: Text;
  readonly unit: string;
  /** Every region sets its own value: the country's does not stand in for it. */
  readonly isRegional: boolean;
  readonly values: readonly ParameterValue[];
};

/** A paper, a record in a register, or a status: what one step gives and another needs. */
export type Evidence = {
  readonly id: string;
  readonly kind: 'document' | 'record' | 'status';
  readonly of: EntityKind;
  readonly name: Text;
  /** True when the person or a register already has it. */
  readonly heldWhen?: CheckedExpression;
  /** Agency that holds it and answers inquiries about it (210-FZ art. 7). */
  readonly heldBy?: string;
  /** Fact that becomes so when the evidence is given. */
  readonly sets?: { readonly fact: string; readonly value: unknown };
  /** The person has no such paper before somebody gives it, and no step of ours gives it: how to get it. */
  readonly howToGet?: Text;
  /** Made where it is handed in (an application form): nobody brings it. */
  readonly madeOnTheSpot: boolean;
  /** How long after the day it was given it is still accepted; without a limit when absent. */
  readonly validFor?: Validity;
};

/** Either days or months of the calendar. */
export type Validity = { readonly days?: number; readonly months?: number; readonly certainty: Certainty };

export type LifeSituation = {
  readonly id: string;
  /** LS01… */
  readonly code: string;
  readonly name: Text;
  readonly owner: string;
  readonly when: CheckedExpression;
  readonly because: Text;
  readonly certainty: Certainty;
};

export type WorkingCalendar = {
  /** Days off besides Saturdays and Sundays. */
  readonly daysOff: ReadonlySet<Day>;
  /** Saturdays or Sundays that are worked. */
  readonly workedDays: ReadonlySet<Day>;
};

/** A published figure of a region's people, by group: of municipalities, of ages `20-24` and `85+`, of named shares. */
export type Margin = {
  readonly id: string;
  readonly name: Text;
  /** `country`: stands in where no figure of the region was found. */
  readonly area: 'region' | 'country';
  readonly year: number;
  readonly unit: string;
  readonly source: string;
  readonly certainty: Certainty;
  readonly values: Readonly<Record<string, number>>;
};

/** What is known of a region's people in numbers, and which facts no register tells of them. */
export type PopulationMargins = {
  /** The day a synthetic region is made for; absent when no pack has margins. */
  readonly day?: Day;
  readonly margins: ReadonlyMap<string, Margin>;
  readonly unknown: readonly { readonly facts: readonly string[]; readonly because: Text }[];
  /** Kinds of households that are told apart; the first that holds counts. */
  readonly kinds: readonly { readonly id: string; readonly name: Text; readonly when: CheckedExpression }[];
  /** Income a head by which households are told apart, in subsistence minimums. */
  readonly income?: CheckedExpression;
};

/** A rule of proactive service: what may be offered before it is asked for, on which ground, and how. */
export type ProactiveRule = {
  readonly id: string;
  readonly name: Text;
  readonly services: readonly string[];
  readonly basis: Article;
  readonly consent: 'needed' | 'not-needed';
  /** Nobody is offered the same service again within so many days. */
  readonly notAgainDays: number;
  /** Hours, by the clock of the packs, in which nobody is written to. */
  readonly quiet: { readonly from: string; readonly to: string; readonly daysOff: boolean };
  readonly channel: 'cabinet' | 'mail';
  readonly certainty: Certainty;
};

/** Everything the state offers, read from packs, checked, and frozen. */
export type Catalogue = {
  readonly packs: readonly PackStamp[];
  /** SHA-256 of the files of the packs, hex. */
  readonly digest: string;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly territories: ReadonlyMap<string, Territory>;
  readonly offices: readonly Office[];
  readonly needs: ReadonlyMap<NeedId, Need>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly groups: readonly QuestionGroup[];
  /** By agency. */
  readonly registers: ReadonlyMap<string, Register>;
  readonly connections: readonly PackConnection[];
  readonly represented?: Representation;
  readonly derived: ReadonlyMap<string, DerivedFact>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly services: ReadonlyMap<string, Service>;
  readonly consistency: readonly Consistency[];
  readonly situations: ReadonlyMap<string, LifeSituation>;
  readonly agreements: ReadonlyMap<string, Agreement>;
  readonly calendar: WorkingCalendar;
  readonly interplay: Interplay;
  readonly population: PopulationMargins;
  readonly proactive: ReadonlyMap<string, ProactiveRule>;
  /** Words and phrases by which a situation told in free words is understood. */
  readonly words: readonly Phrase[];
};

/**
 * A phrase of free speech and what it suggests; the pattern language of `say` is told at the top of packs/ru/words.yaml.
 * A phrase that suggests nothing still makes its words known, so that they are not taken for misspelt other words.
 */
export type Phrase = {
  /** Other phrases may use it as `{id}` where a word may stand. */
  readonly id?: string;
  readonly say: { readonly ru: readonly string[]; readonly en: readonly string[] };
  /** Life situations by code (LS01…), each with how strongly the phrase points to it, 0…1. */
  readonly situations: readonly { readonly situation: string; readonly score: number }[];
  readonly needs: readonly { readonly need: NeedId; readonly urgency: Urgency }[];
  readonly facts: readonly PhraseFact[];
  /** The phrase names a person: the one who speaks, a child, the spouse, or somebody who is not of the household. */
  readonly person?: 'self' | 'child' | 'spouse' | 'other';
  /** How many persons it names («двойня»: 2). */
  readonly count?: number;
  /** The persons named in the phrase are not of the household (any more): «муж умер», "my husband left". */
  readonly absent: boolean;
  /** drop: a denied phrase says nothing; invert: its yes-or-no facts turn over; keep: denial does not touch it. */
  readonly whenNegated: 'drop' | 'invert' | 'keep';
};

/** `person`: whoever the words are about — the person named in them or beside them, else the one who speaks. */
export type PhraseFact = {
  readonly fact: string;
  readonly of: 'person' | 'applicant' | 'child' | 'spouse' | 'household';
  readonly value: unknown;
};
