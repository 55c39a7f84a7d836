import type { Queries } from '@gatehouse/persistence';
import { and, eq, sql } from 'drizzle-orm';
import type * as schema from '../schema.js';
import { erasedUsers } from './erased-users.table.js';

type OrderQueries = Queries<typeof schema>;

interface Customer {
  readonly poolId: string;
  readonly sub: string;
}

const lockOf = ({ poolId, sub }: Customer) => `customer ${poolId} ${sub}`;

/** Waits for orders that are being stored for the customer, and keeps others waiting until the transaction ends. */
export async function lockCustomer(queries: OrderQueries, customer: Customer): Promise<void> {
  const lock = lockOf(customer);
  await queries.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
}

/**
 * Whether the customer's orders have been anonymized. Until the transaction ends, they are not. The lock is taken by a
 * statement of its own: the next one sees what was committed while this one waited.
 */
export async function isErased(queries: OrderQueries, customer: Customer): Promise<boolean> {
  const lock = lockOf(customer);
  await queries.execute(sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${lock}, 0))`);
  const { poolId, sub } = customer;
  const rows = await queries
    .select({ sub: erasedUsers.sub })
    .from(erasedUsers)
    .where(and(eq(erasedUsers.poolId, poolId), eq(erasedUsers.sub, sub)));
  return rows.length > 0;
}
