import type { Logger } from '@gatehouse/platform-core';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseLimits } from './database-limits.js';
import { translateConnectError } from './errors.js';

interface Waiting {
  readonly url: string;
  readonly limits: Pick<DatabaseLimits, 'startTimeoutSeconds' | 'connectionTimeoutSeconds'>;
  readonly logger: Logger | undefined;
}

const firstPauseMilliseconds = 50;
const longestPauseMilliseconds = 250;

/**
 * Tries to connect until it works. A refusal is tried again too: a database server may take connections before
 * whoever sets it up has made the role and the database.
 *
 * @throws DatabaseUnavailableError or DatabaseError, that of the last attempt, when the time is over.
 */
export async function waitForDatabase(options: Waiting): Promise<void> {
  const { url, limits, logger } = options;
  // pg would quote the URL, with its password, in the error.
  if (!URL.canParse(url)) throw new Error('The URL of the database is not a URL.');
  const deadline = Date.now() + limits.startTimeoutSeconds * 1_000;
  let pauseMilliseconds = firstPauseMilliseconds;
  for (;;) {
    const error = await tryToConnect(url, limits.connectionTimeoutSeconds * 1_000);
    if (error === undefined) return;
    if (Date.now() + pauseMilliseconds > deadline) throw error;
    await pause(pauseMilliseconds);
    if (pauseMilliseconds === longestPauseMilliseconds) continue;
    pauseMilliseconds = Math.min(pauseMilliseconds * 2, longestPauseMilliseconds);
    if (pauseMilliseconds === longestPauseMilliseconds) {
      logger?.warn({ reason: error.message }, 'waiting for the database');
    }
  }
}

async function tryToConnect(
  url: string,
  connectionTimeoutMillis: number,
): Promise<Error | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return translateConnectError(error) as Error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
