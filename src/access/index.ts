/** Who is who, and who may do what. */
export { centre, roles } from './model.ts';
export type * from './model.ts';
export { may, operations } from './policy.ts';
export type { Operation, Verdict } from './policy.ts';
export { createGlasses, faultOfReason, glassUntil, reviewedLooks, unreviewedLooks } from './glass.ts';
export type { CaseOutside, Glass, Glasses, GlassVerdict, LookRef, ReviewedGlass } from './glass.ts';
export { actingFor, createOnBehalf } from './on-behalf.ts';
export type { Helped, NamedHelper, OnBehalf } from './on-behalf.ts';
export { eighteenthBirthday, kinships, representativesOf } from './representatives.ts';
export type { Child, Kinship, Representative, Representatives } from './representatives.ts';
export { createOfficers } from './officers.ts';
export type { NamedOfficer, Officers, ReadOfficers } from './officers.ts';
export { createLook, lookAs } from './rows.ts';
export type { Look } from './rows.ts';
export { createRestricted } from './restricted.ts';
export type { Restricted, RestrictedRecord } from './restricted.ts';
export { createSessions } from './sessions.ts';
export type { SessionRules, Sessions } from './sessions.ts';
export type { Begun, Names, Provider, Realm, SignIn, Vouched, Vouching } from './sign-in.ts';
export type { SamplePerson, SampleProvider } from './sample-provider.ts';

export { areSamplesAllowed, providersIn, setUpSignIn } from './set-up-sign-in.ts';
export type { SignInSetup } from './set-up-sign-in.ts';
export { createSignIn, startSampleProvider } from './loaded-late.ts';
