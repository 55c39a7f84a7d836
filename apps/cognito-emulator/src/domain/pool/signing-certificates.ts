import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '@gatehouse/platform-core';
import { ownedByPool } from '../owners.js';
import { type Collection, put, type Store } from '../store.js';
import { selfSignedCertificate } from './certificate.js';
import { userPools } from './user-pool.js';

/** What a pool signs its SAML requests with. */
export interface SigningCertificate {
  readonly poolId: string;
  /** PEM. */
  readonly privateKey: string;
  /** DER in base64. */
  readonly certificate: string;
  readonly issuedAt: number;
}

export const signingCertificates: Collection<SigningCertificate> = {
  name: 'signingCertificates',
  keyOf: ({ poolId }) => poolId,
  owners: { pool: ownedByPool },
  indexes: {},
};

const year = 365 * 86_400_000;
const generate = promisify(generateKeyPair);

/** The certificates of every pool, made when first asked for: a new one each year, each good for ten. */
export class SigningCertificates {
  private readonly underway = new Map<string, Promise<SigningCertificate>>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  of(poolId: string): Promise<SigningCertificate> {
    const kept = this.store.get(signingCertificates, poolId);
    if (kept !== undefined && this.clock.nowMilliseconds() < kept.issuedAt + year)
      return Promise.resolve(kept);
    const started = this.underway.get(poolId);
    if (started !== undefined) return started;
    const issuing = this.issue(poolId).finally(() => this.underway.delete(poolId));
    this.underway.set(poolId, issuing);
    return issuing;
  }

  private async issue(poolId: string): Promise<SigningCertificate> {
    const { privateKey: key } = await generate('rsa', { modulusLength: 2048 });
    const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    const issuedAt = this.clock.nowMilliseconds();
    const validity = { from: issuedAt, until: issuedAt + 10 * year };
    const certificate = selfSignedCertificate(poolId, privateKey, validity).toString('base64');
    const made = { poolId, privateKey, certificate, issuedAt };
    // Whoever removed the pool meanwhile wants nothing of it left.
    if (this.store.get(userPools, poolId) !== undefined)
      await this.store.commit([put(signingCertificates, made)]);
    return made;
  }
}
