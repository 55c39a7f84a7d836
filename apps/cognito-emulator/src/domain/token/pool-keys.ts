import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '@gatehouse/platform-core';
import { ownedByPool } from '../owners.js';
import { type Collection, put, type Store } from '../store.js';

/** A pool's keys as they are kept, in PEM. */
interface PoolKeys {
  readonly poolId: string;
  /** The key that signs access tokens. */
  readonly access: readonly [string];
  /** The key that signs ID tokens. */
  readonly id: readonly [string];
  /** Keys that sign no more and are still published. */
  readonly retired?: readonly RetiredKeys[] | undefined;
  /** Encrypts refresh tokens: 32 bytes in base64. */
  readonly refresh: string;
  /** Since when its keys sign; not known of keys that an emulator before this one made. */
  readonly since?: number | undefined;
}

interface RetiredKeys {
  readonly access: string;
  readonly id: string;
  readonly publishedUntil: number;
  readonly since?: number | undefined;
}

export const poolKeys: Collection<PoolKeys> = {
  name: 'poolKeys',
  keyOf: (keys) => keys.poolId,
  owners: { pool: ownedByPool },
  indexes: {},
};

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** When a key that signs no more leaves the JWKS; from then on the pool itself takes no token of it either. */
  readonly publishedUntil?: number | undefined;
  readonly since?: number | undefined;
}

/** The keys of a pool that are published; the first of each list signs. */
export interface LoadedKeys {
  readonly access: readonly SigningKey[];
  readonly id: readonly SigningKey[];
  readonly refresh: Buffer;
}

/** The keys of every pool, made when first asked for and kept from then on. */
export class KeyRing {
  private readonly loaded = new WeakMap<PoolKeys, LoadedKeys>();
  private readonly underway = new Map<string, Promise<PoolKeys>>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly createSigningKey = newSigningKey,
  ) {}

  /** Access and ID tokens have a key each (developer guide, "Verifying JSON web tokens"). */
  async of(poolId: string): Promise<LoadedKeys> {
    const { access, id, refresh } = this.load(await this.kept(poolId));
    const now = this.clock.nowMilliseconds();
    const isPublished = ({ publishedUntil = Infinity }: SigningKey) => now < publishedUntil;
    return { access: access.filter(isPublished), id: id.filter(isPublished), refresh };
  }

  /**
   * Signs with new keys from now on. Those so far stay published for the overlap, or leave at once when it is 0.
   * Refresh tokens aren't signed and go on working.
   */
  async rotate(poolId: string, overlapSeconds: number): Promise<void> {
    await this.kept(poolId);
    const [access, id] = await Promise.all([this.createSigningKey(), this.createSigningKey()]);
    const kept = this.store.get(poolKeys, poolId);
    // Whoever removed the pool meanwhile removed its keys.
    if (kept === undefined) return;
    const now = this.clock.nowMilliseconds();
    const retired = retiredKeys(kept, now, now + overlapSeconds * 1_000);
    await this.store.commit([
      put(poolKeys, { ...kept, access: [access], id: [id], retired, since: now }),
    ]);
  }

  private async kept(poolId: string): Promise<PoolKeys> {
    return this.store.get(poolKeys, poolId) ?? this.generateOnce(poolId);
  }

  private load(kept: PoolKeys): LoadedKeys {
    const known = this.loaded.get(kept);
    if (known !== undefined) return known;
    const keys = loadedKeys(kept);
    this.loaded.set(kept, keys);
    return keys;
  }

  private generateOnce(poolId: string): Promise<PoolKeys> {
    const started = this.underway.get(poolId);
    if (started !== undefined) return started;
    const generating = this.generate(poolId).finally(() => this.underway.delete(poolId));
    this.underway.set(poolId, generating);
    return generating;
  }

  private async generate(poolId: string): Promise<PoolKeys> {
    const [access, id] = await Promise.all([this.createSigningKey(), this.createSigningKey()]);
    const known = this.store.get(poolKeys, poolId);
    if (known !== undefined) return known;
    const refresh = randomBytes(32).toString('base64');
    const since = this.clock.nowMilliseconds();
    const keys = { poolId, access: [access], id: [id], refresh, since } as const;
    await this.store.commit([put(poolKeys, keys)]);
    return keys;
  }
}

/** What is published beside new keys: the keys so far and those retired before, none longer than the overlap. */
function retiredKeys(kept: PoolKeys, now: number, overlapEnd: number): readonly RetiredKeys[] {
  const { access, id, since } = kept;
  const latest = { access: access[0], id: id[0], since, publishedUntil: overlapEnd };
  return [latest, ...(kept.retired ?? [])]
    .map((keys) => ({ ...keys, publishedUntil: Math.min(keys.publishedUntil, overlapEnd) }))
    .filter(({ publishedUntil }) => publishedUntil > now);
}

function loadedKeys({ access, id, since, retired = [], refresh }: PoolKeys): LoadedKeys {
  const keysOf = (kind: 'access' | 'id', [latest]: readonly [string]) => [
    { ...signingKey(latest), since },
    ...retired.map((keys) => ({
      ...signingKey(keys[kind]),
      publishedUntil: keys.publishedUntil,
      since: keys.since,
    })),
  ];
  return {
    access: keysOf('access', access),
    id: keysOf('id', id),
    refresh: Buffer.from(refresh, 'base64'),
  };
}

const generate = promisify(generateKeyPair);

/** @returns an RSA private key of 2048 bits in PEM */
export async function newSigningKey(): Promise<string> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function signingKey(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { kid: createHash('sha256').update(spki).digest('base64'), privateKey, publicKey };
}
