import { existsSync, readFileSync } from 'node:fs';
import type { SystemDescription } from './system-description.js';

/** A system as `start-built.mjs` prints it: without secrets, which are files in its directory. */
export type PrintedSystem = Omit<SystemDescription, 'users' | 'secrets'> & {
  readonly users: readonly { readonly email: string; readonly passwordFile: string }[];
};

/** Adds passwords and client secrets from the system's directory. */
export function withLocalSecrets({ users, ...system }: PrintedSystem): SystemDescription {
  const { localDirectory, pool } = system;
  const paths = Object.keys(pool.clients)
    .map((name) => [name, `${localDirectory}/secrets/${name}`] as const)
    // A public client has none.
    .filter(([, path]) => existsSync(path));
  return {
    ...system,
    users: users.map(({ passwordFile, ...user }) => ({ ...user, password: read(passwordFile) })),
    secrets: Object.fromEntries(paths.map(([name, path]) => [name, read(path)])),
  };
}

function read(path: string): string {
  return readFileSync(path, 'utf8').trim();
}
