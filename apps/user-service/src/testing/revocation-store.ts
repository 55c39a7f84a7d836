import { Resources } from '@gatehouse/test-kit';
import { sql } from 'drizzle-orm';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import { RevocationsRepository } from '../revocations/revocations.repository.js';
import { revocations } from '../revocations/revocations.table.js';
import { openUserDatabase } from './user-database.js';

/** user-service's database, with as many connection pools as there are replicas. */
export class RevocationStore {
  private constructor(
    private readonly resources: Resources,
    private readonly database: UserDatabase,
    /** One for each replica. */
    readonly repositories: readonly RevocationsRepository[],
  ) {}

  static async start(serverUrl: string, { replicas = 1 } = {}): Promise<RevocationStore> {
    const resources = new Resources();
    return resources.open(async () => {
      const opened = await openUserDatabase(resources, serverUrl, replicas);
      const repositories = opened.replicas.map((one) => new RevocationsRepository(one));
      return new RevocationStore(resources, opened.database, repositories);
    });
  }

  async rows() {
    return this.database.run((queries) => queries.select().from(revocations));
  }

  /** A session as user-service stored it before it recorded users. */
  async addWithoutUser(poolId: string, originJti: string): Promise<void> {
    await this.database.run((queries) =>
      queries.execute(sql`INSERT INTO revocations (kind, pool_id, origin_jti, expires_at)
        VALUES ('session', ${poolId}, ${originJti}, now() + interval '1 day')`),
    );
  }

  async clear(): Promise<void> {
    await this.database.run((queries) => queries.delete(revocations));
  }

  close(): Promise<void> {
    return this.resources.close();
  }
}
