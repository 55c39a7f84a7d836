import { createScratchDatabase } from '@gatehouse/local-database';
import { createDatabase, prepareSchema } from '@gatehouse/persistence';
import { Resources } from '@gatehouse/test-kit';
import { fileURLToPath } from 'node:url';
import { mailPauses, mails } from '../mail/mails.table.js';
import { MailsRepository } from '../mail/mails.repository.js';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import * as schema from '../schema.js';
import { userService } from '../user-service.js';

/** user-service's database with a queue of mail, and a repository for each replica. */
export class MailStore {
  private constructor(
    private readonly resources: Resources,
    readonly database: UserDatabase,
    /** The URL of the role that the service runs as. */
    readonly url: string,
    readonly repositories: readonly MailsRepository[],
  ) {}

  static async start(serverUrl: string, { replicas = 1 } = {}): Promise<MailStore> {
    const resources = new Resources();
    const scratch = await resources.add(createScratchDatabase(serverUrl), (one) => one.drop());
    const connect = () => resources.add(createDatabase({ url: scratch.runtimeUrl, schema }));
    return resources.open(async () => {
      const database = await connect();
      await prepareSchema(database, {
        migrationsFolder: fileURLToPath(userService.migrations),
        migrationUrl: scratch.url,
      });
      const databases = await Promise.all(Array.from({ length: replicas }, connect));
      const repositories = databases.map((one) => new MailsRepository(one));
      return new MailStore(resources, database, scratch.runtimeUrl, repositories);
    });
  }

  /** The rows of the queue. */
  rows() {
    return this.database.run((queries) => queries.select().from(mails));
  }

  /** The notices that are not repeated for a while. */
  pauses() {
    return this.database.run((queries) => queries.select().from(mailPauses));
  }

  async clear(): Promise<void> {
    await this.database.run((queries) => queries.delete(mails));
    await this.database.run((queries) => queries.delete(mailPauses));
  }

  close(): Promise<void> {
    return this.resources.close();
  }
}
