import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import { consolePath, NotHere, type Visit } from '../page.js';

export const poolPath = (poolId: string) => `${consolePath}/pools/${encodeURIComponent(poolId)}`;

export const secretsPath = ({ poolId, id }: UserPoolClient) =>
  `${poolPath(poolId)}/clients/${encodeURIComponent(id)}/secrets`;

export const usersPath = (poolId: string) => `${poolPath(poolId)}/users`;

export const userPath = (poolId: string, sub: string) =>
  `${usersPath(poolId)}/${encodeURIComponent(sub)}`;

/** The messages to a user, or to everybody in a pool. */
export function outboxPath(poolId: string, username?: string): string {
  const query = new URLSearchParams({ poolId, ...(username === undefined ? {} : { username }) });
  return `${consolePath}/outbox?${query.toString()}`;
}

/** The pool a page is about. @throws NotHere */
export function poolAt({ parts, at }: Visit): UserPool {
  const pool = parts.services.pools.find(at.poolId ?? '');
  if (pool === undefined) throw new NotHere('user pool');
  return pool;
}
