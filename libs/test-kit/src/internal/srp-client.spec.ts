import { createHash, createHmac, getDiffieHellman, randomBytes } from 'node:crypto';
import { padded, powerOf, SrpClient, srpVerifier } from './srp-client.js';

const modulus = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

/** base^exponent mod N by plain arithmetic. */
function plainPower(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

const randomNumber = (bytes: number) => BigInt(`0x${randomBytes(bytes).toString('hex')}`);
const digest = (...parts: readonly Buffer[]) =>
  BigInt(`0x${createHash('sha256').update(Buffer.concat(parts)).digest('hex')}`);

describe('powerOf', () => {
  it.each([
    ['a small odd exponent', 2n, 3n],
    ['a small even exponent', 2n, 6n],
    ['the exponent 1', 5n, 1n],
    ['a base with zeros in front', 1n, 12_345n],
    ['the largest base', modulus - 1n, 7n],
    ...Array.from({ length: 20 }, (_, index): [string, bigint, bigint] => [
      `random number ${index}`,
      randomNumber(383),
      randomNumber(index % 2 === 0 ? 32 : 96),
    ]),
  ])('equals plain arithmetic for %s', (_what, base, exponent) => {
    expect(powerOf(base, exponent)).toBe(plainPower(base, exponent));
  });
});

describe('SrpClient', () => {
  const identity = { group: 'AbCdEfGhI', name: 'ann', password: 'pass word' };
  const salt = '8f00aa';
  const verifier = BigInt(`0x${srpVerifier(identity, salt).toString('hex')}`);
  const serverSecret = randomNumber(32);
  const k = digest(padded(modulus), padded(2n));
  const serverPublic = (k * verifier + plainPower(2n, serverSecret)) % modulus;
  const challenge = {
    SRP_B: serverPublic.toString(16),
    SALT: salt,
    SECRET_BLOCK: Buffer.from('block').toString('base64'),
  };

  /** The key by the server's half of SRP-6a (RFC 5054 §2.6). */
  function serverKey(client: SrpClient): Buffer {
    const clientPublic = BigInt(`0x${client.publicValue}`);
    const u = digest(padded(clientPublic), padded(serverPublic));
    const common = plainPower((clientPublic * plainPower(verifier, u)) % modulus, serverSecret);
    const prk = createHmac('sha256', padded(u)).update(padded(common)).digest();
    const info = 'Caldera Derived Key\u0001';
    return createHmac('sha256', prk).update(info).digest().subarray(0, 16);
  }

  it('derives the key that the server derives', () => {
    const client = new SrpClient();
    expect(client.sharedKey(identity, challenge)).toEqual(serverKey(client));
  });

  it('derives another key from another password', () => {
    const client = new SrpClient();
    const other = { ...identity, password: 'another' };
    expect(client.sharedKey(other, challenge)).not.toEqual(serverKey(client));
  });

  it('signs group, name, secret block and timestamp', () => {
    const client = new SrpClient(5n);
    const now = new Date(Date.UTC(2026, 10, 6, 9, 5, 7));
    const TIMESTAMP = 'Fri Nov 6 09:05:07 UTC 2026';
    expect(client.claim(identity, challenge, now)).toEqual({
      PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: createHmac('sha256', serverKey(client))
        .update(`AbCdEfGhIannblock${TIMESTAMP}`)
        .digest('base64'),
      TIMESTAMP,
    });
  });
});
