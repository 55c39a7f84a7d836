import { setTimeout as pause } from 'node:timers/promises';
import { tryPort } from './free-port.js';
import { type Provision, provision } from './provision.js';
import { launchServer, type Server, type ServerSettings } from './server.js';
import { connectAsSuperuser } from './superuser.js';

/**
 * A server fails to start when another program was faster to take the free port found for it, or while the
 * backends of a killed predecessor are still ending: both pass by themselves.
 */
const attempts = 4;
const pauseMilliseconds = 250;

/** Launches a server (port 0: on a free port) and returns once its databases are there to be used. */
export async function startServer(
  settings: ServerSettings,
  wanted: Provision,
): Promise<{ readonly server: Server; readonly port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await tryPort(settings.port);
    const server = await launchServer({ ...settings, port });
    if (await isProvisioned(server, port, wanted)) return { server, port };
    if (attempt === attempts) {
      throw new Error(
        ['PostgreSQL ended while it was starting:', ...server.lastLines()].join('\n  '),
      );
    }
    await pause(pauseMilliseconds);
  }
}

/** False when the server ended first. */
async function isProvisioned(server: Server, port: number, wanted: Provision): Promise<boolean> {
  try {
    await provision(async (database) => {
      const login = { port, password: wanted.superuserPassword, database };
      const client = await connectAsSuperuser(server, login);
      if (client === undefined) throw new Error('PostgreSQL ended while it was starting.');
      return client;
    }, wanted);
    return true;
  } catch (error) {
    if (server.hasEnded()) return false;
    await server.stop(0);
    throw error;
  }
}
