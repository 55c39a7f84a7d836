import { signingKeyOfFewPrimes } from './signing-key-of-few-primes.js';

const available: string[] = [];

/** Signing keys for an emulator. Emulators that run at the same time have different keys; later emulators reuse them. */
export class SharedSigningKeys {
  private readonly used: string[] = [];

  readonly create = async (): Promise<string> => {
    const key = available.pop() ?? (await signingKeyOfFewPrimes());
    this.used.push(key);
    return key;
  };

  /** Makes the keys available again, once the emulator is closed. */
  close(): void {
    available.push(...this.used.splice(0));
  }
}
