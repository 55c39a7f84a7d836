import { withTransaction } from '@gatehouse/persistence';
import { and, eq, notInArray } from 'drizzle-orm';
import type { UserDatabase, UserKey } from '../profiles/profiles.repository.js';
import { passkeyNames } from './passkey-names.table.js';

/** The names that users have given their passkeys. All methods throw DatabaseUnavailableError and DatabaseError. */
export class PasskeyNamesRepository {
  constructor(private readonly database: UserDatabase) {}

  /** The names of a user's passkeys by the id of the passkey. */
  async of(key: UserKey): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.run((queries) =>
      queries.select().from(passkeyNames).where(isOf(key)),
    );
    return new Map(rows.map(({ credentialId, name }) => [credentialId, name]));
  }

  /**
   * Names a passkey, and forgets the names of those that are no more.
   *
   * @param existing the ids of all passkeys of the user
   */
  async set(
    { poolId, sub }: UserKey,
    { id: credentialId, name }: { readonly id: string; readonly name: string },
    existing: readonly string[],
  ): Promise<void> {
    await withTransaction(this.database, async (queries) => {
      const isGone = notInArray(passkeyNames.credentialId, [...existing]);
      await queries.delete(passkeyNames).where(and(isOf({ poolId, sub }), isGone));
      await queries
        .insert(passkeyNames)
        .values({ poolId, sub, credentialId, name })
        .onConflictDoUpdate({
          target: [passkeyNames.poolId, passkeyNames.sub, passkeyNames.credentialId],
          set: { name },
        });
    });
  }
}

function isOf({ poolId, sub }: UserKey) {
  return and(eq(passkeyNames.poolId, poolId), eq(passkeyNames.sub, sub));
}
