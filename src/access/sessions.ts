import { createHash } from 'node:crypto';

import { prepared, seal, unseal } from '#database';
import type { Database } from '#database';

import type { SignedIn } from './model.ts';
import type { SignIn, Vouched, Vouching } from './sign-in.ts';

type OfficerActor = Extract<SignedIn['actor'], { readonly kind: 'officer' }>;

/** Sessions of those who are signed in. A token is shown to the browser once; the database keeps its hash. */
export type Sessions = {
  /** With `vouching`, whoever signed an officer in is asked again. */
  readonly begin: (who: SignedIn, vouching?: Vouching) => Promise<{ readonly token: string }>;
  /**
   * Who holds the token; undefined when it is not known, was ended, or nobody was there for too long. Who an officer is, whoever
   * signed her in is asked again every five minutes: a new agency or role counts from then on, and one who is vouched for
   * no more is signed out; so is she when it has not answered for half an hour.
   */
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
  /** Asks who signed an officer in; left out where nobody can be asked. */
  readonly vouchAgain?: SignIn['again'];
};

const longestHours = 12;
const minute = 60_000;
const askAfter = 5 * minute;
const longestUnvouched = 30 * minute;

export function createSessions(
  database: Database,
  { now, random, officerMinutes = 30, residentMinutes = 60, vouchAgain }: SessionRules,
): Sessions {
  const { queries } = database;
  const keepName = async ({ agency, officer }: OfficerActor, name: string): Promise<void> => {
    await queries
      .insertInto('officer')
      .values({ agency, officer, name })
      .onConflict((kept) => kept.columns(['agency', 'officer']).doUpdateSet({ name }))
      .execute();
  };
  const end = async (token: string): Promise<void> => {
    await queries.deleteFrom('session').where('token_hash', '=', hashOf(token)).execute();
  };
  /** The officer as she is by now; of several pages that are asked for at once one asks. */
  async function knownStill(
    token: string,
    { who, sealed, vouched_at, asked_at }: VouchedRow,
    ask: SignIn['again'],
  ): Promise<SignedIn | undefined> {
    const at = now();
    if (at.getTime() - asked_at.getTime() > askAfter) {
      const { numUpdatedRows } = await queries
        .updateTable('session')
        .set({ asked_at: at })
        .where('token_hash', '=', hashOf(token))
        .where('asked_at', '=', asked_at)
        .executeTakeFirst();
      if (numUpdatedRows === 1n) {
        const again = await ask(unseal(sealed, sealingAt(vouched_at, token)) as Vouching);
        if ('who' in again) return await keepVouched(token, at, again);
        if (again.problem.code !== 'provider-unreachable') {
          await end(token);
          return undefined;
        }
      }
    }
    return at.getTime() - vouched_at.getTime() > longestUnvouched ? undefined : who;
  }

  async function keepVouched(token: string, at: Date, { who, vouching }: Vouched): Promise<SignedIn> {
    await queries
      .updateTable('session')
      .set({ who: JSON.stringify(who), ...(vouching === undefined ? notVouched : vouchedAt(at, token, vouching)) })
      .where('token_hash', '=', hashOf(token))
      .execute();
    if (who.actor.kind === 'officer') await keepName(who.actor, who.name);
    return who;
  }

  const quiet = (who: SignedIn): number => minute * (who.actor.kind === 'officer' ? officerMinutes : residentMinutes);
  return {
    begin: async (who, vouching) => {
      const token = Buffer.from(random(32)).toString('base64url');
      const since = now();
      const ends_at = new Date(since.getTime() + longestHours * 60 * minute);
      await queries
        .insertInto('session')
        .values({
          token_hash: hashOf(token),
          who: JSON.stringify(who),
          since,
          seen_at: since,
          ends_at,
          ...(vouching === undefined ? notVouched : vouchedAt(since, token, vouching)),
        })
        .execute();
      if (who.actor.kind === 'officer') await keepName(who.actor, who.name);
      return { token };
    },

    read: async (token) => {
      const at = now();
      const token_hash = hashOf(token);
      const row = await queries
        .selectFrom('session')
        .select(['who', 'seen_at', 'ends_at', 'vouching', 'vouched_at', 'asked_at'])
        .modifyFront(prepared)
        .where('token_hash', '=', token_hash)
        .executeTakeFirst();
      if (row === undefined || row.ends_at <= at) return undefined;
      const who = row.who as SignedIn;
      const away = at.getTime() - row.seen_at.getTime();
      if (away > quiet(who)) return undefined;
      // Written once a minute at most: each look would else be a write.
      if (away > minute)
        await queries.updateTable('session').set({ seen_at: at }).where('token_hash', '=', token_hash).execute();
      if (row.vouching === null || row.vouched_at === null || row.asked_at === null || vouchAgain === undefined)
        return who;
      const { vouching: sealed, vouched_at, asked_at } = row;
      return await knownStill(token, { who, sealed, vouched_at, asked_at }, vouchAgain);
    },

    end,

    forgetEnded: async () => {
      await queries.deleteFrom('session').where('ends_at', '<=', now()).execute();
    },
  };
}

type VouchedRow = {
  readonly who: SignedIn;
  readonly sealed: Uint8Array;
  readonly vouched_at: Date;
  readonly asked_at: Date;
};

const notVouched = { vouching: null, vouched_at: null, asked_at: null };

function vouchedAt(
  at: Date,
  token: string,
  vouching: Vouching,
): { readonly vouching: Uint8Array; readonly vouched_at: Date; readonly asked_at: Date } {
  return { vouching: seal(vouching, sealingAt(at, token)), vouched_at: at, asked_at: at };
}

/** The tokens change in the life of a session: each time they are sealed with a key of its own. */
function sealingAt(at: Date, token: string): Parameters<typeof seal>[1] {
  return { secret: token, purpose: `okno vouching ${at.toISOString()}` };
}

function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}
