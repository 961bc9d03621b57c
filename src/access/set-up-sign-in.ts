import { createSignIn, startSampleProvider } from './loaded-late.ts';
import type { SamplePerson, SampleProvider } from './sample-provider.ts';
import type { Provider, Realm, SignIn } from './sign-in.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Providers that the environment names: OKNO_RESIDENTS_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _SCOPE (what tells by which
 * number registers know a resident is asked for there: `openid fullname birthdate snils`), and the same of OKNO_OFFICERS.
 */
export function providersIn(environment: Environment): readonly Provider[] {
  return (['residents', 'officers'] as const).flatMap((realm: Realm): readonly Provider[] => {
    const prefix = `OKNO_${realm.toUpperCase()}`;
    const issuer = environment[`${prefix}_ISSUER`];
    const clientId = environment[`${prefix}_CLIENT_ID`];
    const clientSecret = environment[`${prefix}_CLIENT_SECRET`];
    if (issuer === undefined || clientId === undefined || clientSecret === undefined) return [];
    const scope = environment[`${prefix}_SCOPE`];
    return [{ realm, issuer, clientId, clientSecret, ...(scope === undefined ? {} : { scope }) }];
  });
}

export type SignInSetup = {
  readonly signIn: () => Promise<SignIn>;
  readonly close: () => Promise<void>;
};

/**
 * Sign-in as the environment says. Where it says nothing and samples are wanted, the development provider is started, when
 * somebody signs in for the first time: never in production, where an anonymous visitor would be let in as an officer.
 */
export function setUpSignIn(
  environment: Environment,
  samples: readonly SamplePerson[],
  home: () => string,
  random: (bytes: number) => Uint8Array,
): SignInSetup {
  const real = providersIn(environment);
  const secret = (): string => Buffer.from(random(32)).toString('base64url');
  let provider: SampleProvider | undefined;
  const start = async (): Promise<SignIn> => {
    if (real.length > 0 || !areSamplesAllowed(environment, samples)) return await createSignIn(real);
    const client = { clientId: 'okno', clientSecret: secret() };
    const { port } = new URL(home());
    const homes = [...new Set([home(), `http://127.0.0.1:${port}`, `http://localhost:${port}`])];
    const redirectUris = homes.map((one) => `${one}/signed-in`);
    provider = await startSampleProvider(samples, { ...client, redirectUris }, { secret: secret() });
    const { issuer } = provider;
    const scope = 'openid profile snils';
    return await createSignIn(
      (['residents', 'officers'] as const).map((realm) => ({ realm, issuer, scope, ...client })),
    );
  };
  let started: Promise<SignIn> | undefined;
  return {
    signIn: () => (started ??= start()),
    close: async () => await provider?.close(),
  };
}

export function areSamplesAllowed(environment: Environment, samples: readonly SamplePerson[]): boolean {
  return samples.length > 0 && environment['NODE_ENV'] !== 'production' && providersIn(environment).length === 0;
}
