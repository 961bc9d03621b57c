import { createHash } from 'node:crypto';

import type { Database } from '#database';

import type { SignedIn } from './model.ts';

type OfficerActor = Extract<SignedIn['actor'], { readonly kind: 'officer' }>;

/** Sessions of those who are signed in. A token is shown to the browser once; the database keeps its hash. */
export type Sessions = {
  readonly begin: (who: SignedIn) => Promise<{ readonly token: string }>;
  /** Who holds the token; undefined when it is not known, was ended, or nobody was there for too long. */
  readonly read: (token: string) => Promise<SignedIn | undefined>;
  readonly end: (token: string) => Promise<void>;
  readonly forgetEnded: () => Promise<void>;
};

export type SessionRules = {
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  /** Minutes without a look after which an officer, and a resident, has to sign in again. */
  readonly officerMinutes?: number;
  readonly residentMinutes?: number;
};

const longestHours = 12;
const minute = 60_000;

export function createSessions(
  database: Database,
  { now, random, officerMinutes = 30, residentMinutes = 60 }: SessionRules,
): Sessions {
  const { queries } = database;
  const keepName = async ({ agency, officer }: OfficerActor, name: string): Promise<void> => {
    await queries
      .insertInto('officer')
      .values({ agency, officer, name })
      .onConflict((kept) => kept.columns(['agency', 'officer']).doUpdateSet({ name }))
      .execute();
  };
  const quiet = (who: SignedIn): number => minute * (who.actor.kind === 'officer' ? officerMinutes : residentMinutes);
  return {
    begin: async (who) => {
      const token = Buffer.from(random(32)).toString('base64url');
      const since = now();
      const ends_at = new Date(since.getTime() + longestHours * 60 * minute);
      await queries
        .insertInto('session')
        .values({ token_hash: hashOf(token), who: JSON.stringify(who), since, seen_at: since, ends_at })
        .execute();
      if (who.actor.kind === 'officer') await keepName(who.actor, who.name);
      return { token };
    },

    read: async (token) => {
      const at = now();
      const token_hash = hashOf(token);
      const row = await queries
        .selectFrom('session')
        .select(['who', 'seen_at', 'ends_at'])
        .where('token_hash', '=', token_hash)
        .executeTakeFirst();
      if (row === undefined || row.ends_at <= at) return undefined;
      const who = row.who as SignedIn;
      const away = at.getTime() - row.seen_at.getTime();
      if (away > quiet(who)) return undefined;
      // Written once a minute at most: each look would else be a write.
      if (away > minute)
        await queries.updateTable('session').set({ seen_at: at }).where('token_hash', '=', token_hash).execute();
      return who;
    },

    end: async (token) => {
      await queries.deleteFrom('session').where('token_hash', '=', hashOf(token)).execute();
    },

    forgetEnded: async () => {
      await queries.deleteFrom('session').where('ends_at', '<=', now()).execute();
    },
  };
}

function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}
