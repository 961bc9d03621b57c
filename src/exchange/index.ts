/** Once-only: agencies ask each other under a legal ground, and the person sees every look. */
export type * from './model.ts';
export { createExchange } from './exchange.ts';
export type { Asked, Exchange, ExchangeAround, PutResult } from './exchange.ts';
export { mayAsk, refusedBecause } from './may-ask.ts';
export type { Asking, MayAsk, RefusedBecause } from './may-ask.ts';
export { inquiryStates, isOpen } from './states.ts';
export type { InquiryState } from './states.ts';
export { createHttp } from './http.ts';
export type { HttpAnswer, SendHttp } from './http.ts';
export { createXRoad } from './connectors/x-road.ts';
export type { XRoadSettings } from './connectors/x-road.ts';
export type { Came, Connector, Reply } from './connectors/connector.ts';
export { identify, knownBy } from './identities.ts';
export { inquiriesFor, messagesOf, readInquiries, receivedFacts } from './read-inquiries.ts';
