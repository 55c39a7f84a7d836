import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import { type Collection, put, type Store } from '../store.js';

/** A pool's keys as they are kept: the first of each list signs, the others are still published. */
interface PoolKeys {
  readonly poolId: string;
  readonly access: readonly string[];
  readonly id: readonly string[];
  /** Encrypts refresh tokens: 32 bytes in base64. */
  readonly refresh: string;
}

export const poolKeys: Collection<PoolKeys> = {
  name: 'poolKeys',
  keyOf: (keys) => keys.poolId,
  indexes: {},
};

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface LoadedKeys {
  readonly access: readonly SigningKey[];
  readonly id: readonly SigningKey[];
  readonly refresh: Buffer;
}

/** The keys of every pool, made when first asked for and kept from then on. */
export class KeyRing {
  private readonly loaded = new Map<string, Promise<LoadedKeys>>();

  constructor(private readonly store: Store) {}

  /** Access and ID tokens have a key each (developer guide, "Verifying JSON web tokens"). */
  of(poolId: string): Promise<LoadedKeys> {
    const known = this.loaded.get(poolId);
    if (known !== undefined) return known;
    const loading = this.load(poolId);
    this.loaded.set(poolId, loading);
    loading.catch(() => this.loaded.delete(poolId));
    return loading;
  }

  private async load(poolId: string): Promise<LoadedKeys> {
    const kept = this.store.get(poolKeys, poolId) ?? (await this.generate(poolId));
    return {
      access: kept.access.map(signingKey),
      id: kept.id.map(signingKey),
      refresh: Buffer.from(kept.refresh, 'base64'),
    };
  }

  private async generate(poolId: string): Promise<PoolKeys> {
    const [access, id] = await Promise.all([newPrivateKey(), newPrivateKey()]);
    const refresh = randomBytes(32).toString('base64');
    const keys = { poolId, access: [access], id: [id], refresh };
    await this.store.commit([put(poolKeys, keys)]);
    return keys;
  }
}

const generate = promisify(generateKeyPair);

async function newPrivateKey(): Promise<string> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function signingKey(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { kid: createHash('sha256').update(spki).digest('base64'), privateKey, publicKey };
}
