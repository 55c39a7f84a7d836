import type { ErasedUser } from '@gatehouse/contracts';
import { withTransaction } from '@gatehouse/persistence';
import { and, eq, lt, or, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { OrderDatabase } from '../orders/orders.repository.js';
import { orders } from '../orders/orders.table.js';
import { lockCustomer } from './customer-lock.js';
import { erasedUsers } from './erased-users.table.js';

/**
 * Anonymizes the orders of deleted users.
 *
 * All methods throw DatabaseUnavailableError and DatabaseError.
 */
export class AnonymizationRepository {
  constructor(private readonly database: OrderDatabase) {}

  /**
   * Replaces the user in all their orders by one pseudonym, and empties what can hold or verify personal data: notes, the
   * user's idempotency keys, and hashes of requests. Amounts, lines, states and times stay. Can be repeated.
   */
  async anonymize({ poolId, sub }: ErasedUser): Promise<void> {
    const pseudonym = newPseudonym();
    const isPlacer = eq(orders.ownerSub, sub);
    const isCustomer = eq(orders.customerId, sub);
    await withTransaction(this.database, async (queries) => {
      await lockCustomer(queries, { poolId, sub });
      await queries
        .insert(erasedUsers)
        .values({ poolId, sub })
        .onConflictDoUpdate({
          target: [erasedUsers.poolId, erasedUsers.sub],
          set: { erasedAt: sql`now()` },
        });
      await queries
        .update(orders)
        .set({
          ownerSub: sql`CASE WHEN ${isPlacer} THEN ${pseudonym} ELSE ${orders.ownerSub} END`,
          customerId: sql`CASE WHEN ${isCustomer} THEN ${pseudonym} ELSE ${orders.customerId} END`,
          idempotencyKey: sql`CASE WHEN ${isPlacer} THEN NULL ELSE ${orders.idempotencyKey} END`,
          note: null,
          requestHash: '',
        })
        .where(and(eq(orders.poolId, poolId), or(isPlacer, isCustomer)));
    });
  }

  /**
   * Forgets users who were erased more than an hour ago: no request that began before is in progress any more, and
   * user-service does not know these customers. Not a setting: gateways accept a Txn-Token for a minute.
   */
  async forgetOld(): Promise<void> {
    await this.database.run((queries) =>
      queries.delete(erasedUsers).where(lt(erasedUsers.erasedAt, sql`now() - interval '1 hour'`)),
    );
  }
}

/** Has the form of a user id of the contracts, and is not the `sub` of a user: Cognito's begin with a UUID. */
function newPseudonym(): string {
  return `deleted-${randomUUID()}`;
}
