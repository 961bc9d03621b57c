/** The X-Road Message Protocol for REST, with signed messages: what both sides of an inquiry share. Reads no clock, opens no connection. */
export { answerQuestion, faultReply, receiveQuestion, replyOf } from './answering.ts';
export type { Arrived, Received, ReceivedOrRefused, Reply } from './answering.ts';
export { askQuestion, checkAnswer, headersToSend } from './asking.ts';
export type { AnswerFault, Asked, CheckedAnswer } from './asking.ts';
export { readChildren, writeChildren } from './children.ts';
export type { RegisteredChild } from './children.ts';
export { es256 } from './es256.ts';
export * from './facts-service.ts';
export { answerFaultWords } from './fault-words.ts';
export { faultTypes, isFault } from './faults.ts';
export type { Fault, FaultType } from './faults.ts';
export { readAnswerHeaders, readQuestionHeaders } from './headers.ts';
export type { AnswerHeaders, QuestionHeaders } from './headers.ts';
export {
  isIdentifier,
  readSubsystemId,
  readServiceId,
  readServicePath,
  sameSubsystem,
  writeSubsystemId,
  writeServiceId,
  writeServicePath,
} from './identifiers.ts';
export type { SubsystemId, RepresentedParty, ServiceId, ServicePath } from './identifiers.ts';
export { keyDirectory, makeMemberKey } from './keys.ts';
export { messageText, readMessageText, requestHash, signatureHeader, signedHeaders } from './message.ts';
export type { Header, Message, RequestMessage, ResponseMessage, SignedMessage } from './message.ts';
export { memberList, metaserviceCodes, methodList } from './metaservices.ts';
export type { DescribedService, Endpoint, MetaserviceCode } from './metaservices.ts';
export { createChecker, createSigner } from './signature.ts';
export type {
  Checker,
  KeyOf,
  MemberKey,
  PublicKey,
  SignatureAlgorithm,
  SignatureChecked,
  SignatureFault,
  Signer,
} from './signature.ts';
