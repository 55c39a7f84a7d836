import { oneLookupAtATime } from '@gatehouse/auth-nest';
import {
  earlierSessionsKey,
  encodeRevocation,
  revocationChannel,
  revocationKey,
  type RevocationMessage,
} from '@gatehouse/contracts';
import { ValkeyConnection } from '@gatehouse/platform-nest/valkey';
import { type ValkeyLimits, valkeyLimits } from './revocation-limits.js';
import type { RevocationTarget } from './revocation-target.js';
import { storeScript } from './store-script.js';

/**
 * Valkey or Redis, which every gateway listens to: each revocation is published, and kept under a key of its own until
 * the last token concerned has expired, for gateways that connect later.
 */
export class ValkeyTarget implements RevocationTarget {
  readonly name = 'valkey';
  private readonly connection: ValkeyConnection;
  /** What a new connection reaches may have lost everything. */
  private connections = 0;

  constructor(
    url: string,
    private readonly limits: ValkeyLimits = valkeyLimits,
  ) {
    // Errors are reported by `send`; the client goes on connecting.
    this.connection = new ValkeyConnection({
      url,
      limits,
      lookup: oneLookupAtATime,
      disableOfflineQueue: true,
      onReady: () => (this.connections += 1),
    });
  }

  open(): void {
    this.connection.open();
  }

  async send(
    revocations: readonly RevocationMessage[],
    replaced: readonly RevocationMessage[] = [],
  ): Promise<string> {
    const { client, isReady } = this.connection;
    if (!isReady) throw new Error('not connected');
    const work = revocations.length > 0 ? this.store(revocations, replaced) : client.ping();
    await withinMilliseconds(this.limits.commandMilliseconds, work);
    return String(this.connections);
  }

  close(): Promise<void> {
    this.connection.close();
    return Promise.resolve();
  }

  private store(
    revocations: readonly RevocationMessage[],
    replaced: readonly RevocationMessage[],
  ): Promise<unknown> {
    const stored = new Set(revocations.map(revocationKey));
    const removed = replaced.map(revocationKey).filter((key) => !stored.has(key));
    return this.connection.client.eval(storeScript, {
      keys: [
        ...revocations.flatMap((one) => [revocationKey(one), earlierSessionsKey(one)]),
        ...removed,
      ],
      arguments: [
        revocationChannel,
        ...revocations.flatMap((one) => [encodeRevocation(one), String(one.expiresAt)]),
      ],
    });
  }
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
