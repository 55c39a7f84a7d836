import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';

/** The system user that PostgreSQL runs as. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. For root this is the owner of the data directory when there is one, else
 * the user `postgres`, made when missing, else `nobody`. Anyone else runs it as themselves: undefined.
 *
 * @throws Error when no usable user exists.
 */
export function serverAccount(dataDirectory: string): ServerAccount | undefined {
  if (process.getuid?.() !== 0) {
    requirePasswdEntry();
    return undefined;
  }
  const account =
    ownerOf(dataDirectory) ?? accountNamed('postgres') ?? madeAccount() ?? accountNamed('nobody');
  if (account !== undefined) return account;
  throw new Error(
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.',
  );
}

function ownerOf(path: string): ServerAccount | undefined {
  const owner = statSync(path, { throwIfNoEntry: false });
  return owner === undefined || owner.uid === 0 ? undefined : { uid: owner.uid, gid: owner.gid };
}

function madeAccount(): ServerAccount | undefined {
  try {
    const details = [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
    ];
    execFileSync('useradd', [...details, 'postgres'], { stdio: 'ignore' });
  } catch {
    // There may be no useradd here, or another process made the user first: the next line tells.
  }
  return accountNamed('postgres');
}

/** Reads passwd(5) itself: `id` and `getent` are missing in small images. */
function accountNamed(name: string): ServerAccount | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [uid, gid] = (line ?? '').split(':').slice(2, 4).map(Number);
  return uid !== undefined && gid !== undefined && uid > 0 ? { uid, gid } : undefined;
}

function requirePasswdEntry(): void {
  try {
    userInfo();
  } catch {
    throw new Error(
      `PostgreSQL needs a named user, and user id ${String(process.getuid?.())} has no entry in /etc/passwd.`,
    );
  }
}
