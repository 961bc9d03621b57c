/** Proactive service: what screening found is offered, under rules of the packs, before it is asked for. */
export type { Batch, Candidate, Known, LeftOut, Offer } from './model.ts';
export { reasonsLeftOut } from './model.ts';
export { sift } from './sift.ts';
export { firstLoudMoment } from './quiet.ts';
export { createOffers } from './offers.ts';
export type { Offers } from './offers.ts';
export { batchesIn, offersTo, sampleOf, servicesIn } from './read-offers.ts';
