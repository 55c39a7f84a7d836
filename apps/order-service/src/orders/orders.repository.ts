import { type Database, type Queries, withTransaction } from '@gatehouse/persistence';
import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { isErased } from '../erasures/customer-lock.js';
import type * as schema from '../schema.js';
import { UnknownCustomerError } from './errors.js';
import type { NewOrder } from './new-order.js';
import type { OrderPosition } from './order-cursor.js';
import { orderLines } from './order-lines.table.js';
import { orders } from './orders.table.js';

export type OrderDatabase = Database<typeof schema>;
type OrderQueries = Queries<typeof schema>;
type OrderRow = typeof orders.$inferSelect;
type LineRow = typeof orderLines.$inferSelect;
export type StoredOrder = OrderRow & { readonly lines: readonly LineRow[] };

/** What tells a request to place an order from others. */
export interface OrderRequest {
  readonly hash: string;
  readonly idempotencyKey?: string;
}

/** Who placed an order under which key. */
export interface PlacedUnderKey {
  readonly poolId: string;
  readonly ownerSub: string;
  readonly idempotencyKey: string;
}

/** Which orders a page shows. */
export interface OrderFilter {
  readonly poolId: string;
  /** Only orders this caller placed, or a machine placed for this user; absent: those of everyone. */
  readonly party?: { readonly ownerSub: string; readonly orCustomerId?: string };
  readonly customerId?: string;
  /** Only what comes after this one. */
  readonly after?: OrderPosition;
}

export class OrdersRepository {
  constructor(private readonly database: OrderDatabase) {}

  /**
   * Stores an order; undefined when its key has been used, maybe just now by the same request sent twice.
   *
   * @throws UnknownCustomerError when the customer's account was deleted since user-service was called
   */
  async insert(
    { lines, ...order }: NewOrder,
    { hash: requestHash, idempotencyKey }: OrderRequest,
  ): Promise<StoredOrder | undefined> {
    const customer = { poolId: order.poolId, sub: order.customerId };
    return withTransaction(this.database, async (queries) => {
      if (await isErased(queries, customer)) throw new UnknownCustomerError();
      const [row] = await queries
        .insert(orders)
        .values({ ...order, requestHash, idempotencyKey })
        .onConflictDoNothing({
          target: [orders.poolId, orders.ownerSub, orders.idempotencyKey],
        })
        .returning();
      if (!row) return undefined;
      const rows = lines.map((line, position) => ({ orderId: row.id, position, ...line }));
      await queries.insert(orderLines).values(rows);
      return { ...row, lines: rows };
    });
  }

  async findByKey(request: PlacedUnderKey): Promise<StoredOrder | undefined> {
    return this.one(
      and(
        eq(orders.poolId, request.poolId),
        eq(orders.ownerSub, request.ownerSub),
        eq(orders.idempotencyKey, request.idempotencyKey),
      ),
    );
  }

  async find(poolId: string, id: string): Promise<StoredOrder | undefined> {
    return this.one(and(eq(orders.poolId, poolId), eq(orders.id, id)));
  }

  /** The newest orders first; those of one moment by id, so that the sequence is the same every time. */
  async list(filter: OrderFilter, limit: number): Promise<readonly StoredOrder[]> {
    return this.database.run(async (queries) => {
      const rows = await queries
        .select()
        .from(orders)
        .where(conditionOf(filter))
        .orderBy(desc(orders.placedAt), desc(orders.id))
        .limit(limit);
      return withLines(queries, rows);
    });
  }

  /** Cancels an order that is still only placed; false when it isn't, or isn't this owner's. */
  async cancelPlaced(poolId: string, ownerSub: string, id: string): Promise<boolean> {
    const cancelled = await this.database.run((queries) =>
      queries
        .update(orders)
        .set({ state: 'cancelled', updatedAt: sql`now()` })
        .where(
          and(
            eq(orders.poolId, poolId),
            eq(orders.ownerSub, ownerSub),
            eq(orders.id, id),
            eq(orders.state, 'placed'),
          ),
        )
        .returning({ id: orders.id }),
    );
    return cancelled.length === 1;
  }

  private async one(condition: SQL | undefined): Promise<StoredOrder | undefined> {
    return this.database.run(async (queries) => {
      const rows = await queries.select().from(orders).where(condition).limit(1);
      return (await withLines(queries, rows))[0];
    });
  }
}

function conditionOf({ poolId, party, customerId, after }: OrderFilter): SQL | undefined {
  const own = party && eq(orders.ownerSub, party.ownerSub);
  const forThem = party?.orCustomerId && eq(orders.customerId, party.orCustomerId);
  return and(
    eq(orders.poolId, poolId),
    forThem ? or(own, forThem) : own,
    customerId === undefined ? undefined : eq(orders.customerId, customerId),
    after &&
      sql`(${orders.placedAt}, ${orders.id}) < (${after.placedAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
  );
}

async function withLines(
  queries: OrderQueries,
  rows: readonly OrderRow[],
): Promise<readonly StoredOrder[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const lines = await queries
    .select()
    .from(orderLines)
    .where(inArray(orderLines.orderId, ids))
    .orderBy(orderLines.orderId, orderLines.position);
  const byOrder = new Map(ids.map((id): [string, LineRow[]] => [id, []]));
  for (const line of lines) byOrder.get(line.orderId)?.push(line);
  return rows.map((row) => ({ ...row, lines: byOrder.get(row.id) ?? [] }));
}
