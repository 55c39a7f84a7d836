import { randomBytes } from 'node:crypto';
import { padded, SrpClient, srpVerifier } from '@gatehouse/test-kit/internal/srp-client';

/** A day of one digit is the form of a timestamp that is easiest to get wrong. */
const now = new Date(Date.UTC(2026, 10, 6, 9, 5, 7));

export interface DeviceMetadata {
  readonly DeviceKey: string;
  readonly DeviceGroupKey: string;
}

/** The device's half of device authentication. */
export class DeviceClient {
  private readonly password = randomBytes(40).toString('base64');
  private readonly salt = randomBytes(16).toString('hex');
  private readonly srp = new SrpClient();

  constructor(readonly metadata: DeviceMetadata) {}

  /** What ConfirmDevice wants to know. */
  get verifierConfig() {
    const verifier = srpVerifier(this.identity, this.salt);
    return {
      PasswordVerifier: verifier.toString('base64'),
      Salt: padded(BigInt(`0x${this.salt}`)).toString('base64'),
    };
  }

  /** A, in hexadecimal. */
  get publicValue(): string {
    return this.srp.publicValue;
  }

  /** The proof that answers a DEVICE_PASSWORD_VERIFIER challenge. */
  claim({ SRP_B = '', SECRET_BLOCK = '' }: Readonly<Record<string, string>>) {
    const challenge = { SRP_B, SECRET_BLOCK, SALT: this.salt };
    return {
      DEVICE_KEY: this.metadata.DeviceKey,
      ...this.srp.claim(this.identity, challenge, now),
    };
  }

  private get identity() {
    const { DeviceKey: name, DeviceGroupKey: group } = this.metadata;
    return { group, name, password: this.password };
  }
}
