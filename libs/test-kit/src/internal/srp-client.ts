import {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  getDiffieHellman,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';

/** The 3072-bit group of RFC 5054 appendix A; its generator is 2. */
const prime = getDiffieHellman('modp15').getPrime();
const modulus = numberOf(prime);
const generator = 2n;
const multiplier = numberOf(hashOf(padded(modulus), padded(generator)));

/** What an SRP password is bound to. */
export interface SrpIdentity {
  /** The part of a pool's id after `_`, or the group key of a device. */
  readonly group: string;
  /** `USER_ID_FOR_SRP`, or the key of a device. */
  readonly name: string;
  readonly password: string;
}

/** The parameters of PASSWORD_VERIFIER and DEVICE_PASSWORD_VERIFIER that a proof answers. */
export interface SrpChallenge {
  /** In hexadecimal. */
  readonly SRP_B: string;
  /** In hexadecimal. */
  readonly SALT: string;
  /** In base64. */
  readonly SECRET_BLOCK: string;
}

/**
 * The client's half of SRP-6a with Cognito's key derivation, for users and devices. It shares no code with the
 * emulator, which it judges.
 */
export class SrpClient {
  /** `SRP_A`, in hexadecimal. */
  readonly publicValue: string;

  constructor(private readonly secret = numberOf(randomBytes(32))) {
    this.publicValue = powerOf(generator, secret).toString(16);
  }

  /** The 16 bytes that a proof is signed with. */
  sharedKey(identity: SrpIdentity, { SRP_B, SALT }: Omit<SrpChallenge, 'SECRET_BLOCK'>): Buffer {
    const serverPublic = BigInt(`0x${SRP_B}`);
    const scrambler = numberOf(
      hashOf(padded(BigInt(`0x${this.publicValue}`)), padded(serverPublic)),
    );
    const x = privateKeyOf(identity, SALT);
    const base = (serverPublic - multiplier * powerOf(generator, x)) % modulus;
    const common = powerOf((base + modulus) % modulus, this.secret + scrambler * x);
    const prk = createHmac('sha256', padded(scrambler)).update(padded(common)).digest();
    const info = 'Caldera Derived Key\u0001';
    return createHmac('sha256', prk).update(info).digest().subarray(0, 16);
  }

  /** The proof that answers a challenge. */
  claim(identity: SrpIdentity, challenge: SrpChallenge, now = new Date()) {
    const { group, name } = identity;
    const timestamp = timestampOf(now);
    const signature = createHmac('sha256', this.sharedKey(identity, challenge))
      .update(group + name)
      .update(Buffer.from(challenge.SECRET_BLOCK, 'base64'))
      .update(timestamp)
      .digest('base64');
    return {
      PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    };
  }
}

/**
 * What a server has to store to verify the password of an identity.
 *
 * @param salt in hexadecimal
 */
export const srpVerifier = (identity: SrpIdentity, salt: string): Buffer =>
  padded(powerOf(generator, privateKeyOf(identity, salt)));

/** A number as bytes that read as positive. */
export function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

/** base^exponent mod N, computed natively: it is RSA's operation on a message with the public key (N, exponent). */
export function powerOf(base: bigint, exponent: bigint): bigint {
  const e = padded(exponent).toString('base64url');
  const jwk = { kty: 'RSA', n: prime.toString('base64url'), e };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const message = Buffer.from(base.toString(16).padStart(prime.length * 2, '0'), 'hex');
  return numberOf(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, message));
}

/** RFC 5054 §2.4's `x`, with Cognito's identity. */
function privateKeyOf({ group, name, password }: SrpIdentity, salt: string): bigint {
  const inner = hashOf(Buffer.from(`${group}${name}:${password}`));
  return numberOf(hashOf(padded(BigInt(`0x${salt}`)), inner));
}

function hashOf(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** `Thu Nov 26 09:05:07 UTC 2026`: a day of one digit has no zero before it. */
function timestampOf(date: Date): string {
  const [weekday = '', day, month = '', year = '', time = ''] = date
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
