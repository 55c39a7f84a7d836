import { randomUUID } from 'node:crypto';
import {
  type RevocableToken,
  RevocationList,
  type Revocations,
  systemClock,
} from '@gatehouse/auth-core';
import { revocationCapacity, type RevocationMessage } from '@gatehouse/contracts';
import type { OpenRequests } from './open-requests.js';

/** The revocations this gateway has been told of. They are kept in memory: another instance has to be told anew. */
export class KnownRevocations implements Revocations {
  readonly instance = randomUUID();
  /** Whether user-service has sent everything that was in force, since this gateway started. */
  isComplete = false;

  constructor(
    private readonly openRequests: OpenRequests,
    private readonly list = new RevocationList(systemClock, { maxRevocations: revocationCapacity }),
  ) {}

  isRevoked(token: RevocableToken): boolean {
    return this.list.isRevoked(token);
  }

  /** Whether the next revocation has to be rejected, until others have expired or were replaced. */
  get isFull(): boolean {
    return !this.list.hasRoom();
  }

  /**
   * Adds all revocations that fit: one that does not may be followed by one that replaces others and makes room.
   *
   * @throws RevocationListFullError when at least one did not fit
   */
  add(revocations: readonly RevocationMessage[]): void {
    if (revocations.length === 0) return;
    const errors = revocations.flatMap((revocation) => {
      try {
        this.list.add(revocation);
        return [];
      } catch (error) {
        return [error];
      }
    });
    this.openRequests.endRevoked(this.list);
    if (errors.length > 0) throw errors[0];
  }
}
