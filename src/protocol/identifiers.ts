/** Who asks or answers: a subsystem of a member of an X-Road instance (PR-REST 4.3). */
export type SubsystemId = {
  readonly instance: string;
  readonly memberClass: string;
  /** The id of an agency in the packs. */
  readonly member: string;
  readonly subsystem?: string;
};

/** What is asked: a service of a subsystem. X-Road lets the subsystem be left out; a path without one cannot be read alone. */
export type ServiceId = Required<SubsystemId> & { readonly service: string };

/** The party for whom a client asks (PR-REST 4.3, `X-Road-Represented-Party`). */
export type RepresentedParty = { readonly memberClass?: string; readonly member: string };

/** The service that a path leads to, with what follows it: `/facts/17?full=1` behind the service is its `rest`. */
export type ServicePath = { readonly service: ServiceId; readonly rest: string };

/** The version of the protocol that stands at the beginning of each path. */
export const protocolVersion = 'r1';

/** Letters, digits and a few signs, as PR-REST 4.8 restricts them. */
const allowed = /^[A-Za-z0-9'()+,\-.=?]+$/u;
const longestPart = 255;
/** PR-REST 4.2: a longer address belongs into the body. */
const longestPath = 2000;

const mostRemembered = 500;

/** The same few members and services stand in every message: what was read is not read again. */
function readOnce<Read>(read: (text: string) => Read | undefined): (text: string) => Read | undefined {
  const known = new Map<string, Read>();
  return (text) => {
    const found = known.get(text) ?? read(text);
    if (known.size >= mostRemembered) known.clear();
    if (found !== undefined) known.set(text, found);
    return found;
  };
}

export function isIdentifier(text: string): boolean {
  return text.length <= longestPart && allowed.test(text);
}

export function writeSubsystemId({ instance, memberClass, member, subsystem }: SubsystemId): string {
  return [instance, memberClass, member, ...(subsystem === undefined ? [] : [subsystem])].map(encode).join('/');
}

/** Undefined when it is not `INSTANCE/CLASS/MEMBER[/SUBSYSTEM]` of allowed characters. */
export const readSubsystemId = readOnce((text): SubsystemId | undefined => {
  const parts = readParts(text);
  if (parts === undefined || parts.length < 3 || parts.length > 4) return undefined;
  const [instance = '', memberClass = '', member = '', subsystem] = parts;
  return { instance, memberClass, member, ...(subsystem === undefined ? {} : { subsystem }) };
});

export function writeServiceId({ service, ...client }: ServiceId): string {
  return `${writeSubsystemId(client)}/${encode(service)}`;
}

export const readServiceId = readOnce((text): ServiceId | undefined => {
  const parts = readParts(text);
  if (parts?.length !== 5) return undefined;
  const [instance = '', memberClass = '', member = '', subsystem = '', service = ''] = parts;
  return { instance, memberClass, member, subsystem, service };
});

export function writeRepresentedParty({ memberClass, member }: RepresentedParty): string {
  return [...(memberClass === undefined ? [] : [memberClass]), member].map(encode).join('/');
}

export function readRepresentedParty(text: string): RepresentedParty | undefined {
  const parts = readParts(text);
  if (parts === undefined || parts.length > 2) return undefined;
  const [first = '', second] = parts;
  return second === undefined ? { member: first } : { memberClass: first, member: second };
}

/** `/r1/INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE` and what follows it. */
export function writeServicePath(service: ServiceId, rest = ''): string {
  return `/${protocolVersion}/${writeServiceId(service)}${rest}`;
}

/** Undefined when it is not a path of this protocol: the caller is then told `Client.BadRequest`. */
export function readServicePath(path: string): ServicePath | undefined {
  if (path.length > longestPath) return undefined;
  const found = /^\/r1\/((?:[^/?#]+\/){4}[^/?#]+)((?:[/?][^#]*)?)$/u.exec(path);
  const service = found?.[1] === undefined ? undefined : readServiceId(found[1]);
  return service === undefined ? undefined : { service, rest: found?.[2] ?? '' };
}

export function sameService(one: ServiceId, other: ServiceId): boolean {
  return one.service === other.service && sameSubsystem(one, other);
}

export function sameSubsystem(one: SubsystemId, other: SubsystemId): boolean {
  return (
    one.instance === other.instance &&
    one.memberClass === other.memberClass &&
    one.member === other.member &&
    one.subsystem === other.subsystem
  );
}

function encode(part: string): string {
  return encodeURIComponent(part);
}

function readParts(text: string): readonly string[] | undefined {
  try {
    const parts = text.split('/').map(decodeURIComponent);
    return parts.every(isIdentifier) ? parts : undefined;
  } catch (error) {
    // A percent sign that encodes nothing.
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
