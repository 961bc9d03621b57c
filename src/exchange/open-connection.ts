import { z } from 'zod';

import type { Catalogue } from '#catalogue';
import type { Problem } from '#language';

import type { Connection } from './connections.ts';
import type { Connector } from './connectors/connector.ts';
import { createFiles } from './connectors/files.ts';
import { createRest, restMappingShape } from './connectors/rest.ts';
import { createSmev3, smev3SettingsShape } from './connectors/smev3.ts';
import type { SignForSmev } from './connectors/smev3-envelope.ts';
import { createXRoad } from './connectors/x-road.ts';
import type { XRoadSettings } from './connectors/x-road.ts';
import type { SendHttp } from './http.ts';

/** What ways of asking need besides what stands in the register of connections. */
export type ConnectionAround = {
  readonly catalogue: Catalogue;
  readonly send: SendHttp;
  readonly now: () => Date;
  /** Left out while Okno has no key of its own. */
  readonly xRoad?: Omit<XRoadSettings, 'address' | 'send' | 'now'>;
  /** Makes the signature of the information system (ЭП-ОВ); left out where there is no provider of signatures. */
  readonly signForSmev?: SignForSmev;
  /** The secret with which a plain REST service is asked. */
  readonly authorizationOf?: (agency: string) => string | undefined;
};

/** The way of asking that a connection describes. Problems: `connection-unusable`, with what is missing. */
export function openConnection(
  { agency, kind, address, settings }: Pick<Connection, 'agency' | 'kind' | 'address' | 'settings'>,
  { catalogue, send, now, xRoad, signForSmev, authorizationOf }: ConnectionAround,
): { readonly connector: Connector } | { readonly problem: Problem } {
  switch (kind) {
    case 'x-road':
      if (xRoad === undefined)
        return unusable(agency, 'нет ключа, которым подписывать', 'there is no key to sign with');
      return { connector: createXRoad({ ...xRoad, address, send, now }) };
    case 'rest': {
      const read = restMappingShape.safeParse(settings);
      if (!read.success) return unusable(agency, z.prettifyError(read.error), z.prettifyError(read.error));
      const authorization = authorizationOf?.(agency);
      return {
        connector: createRest({
          address,
          mapping: read.data,
          send,
          ...(authorization === undefined ? {} : { authorization }),
        }),
      };
    }
    case 'files':
      return { connector: createFiles(address, catalogue) };
    case 'smev3': {
      if (signForSmev === undefined)
        return unusable(
          agency,
          'не назван поставщик подписи ЭП-ОВ (OKNO_SMEV_SIGN)',
          'no provider of the signature of the system is named (OKNO_SMEV_SIGN)',
        );
      const read = smev3SettingsShape.safeParse(settings);
      if (!read.success) return unusable(agency, z.prettifyError(read.error), z.prettifyError(read.error));
      return { connector: createSmev3({ ...read.data, address, sign: signForSmev, send, now }) };
    }
  }
}

/** Every connection of the register, opened: those behind one queue share a connector. Problems: of those that cannot be used. */
export function openConnections(
  all: readonly Connection[],
  around: ConnectionAround,
): { readonly connectors: ReadonlyMap<string, Connector>; readonly problems: readonly Problem[] } {
  const connectors = new Map<string, Connector>();
  const queues = new Map<string, Connector>();
  const problems: Problem[] = [];
  for (const connection of all) {
    const { agency, kind, address } = connection;
    const shared = kind === 'smev3' ? queues.get(address) : undefined;
    const opened = shared === undefined ? openConnection(connection, around) : { connector: shared };
    if ('problem' in opened) {
      problems.push(opened.problem);
      continue;
    }
    connectors.set(agency, opened.connector);
    if (kind === 'smev3') queues.set(address, opened.connector);
  }
  return { connectors, problems };
}

function unusable(agency: string, ru: string, en: string): { readonly problem: Problem } {
  return {
    problem: {
      code: 'connection-unusable',
      message: {
        ru: `Подключение к «${agency}» не работает: ${ru}.`,
        en: `The connection to "${agency}" does not work: ${en}.`,
      },
      remedy: {
        ru: 'Как подключить ведомство, сказано в docs/connect-an-agency.md и docs/exchange.md.',
        en: 'docs/connect-an-agency.md and docs/exchange.md tell how to connect an agency.',
      },
    },
  };
}
