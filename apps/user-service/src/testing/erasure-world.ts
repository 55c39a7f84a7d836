import { Resources } from '@gatehouse/test-kit';
import type { AdminGetUserCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { ErasureLimits } from '../erasures/erasure-settings.js';
import type { DeletedAccount, ErasureParts } from '../erasures/erasure-steps.js';
import { ErasureWorker } from '../erasures/erasure-worker.js';
import { ErasuresRepository, type ErasureUser } from '../erasures/erasures.repository.js';
import { erasures } from '../erasures/erasures.table.js';
import { IdentityProviderRefusal } from '../identity-provider/errors.js';
import { passkeyNames } from '../passkeys/passkey-names.table.js';
import type { UserDatabase } from '../profiles/profiles.repository.js';
import { profiles } from '../profiles/profiles.table.js';
import { sessions } from '../sessions/sessions.table.js';
import { openUserDatabase } from './user-database.js';

export const poolId = 'eu-west-1_TestPool1';
export const service = 'order-service';

type Work = (...values: never[]) => Promise<unknown>;

/** Where a process ends: before or after a step has taken effect. */
export interface Crash {
  readonly step: string;
  readonly moment: 'before' | 'after';
}

/** Workers over one database and one pool of users in memory, which end at a step that the test chooses. */
export class ErasureWorld {
  /** The users of the pool, by `sub`. */
  readonly users = new Map<string, { readonly email: string; isEnabled: boolean }>();
  readonly notices: DeletedAccount[] = [];
  /** Every step that took effect, in sequence. */
  readonly steps: string[] = [];

  private constructor(
    private readonly resources: Resources,
    private readonly databases: readonly [UserDatabase, UserDatabase],
  ) {}

  static start(serverUrl: string): Promise<ErasureWorld> {
    const resources = new Resources();
    return resources.open(async () => {
      const { database, replicas } = await openUserDatabase(resources, serverUrl, 1);
      const [replica = database] = replicas;
      return new ErasureWorld(resources, [database, replica]);
    });
  }

  close(): Promise<void> {
    return this.resources.close();
  }

  /** A user with an account, about whom this service stores something in every table of users. */
  async newUser(pool = poolId): Promise<ErasureUser> {
    const sub = randomUUID();
    if (pool === poolId) this.users.set(sub, { email: `${sub}@example.com`, isEnabled: true });
    await this.storeData({ poolId: pool, sub });
    return { poolId: pool, sub, username: sub };
  }

  async storeData({ poolId, sub }: Pick<ErasureUser, 'poolId' | 'sub'>): Promise<void> {
    const row = { poolId, sub, email: `${sub}@example.com`, displayName: 'Ada' };
    await this.database.run((queries) => queries.insert(profiles).values(row));
    const session = { startedAt: new Date(0), expiresAt: new Date(), originJti: randomUUID() };
    await this.database.run((queries) =>
      queries.insert(sessions).values({ poolId, sub, ...session }),
    );
    const named = { credentialId: randomUUID(), name: 'Phone' };
    await this.database.run((queries) =>
      queries.insert(passkeyNames).values({ poolId, sub, ...named }),
    );
  }

  /** The worker of one of two instances. By default nothing has to wait, so that a test repeats steps at once. */
  worker(
    crash?: Crash,
    { replica = 0, limits = {} }: { replica?: number; limits?: Partial<ErasureLimits> } = {},
  ): ErasureWorker {
    const wrap = crashing(crash, this.steps);
    return new ErasureWorker(this.parts(wrap, replica), {
      batch: 1,
      leaseMilliseconds: 0,
      retryMilliseconds: 0,
      ...limits,
    });
  }

  repository(replica = 0): ErasuresRepository {
    return new ErasuresRepository(this.databases[replica] ?? this.database, [service]);
  }

  /** Makes every erasure due, as if the time had passed. */
  async letTimePass(): Promise<void> {
    await this.database.run((queries) => queries.update(erasures).set({ dueAt: new Date(0) }));
  }

  async setRequestedAt(requestedAt: Date): Promise<void> {
    await this.database.run((queries) => queries.update(erasures).set({ requestedAt }));
  }

  async rows() {
    return this.database.run((queries) => queries.select().from(erasures));
  }

  /** What is left of a user. */
  async rest({ poolId, sub }: ErasureUser) {
    const counts = [profiles, sessions, passkeyNames].map((table) =>
      this.database.run((queries) =>
        queries.$count(table, and(eq(table.poolId, poolId), eq(table.sub, sub))),
      ),
    );
    const hasData = (await Promise.all(counts)).some((count) => count > 0);
    const isErasing = (await this.rows()).some((row) => row.sub === sub && row.poolId === poolId);
    return { hasData, isErasing, hasAccount: this.users.has(sub) };
  }

  async clear(): Promise<void> {
    await this.database.run((queries) => queries.delete(erasures));
    for (const table of [profiles, sessions, passkeyNames]) {
      await this.database.run((queries) => queries.delete(table));
    }
    this.users.clear();
    this.notices.length = 0;
    this.steps.length = 0;
  }

  private get database(): UserDatabase {
    return this.databases[0];
  }

  private parts(wrap: <Step extends Work>(name: string, work: Step) => Step, replica: number) {
    const repository = this.repository(replica);
    const names = [
      'markSessionsEnded',
      'markUserDeleted',
      'removeData',
      'remove',
      'postpone',
      'request',
    ] as const;
    for (const name of names) {
      const work = repository[name].bind(repository) as Work;
      Object.assign(repository, { [name]: wrap(name, work) });
    }
    const parts: ErasureParts = {
      erasures: repository,
      directory: {
        poolId,
        find: wrap('find', ({ sub }) => this.find(sub)),
        remove: wrap('removeUser', async ({ sub }) => {
          await this.find(sub);
          this.users.delete(sub);
        }),
      },
      signOuts: { disableForDeletion: wrap('disable', ({ sub }) => this.disable(sub)) },
      onDeleted: wrap('notice', (account) => {
        this.notices.push(account);
        return Promise.resolve();
      }),
    };
    return parts;
  }

  private disable(sub: string): Promise<void> {
    const user = this.users.get(sub);
    if (user) user.isEnabled = false;
    return Promise.resolve();
  }

  private find(sub: string): Promise<AdminGetUserCommandOutput> {
    const user = this.users.get(sub);
    if (!user) {
      const gone = new IdentityProviderRefusal('not_found', 'user_not_found', 'No such user.');
      return Promise.reject(gone);
    }
    const UserAttributes = [
      { Name: 'sub', Value: sub },
      { Name: 'email', Value: user.email },
      { Name: 'email_verified', Value: 'true' },
    ];
    return Promise.resolve({ $metadata: {}, Username: sub, UserAttributes });
  }
}

/** From the crash on, no step has an effect: the process has ended. */
function crashing(crash: Crash | undefined, steps: string[]) {
  let hasEnded = false;
  return <Step extends Work>(name: string, work: Step): Step => {
    const step = async (...values: Parameters<Step>): Promise<unknown> => {
      if (name === crash?.step && crash.moment === 'before') hasEnded = true;
      if (hasEnded) throw new Error('the process has ended');
      const result = await work(...values);
      steps.push(name);
      if (name !== crash?.step) return result;
      hasEnded = true;
      throw new Error('the process has ended');
    };
    return step as Step;
  };
}
