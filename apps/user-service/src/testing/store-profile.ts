import type { Database } from '@gatehouse/persistence';
import { profiles } from '../profiles/profiles.table.js';
import type * as schema from '../schema.js';
import type { FakePool } from './fake-pool.js';

/** A profile in which every member that can be shown or withheld has a value. */
export interface FullProfile {
  readonly poolId: string;
  readonly sub: string;
  readonly email: string;
  readonly displayName: string;
  readonly locale: string;
}

/** Stores a profile as its owner would have left it, and has the pool know the user. */
export async function storeProfile(
  database: Database<typeof schema>,
  pool: FakePool,
  profile: FullProfile,
): Promise<void> {
  const { sub, email } = profile;
  if (profile.poolId === pool.id) pool.put(sub, { email, email_verified: 'true' });
  const values = { ...profile, emailVerified: true };
  await database.run((queries) => queries.insert(profiles).values(values));
}
