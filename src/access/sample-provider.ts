import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import OidcProvider from 'oidc-provider';

import type { Role } from './model.ts';
import { personChoice } from './sample-provider-page.ts';

/** A fictional resident or officer whom the development provider lets in at a click. */
export type SamplePerson = {
  readonly sub: string;
  readonly name: string;
  readonly agency?: string;
  readonly roles?: readonly Role[];
  readonly about?: string;
  /** By what the registers of the sample agencies know a resident, as claims. */
  readonly claims?: () => Promise<Readonly<Record<string, string>>>;
};

export type SampleProvider = {
  readonly issuer: string;
  readonly close: () => Promise<void>;
};

export type SampleSite = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
};

/**
 * A real OpenID Connect provider for development and tests: it plays ЕСИА and the agencies' directory, and lets anybody in
 * as a fictional person, without a password. The composition root never starts it for a real site.
 */
export async function startSampleProvider(
  people: readonly SamplePerson[],
  client: SampleSite,
  { port = 0, host = '127.0.0.1', secret }: { readonly port?: number; readonly host?: string; readonly secret: string },
): Promise<SampleProvider> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const provider = new OidcProvider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [...client.redirectUris],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    issueRefreshToken: () => true,
    claims: {
      openid: ['sub'],
      profile: ['name', 'family_name', 'given_name', 'middle_name', 'birthdate'],
      snils: ['snils'],
      okno: ['agency', 'office', 'roles'],
    },
    scopes: ['openid', 'profile', 'snils', 'okno'],
    conformIdTokenClaims: false,
    jwks: { keys: [signingKey()] },
    ttl: { Interaction: hour, Grant: hour, Session: hour, AccessToken: hour, RefreshToken: 12 * hour, IdToken: hour },
    cookies: { keys: [secret] },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: (_context, asker, token) => token.clientId === asker.clientId },
    },
    interactions: { url: (_context, interaction) => `/who/${interaction.uid}` },
    findAccount: (_context, sub) => {
      const person = people.find((one) => one.sub === sub);
      if (person === undefined) return undefined;
      const { about: _, claims: more, ...claims } = person;
      return {
        accountId: sub,
        claims: async () => ({
          ...claims,
          ...(await more?.()),
          ...(claims.roles === undefined ? {} : { roles: [...claims.roles] }),
        }),
      };
    },
  });
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (!pathname.startsWith('/who/')) return void answer(request, response);
    return void letIn(provider, people, searchParams.get('as'), request, response);
  });
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const hour = 3600;

/** New at each start: a token of an earlier start is worth nothing. */
function signingKey(): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}

async function letIn(
  provider: OidcProvider,
  people: readonly SamplePerson[],
  as: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const details = await provider.interactionDetails(request, response);
    const person = people.find(({ sub }) => sub === as);
    if (person === undefined) {
      const wantsOfficers = String(details.params['scope']).includes('okno');
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(personChoice(people.filter(({ agency }) => (agency !== undefined) === wantsOfficers)));
      return;
    }
    const grant = new provider.Grant({ accountId: person.sub, clientId: String(details.params['client_id']) });
    grant.addOIDCScope('openid profile snils okno');
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, {
      login: { accountId: person.sub, remember: false },
      consent,
    });
  } catch (error) {
    // A page of sign-in opened twice or too late: the provider knows no such interaction.
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(error instanceof Error ? error.message : 'sign-in failed');
  }
}
