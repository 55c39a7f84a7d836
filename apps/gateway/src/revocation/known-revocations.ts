import { randomUUID } from 'node:crypto';
import { type RevocableToken, RevocationList, type Revocations } from '@gatehouse/auth-core';
import type { RevocationMessage } from '@gatehouse/contracts';
import type { OpenRequests } from './open-requests.js';

/** The revocations this gateway has been told of. They are kept in memory: another instance has to be told anew. */
export class KnownRevocations implements Revocations {
  readonly instance = randomUUID();
  /** Whether some were not taken because there are too many. */
  isFull = false;
  /** Whether user-service has found this gateway since it started. */
  isTold = false;
  private readonly list = new RevocationList();

  constructor(private readonly openRequests: OpenRequests) {}

  isRevoked(token: RevocableToken): boolean {
    return this.list.isRevoked(token);
  }

  /** @throws RevocationListFullError */
  add(revocations: readonly RevocationMessage[]): void {
    if (revocations.length === 0) return;
    try {
      for (const revocation of revocations) this.list.add(revocation);
      this.isFull = false;
    } catch (error) {
      this.isFull = true;
      throw error;
    } finally {
      this.openRequests.endRevoked(this.list);
    }
  }
}
