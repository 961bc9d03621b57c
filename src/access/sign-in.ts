import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  tokenIntrospection,
} from 'openid-client';
import type { Configuration } from 'openid-client';
import { z } from 'zod';

import type { Problem } from '#language';

import { roles } from './model.ts';
import type { SignedIn } from './model.ts';

/** Who vouches for people: ЕСИА for residents, the agencies' directory for officers. OpenID Connect Core 1.0, code flow. */
export type Realm = 'residents' | 'officers';

export type Provider = {
  readonly realm: Realm;
  /** Address that the provider's metadata are found under (OpenID Connect Discovery 1.0). */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What is asked of it about residents; `openid profile` when left out. */
  readonly scope?: string;
};

/** What the browser keeps between leaving for the provider and coming back. */
export type Begun = {
  readonly realm: Realm;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
};

/** What a provider is asked with again who an officer is: tokens that were given to us alone. */
export type Vouching = {
  readonly issuer: string;
  readonly subject: string;
  readonly access: string;
  readonly refresh?: string;
};

/** By what registers know somebody: as far as a provider vouches for it. */
export type Names = {
  /** Eleven digits. */
  readonly snils?: string | undefined;
  readonly surname?: string | undefined;
  readonly givenName?: string | undefined;
  readonly patronymic?: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly birthDate?: string | undefined;
};

/** Somebody whom a provider vouches for; of an officer it can be asked again, of a resident it says by what registers know her. */
export type Vouched = { readonly who: SignedIn; readonly vouching?: Vouching; readonly names?: Names };

export type SignIn = {
  readonly realms: readonly Realm[];
  readonly begin: (
    realm: Realm,
    redirectUri: string,
  ) => Promise<{ readonly address: string; readonly begun: Begun } | { readonly problem: Problem }>;
  /** `address` is the one the provider sent the browser back to. */
  readonly finish: (address: URL, begun: Begun) => Promise<Vouched | { readonly problem: Problem }>;
  /**
   * Who an officer is by now: she may have moved to another agency, or have left. Problems: `provider-unreachable`,
   * `token-refused`, `claims-missing`.
   */
  readonly again: (vouching: Vouching) => Promise<Vouched | { readonly problem: Problem }>;
  /**
   * Who holds an access token of a program (RFC 6750). It is asked of the provider each time (RFC 7662), so that one taken
   * back is worth nothing from then on; and it has to name the scope `okno`, or a token that somebody gave to another site
   * would open Okno to that site. Problems: `provider-unreachable`, `token-refused`, `claims-missing`.
   */
  readonly bearer: (token: string) => Promise<{ readonly who: SignedIn } | { readonly problem: Problem }>;
};

/**
 * Sign-in through OpenID Connect with PKCE, state and nonce. The provider's metadata are read at the first sign-in and
 * again after a failure, so that Okno starts while a provider is down. Problems: `provider-unreachable`,
 * `sign-in-refused`, `claims-missing`.
 */
export function createSignIn(providers: readonly Provider[]): SignIn {
  const known = new Map<Realm, Promise<Configuration>>();

  const scopeOf = (realm: Realm): string | undefined => providers.find((one) => one.realm === realm)?.scope;

  function configuration(realm: Realm): Promise<Configuration> | undefined {
    const provider = providers.find((one) => one.realm === realm);
    if (provider === undefined) return undefined;
    const found = known.get(realm) ?? discover(provider);
    known.set(realm, found);
    return found;
  }

  return {
    realms: providers.map(({ realm }) => realm),

    begin: async (realm, redirectUri) => {
      try {
        const found = await configuration(realm);
        if (found === undefined) return { problem: unreachable };
        const begun = { realm, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
        const address = buildAuthorizationUrl(found, {
          redirect_uri: redirectUri,
          scope: realm === 'officers' ? 'openid profile okno' : (scopeOf(realm) ?? 'openid profile'),
          code_challenge: await calculatePKCECodeChallenge(begun.verifier),
          code_challenge_method: 'S256',
          state: begun.state,
          nonce: begun.nonce,
        });
        return { address: address.href, begun };
      } catch (error) {
        known.delete(realm);
        if (isOfNetwork(error)) return { problem: unreachable };
        throw error;
      }
    },

    finish: async (address, { realm, state, nonce, verifier }) => {
      try {
        const found = await configuration(realm);
        if (found === undefined) return { problem: unreachable };
        const tokens = await authorizationCodeGrant(found, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const vouched = readVouched(realm, tokens.claims());
        if (realm === 'residents' || 'problem' in vouched) return vouched;
        const { issuer } = found.serverMetadata();
        return { ...vouched, vouching: vouchingOf(issuer, tokens.claims()?.sub ?? '', tokens) };
      } catch (error) {
        if (isOfNetwork(error)) return { problem: unreachable };
        if (isOfProtocol(error)) return { problem: refused };
        throw error;
      }
    },

    again: async (vouching) => {
      try {
        const found = await configuration('officers');
        // Another directory than the one she came by is not given its tokens.
        if (found === undefined || found.serverMetadata().issuer !== vouching.issuer) return { problem: tokenRefused };
        return await vouchedAgain(found, vouching);
      } catch (error) {
        known.delete('officers');
        if (isOfNetwork(error)) return { problem: unreachable };
        if (isOfProtocol(error)) return { problem: tokenRefused };
        throw error;
      }
    },

    bearer: async (token) => {
      const byIssuer = Map.groupBy(providers, ({ issuer }) => issuer);
      let problem = tokenRefused;
      for (const some of byIssuer.values()) {
        const { realm } = some[0]!;
        try {
          const found = await configuration(realm);
          if (found === undefined) continue;
          const { active, scope, sub } = await tokenIntrospection(found, token);
          if (!active || sub === undefined || scope?.split(' ').includes('okno') !== true) continue;
          const claims = await fetchUserInfo(found, token, sub);
          // Who vouches for residents alone makes nobody an officer, whatever it claims.
          const vouched: Realm = 'agency' in claims ? 'officers' : 'residents';
          return readVouched(some.some((one) => one.realm === vouched) ? vouched : realm, claims);
        } catch (error) {
          known.delete(realm);
          if (!isOfNetwork(error) && !isOfProtocol(error)) throw error;
          if (isOfNetwork(error)) problem = unreachable;
        }
      }
      return { problem };
    },
  };
}

/** By the access token while it lives, then by a new one, where the provider has given the means to get it. */
async function vouchedAgain(
  found: Configuration,
  vouching: Vouching,
): Promise<Vouched | { readonly problem: Problem }> {
  const { issuer, subject, access, refresh } = vouching;
  const ask = async (token: string): ReturnType<typeof fetchUserInfo> => await fetchUserInfo(found, token, subject);
  try {
    const vouched = readVouched('officers', await ask(access));
    return 'problem' in vouched ? vouched : { ...vouched, vouching };
  } catch (error) {
    if (refresh === undefined || isOfNetwork(error)) throw error;
  }
  const tokens = await refreshTokenGrant(found, refresh);
  const vouched = readVouched('officers', await ask(tokens.access_token));
  if ('problem' in vouched) return vouched;
  return { ...vouched, vouching: vouchingOf(issuer, subject, { refresh_token: refresh, ...tokens }) };
}

function vouchingOf(
  issuer: string,
  subject: string,
  { access_token: access, refresh_token: refresh }: { readonly access_token: string; readonly refresh_token?: string },
): Vouching {
  return { issuer, subject, access, ...(refresh === undefined ? {} : { refresh }) };
}

function discover({ issuer, clientId, clientSecret }: Provider): Promise<Configuration> {
  const server = new URL(issuer);
  // Only a provider on this very machine, as in development, may be spoken to in the clear.
  const isHere = server.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(server.hostname);
  return discovery(server, clientId, clientSecret, undefined, isHere ? { execute: [allowInsecureRequests] } : {});
}

/** OpenID Connect Core 5.1, and `snils` as ЕСИА names it. What is empty or of another form is as if it were not told. */
const some = z.string().trim().min(1).max(200).optional().catch(undefined);
const residentClaims = z.object({
  sub: z.string().min(1),
  name: z.string().min(1),
  family_name: some,
  given_name: some,
  middle_name: some,
  birthdate: some,
  snils: some,
});
const officerClaims = z.object({
  sub: z.string().min(1),
  name: z.string().min(1),
  agency: z.string().min(1),
  office: z.string().min(1).optional(),
  roles: z.array(z.enum(roles)).min(1),
});

/** Claims as ЕСИА and the directory of officers give them; anything missing is told and nobody is signed in by half. */
export function readVouched(
  realm: Realm,
  claims: unknown,
): { readonly who: SignedIn; readonly names?: Names } | { readonly problem: Problem } {
  if (realm === 'residents') {
    const { success, data } = residentClaims.safeParse(claims);
    if (!success) return { problem: claimsMissing };
    const who: SignedIn = { actor: { kind: 'person', person: data.sub }, name: data.name, roles: [], actsFor: [] };
    const names = namesIn(data);
    return Object.keys(names).length === 0 ? { who } : { who, names };
  }
  const { success, data } = officerClaims.safeParse(claims);
  if (!success) return { problem: claimsMissing };
  const { sub: officer, name, agency, office } = data;
  const actor = { kind: 'officer', officer, agency, ...(office === undefined ? {} : { office }) } as const;
  return { who: { actor, name, roles: data.roles, actsFor: [] } };
}

function namesIn({ snils, family_name, given_name, middle_name, birthdate }: z.infer<typeof residentClaims>): Names {
  const digits = snils?.replaceAll(/[\s-]/gu, '') ?? '';
  // ЕСИА writes days as they are written in Russia.
  const day = birthdate?.replace(/^(\d{2})\.(\d{2})\.(\d{4})$/u, '$3-$2-$1') ?? '';
  return {
    ...(/^\d{11}$/u.test(digits) ? { snils: digits } : {}),
    ...(family_name === undefined ? {} : { surname: family_name }),
    ...(given_name === undefined ? {} : { givenName: given_name }),
    ...(middle_name === undefined ? {} : { patronymic: middle_name }),
    ...(/^\d{4}-\d{2}-\d{2}$/u.test(day) ? { birthDate: day } : {}),
  };
}

function isOfNetwork(error: unknown): boolean {
  const codes = ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_PARSE_ERROR'];
  return (
    error instanceof TypeError || (error instanceof Error && 'code' in error && codes.includes(String(error.code)))
  );
}

/** The provider or its answer said no: wrong state, an answer used twice, a refusal of the person herself. */
function isOfProtocol(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.name.endsWith('Error'));
}

const unreachable: Problem = {
  code: 'provider-unreachable',
  message: { ru: 'Служба входа сейчас не отвечает.', en: 'The sign-in service does not answer now.' },
  remedy: {
    ru: 'Попробуйте через несколько минут. Узнать, что вам положено, можно и без входа.',
    en: 'Try again in a few minutes. You can find out what you have a right to without signing in.',
  },
};

const refused: Problem = {
  code: 'sign-in-refused',
  message: { ru: 'Войти не получилось.', en: 'You could not be signed in.' },
  remedy: { ru: 'Начните вход ещё раз с начала.', en: 'Begin to sign in once more.' },
};

const tokenRefused: Problem = {
  code: 'token-refused',
  message: { ru: 'Этот ключ доступа не действует.', en: 'This access token is not valid.' },
  remedy: {
    ru: 'Получите новый у службы входа, с областью okno.',
    en: 'Get a new one from the sign-in service, with the scope okno.',
  },
};

const claimsMissing: Problem = {
  code: 'claims-missing',
  message: {
    ru: 'Служба входа не сообщила, кто вы и от какого ведомства.',
    en: 'The sign-in service did not tell who you are and of which agency.',
  },
  remedy: {
    ru: 'Обратитесь к администратору вашего ведомства: в каталоге нужны имя, ведомство и роли.',
    en: 'Ask the administrator of your agency: the directory needs name, agency and roles.',
  },
};
