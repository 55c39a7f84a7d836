import { randomBytes } from 'node:crypto';
import type { NewDevice, SignInChallenge } from '@gatehouse/contracts';
import { padded, SrpClient, srpVerifier } from '@gatehouse/test-kit/internal/srp-client';

type DeviceChallenge = Extract<SignInChallenge, { readonly challenge: 'device_srp' }>;

/** A device that keeps a random password for its user and proves it by SRP, as applications with a device key do. */
export class SigningDevice {
  private readonly password = randomBytes(40).toString('base64');
  private readonly salt = randomBytes(16).toString('hex');
  private readonly srp = new SrpClient();

  /** @param names the keys that a sign-in on this device has returned */
  constructor(private readonly names: NewDevice) {}

  get key(): string {
    return this.names.key;
  }

  /** What `POST /account/devices` registers it with. */
  get registration() {
    return {
      verifier: srpVerifier(this.identity, this.salt).toString('base64'),
      salt: padded(BigInt(`0x${this.salt}`)).toString('base64'),
    };
  }

  /** The public value of its proof, in hexadecimal. */
  get publicValue(): string {
    return this.srp.publicValue;
  }

  /** The response to a `device_srp` challenge, but for the session. */
  proof({ salt: SALT, srp_b: SRP_B, secret_block: SECRET_BLOCK }: DeviceChallenge) {
    const claim = this.srp.claim(this.identity, { SALT, SRP_B, SECRET_BLOCK });
    const { PASSWORD_CLAIM_SIGNATURE: signature, TIMESTAMP: timestamp } = claim;
    return { challenge: 'device_srp', signature, timestamp };
  }

  private get identity() {
    const { key: name, group_key: group } = this.names;
    return { group, name, password: this.password };
  }
}
