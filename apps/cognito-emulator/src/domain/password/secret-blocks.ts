import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Clock } from '@gatehouse/platform-core';
import { forgetOldest } from '../attempts.js';
import { incorrectUsernameOrPassword } from '../errors.js';
import type { KeyRing } from '../token/pool-keys.js';
import type { SignInProgress } from '../user/sign-in-progress.js';

/** What the server has to know of an SRP exchange once the client's proof comes. */
export interface SecretBlock {
  /** Made up for each exchange, so that its proof is taken once. */
  readonly id: string;
  readonly clientId: string;
  /** Whose password is to be proved; none while an app is not to learn that there is no such user. */
  readonly sub?: string | undefined;
  readonly userIdForSrp: string;
  /** Hexadecimal, as A and B were exchanged. */
  readonly clientPublic: string;
  readonly serverPublic: string;
  readonly serverSecret: string;
  readonly progress: SignInProgress;
  readonly expiresAt: number;
}

/** Not a setting: the oldest blocks are forgotten, so that callers cannot fill the memory. */
const mostUsedBlocks = 100_000;

/**
 * Puts the state of SRP exchanges into the SECRET_BLOCK that clients hand back, so that nothing is kept of those that
 * are never finished. Only the pool that made a block can read it, and nobody can change it.
 */
export class SecretBlocks {
  private readonly used = new Map<string, true>();

  constructor(
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @returns base64 */
  async seal(poolId: string, block: SecretBlock): Promise<string> {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', await this.keyOf(poolId), iv);
    const text = Buffer.concat([cipher.update(JSON.stringify(block)), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64');
  }

  /** What a block of the pool says; nothing for any other text, and for a block whose proof has been taken. */
  async open(poolId: string, text: string): Promise<SecretBlock | undefined> {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length <= 28) return undefined;
    const decipher = createDecipheriv(
      'aes-256-gcm',
      await this.keyOf(poolId),
      bytes.subarray(0, 12),
    ).setAuthTag(bytes.subarray(12, 28));
    try {
      const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
      const block = JSON.parse(plain.toString()) as SecretBlock;
      return this.used.has(block.id) ? undefined : block;
    } catch {
      return undefined;
    }
  }

  hasExpired({ expiresAt }: SecretBlock): boolean {
    return expiresAt <= this.clock.nowMilliseconds();
  }

  /**
   * Remembers that a block's proof was taken.
   * @throws NotAuthorizedException when it has been meanwhile.
   */
  use({ id }: SecretBlock): void {
    if (this.used.has(id)) throw incorrectUsernameOrPassword();
    this.used.set(id, true);
    forgetOldest(this.used, mostUsedBlocks);
  }

  private async keyOf(poolId: string): Promise<Buffer> {
    const { refresh } = await this.keys.of(poolId);
    return Buffer.from(hkdfSync('sha256', refresh, '', 'SRP secret block', 32));
  }
}
