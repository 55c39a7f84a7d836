import type { Database } from '@gatehouse/persistence';
import { profiles } from '../profiles/profiles.table.js';
import type * as schema from '../schema.js';

/** A profile in which every member that can be shown or withheld has a value. */
export interface FullProfile {
  readonly poolId: string;
  readonly sub: string;
  readonly email: string;
  readonly displayName: string;
  readonly locale: string;
}

/** Stores a profile as sign-up and its owner would have left it. */
export async function storeProfile(
  database: Database<typeof schema>,
  profile: FullProfile,
): Promise<void> {
  await database.run((queries) => queries.insert(profiles).values(profile));
}
