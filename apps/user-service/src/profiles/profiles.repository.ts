import type { UpdateProfile } from '@gatehouse/contracts';
import type { Database } from '@gatehouse/persistence';
import { and, eq, sql } from 'drizzle-orm';
import type * as schema from '../schema.js';
import { profiles } from './profiles.table.js';

export type UserDatabase = Database<typeof schema>;
export type ProfileRow = typeof profiles.$inferSelect;

/** What names a user for good. */
export interface UserKey {
  readonly poolId: string;
  readonly sub: string;
}

/** What a profile has from the pool. */
export interface PoolAttributes {
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
}

export class ProfilesRepository {
  constructor(private readonly database: UserDatabase) {}

  async find(key: UserKey): Promise<ProfileRow | undefined> {
    const [row] = await this.database.run((queries) =>
      queries.select().from(profiles).where(is(key)),
    );
    return row;
  }

  /**
   * The `sub` values of some users of a pool at random, without a scan of the table: some may come twice, and fewer than
   * wanted.
   */
  async sampleSubs(poolId: string, count: number): Promise<string[]> {
    const { rows } = await this.database.run((queries) =>
      queries.execute<{ sub: string }>(
        sql`SELECT found.sub FROM generate_series(1, ${count}::int) AS place
              CROSS JOIN LATERAL (
                SELECT sub FROM ${profiles}
                 WHERE pool_id = ${poolId} AND sub >= md5(random()::text || place)
                 ORDER BY sub LIMIT 1) AS found`,
      ),
    );
    return rows.map(({ sub }) => sub);
  }

  /** Makes a profile; one that is there already stays as it is. */
  async createIfAbsent(
    key: UserKey,
    known: Partial<PoolAttributes> & { readonly displayName?: string } = {},
  ): Promise<void> {
    await this.database.run((queries) =>
      queries
        .insert(profiles)
        .values({ ...key, ...known })
        .onConflictDoNothing(),
    );
  }

  /** The profile there is, or an empty one made now. Any number may do so at once. */
  async findOrCreate(key: UserKey): Promise<ProfileRow> {
    await this.createIfAbsent(key);
    const row = await this.find(key);
    if (!row) throw new Error('a profile went away as it was made');
    return row;
  }

  /**
   * Stores what the pool has now, in a profile that is made when there is none.
   *
   * @param readInSession the session in which it was read; null: in none of the user's own
   */
  async store(
    key: UserKey,
    attributes: PoolAttributes,
    readInSession: string | null,
  ): Promise<ProfileRow> {
    const values = { ...attributes, readInSession };
    const [row] = await this.database.run((queries) =>
      queries
        .insert(profiles)
        .values({ ...key, ...values })
        .onConflictDoUpdate({
          target: [profiles.poolId, profiles.sub],
          set: {
            ...values,
            updatedAt: sql`CASE WHEN (${profiles.email}, ${profiles.emailVerified}, ${profiles.name}) IS DISTINCT FROM (excluded.email, excluded.email_verified, excluded.name) THEN now() ELSE ${profiles.updatedAt} END`,
          },
        })
        .returning(),
    );
    if (!row) throw new Error('an upsert gave no row');
    return row;
  }

  /** Has the pool read again when the user comes next. */
  async markUnread(key: UserKey): Promise<void> {
    await this.database.run((queries) =>
      queries.update(profiles).set({ readInSession: null }).where(is(key)),
    );
  }

  /** Changes the members given, of a profile that is made when there is none. */
  async change(key: UserKey, changes: UpdateProfile): Promise<ProfileRow> {
    const [row] = await this.database.run((queries) =>
      queries
        .insert(profiles)
        .values({ ...key, ...changes })
        .onConflictDoUpdate({
          target: [profiles.poolId, profiles.sub],
          set: { ...changes, updatedAt: sql`now()` },
        })
        .returning(),
    );
    if (!row) throw new Error('an upsert gave no row');
    return row;
  }
}

function is({ poolId, sub }: UserKey) {
  return and(eq(profiles.poolId, poolId), eq(profiles.sub, sub));
}
