/** Agencies ask each other once, under a legal ground, and the person sees every look. */
export * from './protocol/index.ts';
