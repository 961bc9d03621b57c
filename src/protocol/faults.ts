/**
 * Faults of the exchange itself, by where they arose (PR-REST 4.6): the one who asks, his side of the exchange, the other
 * side. A fault without the header `X-Road-Error` is the agency's own.
 */
export const faultTypes = {
  'Client.BadRequest': 400,
  'Server.ClientProxy.NetworkError': 500,
  'Server.ClientProxy.InvalidSignature': 500,
  'Server.ServerProxy.AccessDenied': 403,
  'Server.ServerProxy.InvalidSignature': 403,
  'Server.ServerProxy.UnknownMember': 404,
  'Server.ServerProxy.UnknownService': 404,
  'Server.ServerProxy.ServiceFailed': 500,
  'Server.ServerProxy.DatabaseError': 500,
  'Server.ServerProxy.NetworkError': 500,
} as const satisfies Readonly<Record<string, number>>;
export type FaultType = keyof typeof faultTypes;

/** The body of an answer that tells of a fault. */
export type Fault = {
  readonly type: string;
  readonly message: string;
  /** An id by which operators of both sides find it in their logs. */
  readonly detail: string;
};

export function isFault(value: unknown): value is Fault {
  if (typeof value !== 'object' || value === null) return false;
  const { type, message } = value as { readonly type?: unknown; readonly message?: unknown };
  return typeof type === 'string' && typeof message === 'string';
}
