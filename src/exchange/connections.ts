import { sql } from 'kysely';

import type { PackConnection } from '#catalogue';
import type { Database } from '#database';
import type { MemberKey } from '#protocol';

export type ConnectionKind = PackConnection['kind'];

/** A connected system: how its register is reached, and how it does. */
export type Connection = {
  readonly agency: string;
  readonly kind: ConnectionKind;
  readonly address: string;
  readonly settings: unknown;
  readonly state: 'up' | 'down' | 'trying';
  /** In a row. */
  readonly failures: number;
  readonly downUntil: Date | null;
  /** Since when it is in this state. */
  readonly changedAt: Date;
  readonly lastFault: string | null;
};

type Queries = Pick<Database, 'queries'>;

/** Connects an agency, or changes how it is reached; one that is reached as before keeps what is known of it. */
export async function connect(
  { queries }: Queries,
  { agency, kind, address, settings }: PackConnection,
  at: Date,
): Promise<void> {
  await sql`insert into connection (agency, kind, address, settings, changed_at)
    values (${agency}, ${kind}, ${address}, ${JSON.stringify(settings)}::jsonb, ${at})
    on conflict (agency) do update set kind = excluded.kind, address = excluded.address, settings = excluded.settings,
      state = 'up', failures = 0, down_until = null, changed_at = excluded.changed_at
    where (connection.kind, connection.address, connection.settings)
      is distinct from (excluded.kind, excluded.address, excluded.settings)`.execute(queries);
}

/** The register of connected systems. */
export async function connections({ queries }: Queries): Promise<readonly Connection[]> {
  const { rows } = await sql<Connection>`select agency, kind, address, settings, state, failures,
    down_until as "downUntil", changed_at as "changedAt", last_fault as "lastFault"
    from connection order by agency`.execute(queries);
  return rows;
}

/** Takes keys into the directory. What a key was never changes; that it was lost may become known later. */
export async function keepKeys({ queries }: Queries, keys: readonly MemberKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`insert into member_key (key_id, member, algorithm, public_key, valid_from, valid_until, revoked_at)
    select "keyId", member, algorithm, "publicKey", "validFrom", "validUntil", "revokedAt"
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as new ("keyId" text, member text, algorithm text,
      "publicKey" jsonb, "validFrom" timestamptz, "validUntil" timestamptz, "revokedAt" timestamptz)
    on conflict (key_id) do update set revoked_at = coalesce(member_key.revoked_at, excluded.revoked_at)`.execute(
    queries,
  );
}

/** Every key that was ever in the directory. */
export async function readKeys({ queries }: Queries): Promise<readonly MemberKey[]> {
  const rows = await queries.selectFrom('member_key').selectAll().orderBy('valid_from').execute();
  return rows.map((row) => ({
    keyId: row.key_id,
    member: row.member,
    algorithm: row.algorithm,
    publicKey: row.public_key as MemberKey['publicKey'],
    validFrom: row.valid_from.toISOString(),
    validUntil: row.valid_until.toISOString(),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at.toISOString() }),
  }));
}
