import { createHash } from 'node:crypto';

import type { Problem } from '#language';

/** Where the catalogue is told to live when nobody says: a domain reserved for examples, at which nobody answers. */
export const exampleBase = 'https://okno.example/';

/**
 * Names of things that stay the same between exports. A service has the address of its page (`packs/<id>`), so that a
 * catalogue published under a centre's own address can be looked up there.
 */
export type Iris = {
  readonly base: string;
  readonly catalogue: string;
  readonly service: (id: string) => string;
  /** A part of a service: its rule of a date, a criterion, a cost. */
  readonly part: (service: string, ...path: readonly string[]) => string;
  readonly thing: (kind: ThingKind, id: string) => string;
};

export type ThingKind =
  | 'agency'
  | 'contact'
  | 'place'
  | 'hours'
  | 'address'
  | 'territory'
  | 'situation'
  | 'need'
  | 'evidence'
  | 'fact'
  | 'parameter'
  | 'law'
  | 'certainty'
  | 'channel'
  | 'output'
  | 'role'
  | 'kind';

export function irisUnder(base: string): Iris {
  return {
    base,
    catalogue: `${base}catalogue`,
    service: (id) => `${base}packs/${id}`,
    part: (service, ...path) => `${base}packs/${service}#${path.join('/')}`,
    thing: (kind, id) => `${base}catalogue#${kind}/${id}`,
  };
}

/** The base of all names: an http address ending in a slash. */
export function readBase(text: string): { readonly base: string } | { readonly problem: Problem } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAddress = url !== undefined && /^https?:$/u.test(url.protocol) && url.search === '' && url.hash === '';
  if (isAddress && url.username === '' && url.password === '')
    return { base: url.href.endsWith('/') ? url.href : `${url.href}/` };
  return {
    problem: {
      code: 'bad-base',
      message: { ru: `«${text}» — не адрес.`, en: `"${text}" is not an address.` },
      remedy: {
        ru: 'Напишите адрес центра, например --base https://mfc.example/.',
        en: 'Write the address of the centre, for instance --base https://mfc.example/.',
      },
    },
  };
}

/** A short name for a text that has none of its own: the beginning of its SHA-256. */
export function digestName(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** The UUID (version 5, RFC 9562) of an IRI: HSDS wants UUIDs, and the same thing keeps its own from export to export. */
export function uuidOf(iri: string): string {
  const namespaceOfUrls = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const bytes = createHash('sha1').update(namespaceOfUrls).update(iri).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
