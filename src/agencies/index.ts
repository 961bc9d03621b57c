/** Sample agencies: what the registers of a region know about fictional people, each in a process and a database of its own. */
export { ask } from './ask.ts';
export { checkConformance } from './conformance.ts';
export type { Conformance } from './conformance.ts';
export { readDirectory, readSigners, readyKeys } from './keys.ts';
export type { AgencyKind, Resident } from './model.ts';
export { agencyKind, agencyKinds } from './registers.ts';
export { residentsIn } from './people/residents.ts';
export { seeded } from './people/chance.ts';
export { runAgency } from './run-agency.ts';
export type { RunOptions } from './run-agency.ts';
export { putsKept } from './store.ts';
export { startAgencies } from './start-agencies.ts';
export type { RunningAgencies, StartOptions } from './start-agencies.ts';
