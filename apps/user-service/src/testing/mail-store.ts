import { Resources } from '@gatehouse/test-kit';
import { mailPauses, mails } from '../mail/mails.table.js';
import { MailsRepository } from '../mail/mails.repository.js';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import { openUserDatabase } from './user-database.js';

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
    return resources.open(async () => {
      const opened = await openUserDatabase(resources, serverUrl, replicas);
      const repositories = opened.replicas.map((one) => new MailsRepository(one));
      return new MailStore(resources, opened.database, opened.url, repositories);
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
