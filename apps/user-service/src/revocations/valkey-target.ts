import { oneLookupAtATime } from '@gatehouse/auth-nest';
import {
  revocationChannel,
  revocationKeyPrefix,
  type RevocationMessage,
} from '@gatehouse/contracts';
import { createClient } from '@redis/client';
import type { RevocationTarget } from './revocation-target.js';
import { storeScript } from './store-script.js';

const connectMilliseconds = 1_000;
const commandMilliseconds = 900;
/** A connection that says nothing for so long, though it is asked each second, is dead. */
const silenceMilliseconds = 3_000;
const pingMilliseconds = 1_000;
const longestPauseMilliseconds = 2_000;

/**
 * Valkey or Redis, which every gateway listens to: each revocation is published, and kept under a key of its own until
 * the last token concerned has expired, for gateways that connect later.
 */
export class ValkeyTarget implements RevocationTarget {
  readonly name = 'valkey';
  private readonly client: ReturnType<typeof createClient>;
  /** What a new connection reaches may have lost everything. */
  private connections = 0;
  private isClosed = false;

  constructor(url: string) {
    this.client = createClient({
      url,
      disableOfflineQueue: true,
      pingInterval: pingMilliseconds,
      socket: {
        connectTimeout: connectMilliseconds,
        socketTimeout: silenceMilliseconds,
        lookup: oneLookupAtATime,
        reconnectStrategy: (attempt) => Math.min(50 * 2 ** attempt, longestPauseMilliseconds),
      },
    });
    // Whoever tells something learns of it; the client goes on connecting.
    this.client.on('error', () => undefined);
    this.client.on('ready', () => (this.connections += 1));
    // A client that is destroyed while it connects goes on to connect.
    this.client.on('connect', () => {
      if (this.isClosed) this.client.destroy();
    });
    this.client.connect().catch(() => undefined);
  }

  async send(
    revocations: readonly RevocationMessage[],
    replaced: readonly RevocationMessage[] = [],
  ): Promise<string> {
    if (!this.client.isReady) throw new Error('not connected');
    const work = revocations.length > 0 ? this.store(revocations, replaced) : this.client.ping();
    await withinMilliseconds(commandMilliseconds, work);
    return String(this.connections);
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.client.destroy();
    return Promise.resolve();
  }

  private store(
    revocations: readonly RevocationMessage[],
    replaced: readonly RevocationMessage[],
  ): Promise<unknown> {
    const stored = new Set(revocations.map(keyOf));
    const removed = replaced.map(keyOf).filter((key) => !stored.has(key));
    return this.client.eval(storeScript, {
      keys: [...revocations.flatMap((one) => [keyOf(one), earlierSessionsKeyOf(one)]), ...removed],
      arguments: [
        revocationChannel,
        ...revocations.flatMap((one) => [JSON.stringify(one), String(one.expiresAt)]),
      ],
    });
  }
}

function keyOf(revocation: RevocationMessage): string {
  const { kind, poolId } = revocation;
  const name = revocation.kind === 'session' ? revocation.originJti : revocation.subject;
  return `${revocationKeyPrefix}${kind}:${poolId}:${name}`;
}

/** Of a session without a known user this names a key that never exists. */
function earlierSessionsKeyOf({ poolId, subject = '' }: RevocationMessage): string {
  return `${revocationKeyPrefix}earlier_sessions:${poolId}:${subject}`;
}

/** The client waits for an answer for ever; whoever signs out doesn't. */
async function withinMilliseconds(limit: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), limit);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
