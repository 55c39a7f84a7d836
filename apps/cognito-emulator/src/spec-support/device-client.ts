import { createHash, createHmac, getDiffieHellman, randomBytes } from 'node:crypto';

/** The device's half of device authentication, written with plain arithmetic apart from the emulator's own. */
const prime = numberOf(getDiffieHellman('modp15').getPrime());
const generator = 2n;
const multiplier = hashed(padded(prime), padded(generator));

export interface DeviceMetadata {
  readonly DeviceKey: string;
  readonly DeviceGroupKey: string;
}

export class DeviceClient {
  private readonly password = randomBytes(40).toString('base64');
  private readonly salt = randomBytes(16);
  private readonly secret = numberOf(randomBytes(32));

  constructor(readonly metadata: DeviceMetadata) {}

  /** What ConfirmDevice wants to know. */
  get verifierConfig() {
    const verifier = power(generator, this.hashedPassword(), prime);
    return {
      PasswordVerifier: padded(verifier).toString('base64'),
      Salt: padded(numberOf(this.salt)).toString('base64'),
    };
  }

  /** A, in hexadecimal. */
  get publicValue(): string {
    return power(generator, this.secret, prime).toString(16);
  }

  /** The proof that answers a DEVICE_PASSWORD_VERIFIER challenge. */
  claim({ SRP_B: theirs = '', SECRET_BLOCK: block = '' }: Readonly<Record<string, string>>) {
    const { DeviceKey, DeviceGroupKey } = this.metadata;
    const serverPublic = BigInt(`0x${theirs}`);
    const scrambler = hashed(padded(BigInt(`0x${this.publicValue}`)), padded(serverPublic));
    const x = this.hashedPassword();
    const base = (serverPublic - ((multiplier * power(generator, x, prime)) % prime)) % prime;
    const common = power((base + prime) % prime, this.secret + scrambler * x, prime);
    const prk = createHmac('sha256', padded(scrambler)).update(padded(common)).digest();
    const key = createHmac('sha256', prk).update('Caldera Derived Key\u0001').digest();
    const timestamp = 'Thu Nov 26 09:05:07 UTC 2026';
    const signature = createHmac('sha256', key.subarray(0, 16))
      .update(DeviceGroupKey + DeviceKey)
      .update(Buffer.from(block, 'base64'))
      .update(timestamp)
      .digest('base64');
    return {
      DEVICE_KEY: DeviceKey,
      PASSWORD_CLAIM_SECRET_BLOCK: block,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    };
  }

  private hashedPassword(): bigint {
    const { DeviceKey, DeviceGroupKey } = this.metadata;
    const inner = createHash('sha256')
      .update(`${DeviceGroupKey}${DeviceKey}:${this.password}`)
      .digest();
    return hashed(padded(numberOf(this.salt)), inner);
  }
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function padded(number: bigint): Buffer {
  const hex = number.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function hashed(...parts: readonly Buffer[]): bigint {
  return numberOf(createHash('sha256').update(Buffer.concat(parts)).digest());
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}
