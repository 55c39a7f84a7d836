import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Server } from './server.js';

/** What a server that is still starting answers with: nothing yet, or SQLSTATE cannot_connect_now. */
const notYet = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03']);
const startLimitMilliseconds = 30_000;

export interface SuperuserLogin {
  readonly port: number;
  readonly password: string;
  readonly database: string;
}

/**
 * Connects as superuser as soon as the server accepts connections.
 *
 * @returns the client, or undefined when the server ended instead.
 * @throws Error when it isn't there after 30 s, and whatever else the server answers.
 */
export async function connectAsSuperuser(
  server: Server,
  { port, password, database }: SuperuserLogin,
): Promise<pg.Client | undefined> {
  const deadline = Date.now() + startLimitMilliseconds;
  while (!server.hasEnded()) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password,
      database,
      connectionTimeoutMillis: 5_000,
    });
    // A server that goes away under the connection is reported by the next query.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!notYet.has((error as { code?: string }).code ?? '') || Date.now() > deadline)
        throw error;
    }
    await pause(20);
  }
  return undefined;
}
