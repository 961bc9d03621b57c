import type { startSampleProvider as Start } from './sample-provider.ts';
import type { createSignIn as Create, Provider, SignIn } from './sign-in.ts';

/** As in `sign-in.ts`, which loads the protocol: a terminal command need not wait for it. */
export async function createSignIn(providers: readonly Provider[]): Promise<SignIn> {
  const create: typeof Create = (await import('./sign-in.ts')).createSignIn;
  return create(providers);
}

/** As in `sample-provider.ts`. */
export const startSampleProvider: typeof Start = async (...given) =>
  await (await import('./sample-provider.ts')).startSampleProvider(...given);
