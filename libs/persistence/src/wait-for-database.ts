import type { Logger } from '@gatehouse/platform-core';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { translateConnectError } from './errors.js';

interface Waiting {
  readonly url: string;
  readonly startTimeoutSeconds?: number;
  readonly logger?: Logger;
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
  const { url, startTimeoutSeconds = 30, logger } = options;
  // pg would quote the URL, with its password, in the error.
  if (!URL.canParse(url)) throw new Error('The URL of the database is not a URL.');
  const deadline = Date.now() + startTimeoutSeconds * 1_000;
  let pauseMilliseconds = firstPauseMilliseconds;
  for (;;) {
    const error = await tryToConnect(url);
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

async function tryToConnect(url: string): Promise<Error | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
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
