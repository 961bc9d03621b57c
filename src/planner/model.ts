import type { FactKey } from '#assessment';
import type { Certainty, Day, NeedId, Urgency } from '#catalogue';
import type { Text } from '#language';

export type StepAction = 'visit' | 'application' | 'automatic' | 'waiting';

export type EvidenceRef = { readonly evidence: string; readonly subject: string };

/** One service for one subject. */
export type ServiceRef = { readonly service: string; readonly subject: string };

/** One step of one participant. Days are `YYYY-MM-DD`; a step that starts and ends on one day takes no working day. */
export type Step = {
  /** `<service>:<subject>:<visit|application|automatic|waiting|collect>`; `<service>:<subject>:2:…` when got again. */
  readonly id: string;
  readonly service: string;
  readonly subject: string;
  readonly part: 'apply' | 'wait' | 'collect';
  /** 1; more for what is got again, because the first had run out before it was used. */
  readonly turn: number;
  readonly action: StepAction;
  /** Who acts: the person (visit, application) or the agency (automatic, waiting). */
  readonly agency: string;
  readonly office?: string;
  readonly channel: 'online' | 'mfc' | 'agency' | 'call' | 'automatic';
  readonly text: Text;
  readonly after: readonly string[];
  readonly bring: readonly EvidenceRef[];
  readonly obtained: readonly (EvidenceRef & { readonly from: string })[];
  readonly gives: readonly EvidenceRef[];
  readonly meets: readonly NeedId[];
  readonly start: Day;
  readonly end: Day;
  /** End when other agencies answer late, here and in everything before; same as `end` when there is no extension. */
  readonly latestEnd: Day;
  /** The last day on which it may start without a need being met later. */
  readonly latestStart: Day;
  /** On a chain of steps that decides on what day the sure part of the route ends. */
  readonly critical: boolean;
  /** `tonight` only where the help is given on the day asked for. */
  readonly urgency: Urgency;
  /** Number of the stop at which it is made. */
  readonly visit: number | null;
  /** False: depends on an answer that is not known yet, or on an unlock. */
  readonly sure: boolean;
  /** Facts not known on which the step itself, or something it comes after, depends. */
  readonly dependsOn: readonly FactKey[];
  readonly unlockedBy: readonly string[];
  /** Refused services that its result makes possible, with the criteria that stand in their way until then. */
  readonly unlocks: readonly (ServiceRef & { readonly criteria: readonly string[] })[];
  /** The law lets one apply only in this time; `mayBeMissed`: when agencies answer late before it, it is over by then. */
  readonly window?: { readonly opens?: Day; readonly closes?: Day; readonly mayBeMissed: boolean };
  /** First month that is paid for, its first day; told where the day of filing decides it. */
  readonly paidFrom?: Day;
  /** Papers needed here that run out, each with the last day on which it is accepted. */
  readonly runsOut: readonly (EvidenceRef & { readonly on: Day })[];
  /** What the state takes, told where the person applies. */
  readonly fee?: { readonly kopecks: number; readonly certainty: Certainty };
  /** Share of applications that are refused, told where the person applies. */
  readonly refusal?: { readonly share: number; readonly certainty: Certainty };
  readonly certainty: Certainty;
};

/** One place on one day. */
export type RouteStop = {
  /** As in `Step.visit`. */
  readonly number: number;
  readonly day: Day;
  readonly office?: string;
  /** One-stop centre, or an office of the agency. */
  readonly channel: Step['channel'];
  readonly agency: string;
  readonly steps: readonly string[];
  /** Hours of the office on that day, where they are known. */
  readonly hours?: readonly { readonly from: string; readonly to: string }[];
  /** The way there; nothing when it is in the same municipality or not known. */
  readonly travel?: { readonly minutes?: number; readonly days?: number; readonly certainty: Certainty };
};

/** What the route does about one need. */
export type NeedOnRoute = {
  readonly need: NeedId;
  readonly urgency: Urgency;
  /** Day of the first step that surely meets it; of the first that may. */
  readonly metOn?: Day;
  readonly mayBeMetOn?: Day;
  /** Steps that meet it, the first first. */
  readonly by: readonly string[];
  /**
   * How likely at least one of them works, counted for the likeliest alone, from the known shares of refusals of it and
   * of everything it rests on; 1 where none is known.
   */
  readonly chance?: number;
  /** Why nothing meets it. */
  readonly gap?: 'no-service' | 'not-eligible' | 'too-late' | 'too-early' | 'circle' | 'depends';
};

/** A service nobody can begin: what it needs is given only by services that need, in the end, its own result. */
export type StuckService = ServiceRef & { readonly waitsFor: readonly EvidenceRef[] };

/** A service that cannot be begun in the time the law gives for it. */
export type MissedService = ServiceRef & {
  readonly closes: Day;
  /** The first day on which it could have been begun. */
  readonly possibleFrom: Day;
  readonly criterion: string;
};

/** Services that wait for each other's papers: a defect of the law. */
export type LawCircle = {
  readonly services: readonly ServiceRef[];
  /** What goes round among them. */
  readonly papers: readonly EvidenceRef[];
  readonly text: Text;
};

/** Of two services of the route the one is to be asked for no later than the other begins, or than a day. */
export type OrderOnRoute = {
  readonly first: ServiceRef;
  readonly then: ServiceRef;
  /** `must`: else `first` is refused by law; `gain`: else the person loses money. */
  readonly strength: 'must' | 'gain';
  readonly until?: Day;
  /** False: whether it holds depends on a fact that is not known. */
  readonly sure: boolean;
  readonly kept: boolean;
};

/** An integer number of kopecks, the sure part and everything, with the least sure of the tariffs. */
export type RouteFees = { readonly sure: number; readonly all: number; readonly certainty: Certainty };

export type Route = {
  /** In an order in which they can be done: by start, then urgency, the sure first. */
  readonly steps: readonly Step[];
  readonly stops: readonly RouteStop[];
  readonly visits: number;
  /** No route with the same earliest days has fewer visits than this; equal to `visits` when they are proved fewest. */
  readonly visitsAtLeast: number;
  readonly fees: RouteFees;
  /** Every found need: when it is met and by what, or why not. */
  readonly needs: readonly NeedOnRoute[];
  /** Last day; the day asked for when there is nothing to do. */
  readonly finish: Day;
  /** Left out of the steps, never silently: a circle of papers is a defect of the law and is to be told. */
  readonly stuck: readonly StuckService[];
  readonly circles: readonly LawCircle[];
  readonly missed: readonly MissedService[];
  readonly order: readonly OrderOnRoute[];
};

/** What the machine, not the law, tells of the day: all of it may be left out. */
export type RouteOptions = {
  /** Hour of the day asked for, `HH:MM`: an office that is closed by then is visited on the next day. */
  readonly at?: string;
  /** First free appointment by id of the office. */
  readonly appointments?: ReadonlyMap<string, Day>;
};
