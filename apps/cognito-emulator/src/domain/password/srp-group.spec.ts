import { createHash, getDiffieHellman } from 'node:crypto';
import { srpVerifier } from './srp-group.js';

const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

const sha256 = (...parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

describe('srpVerifier', () => {
  const identity = { poolId: 'eu-west-1_AbCdEfGhI', username: 'ann' };

  // A salt whose first bit is set is padded with a zero byte, one whose first digit is small is not.
  it.each([
    ['7f00112233445566778899aabbccddee', '7f00112233445566778899aabbccddee'],
    ['8f00112233445566778899aabbccddee', '008f00112233445566778899aabbccddee'],
    ['00112233445566778899aabbccddeeff', '00112233445566778899aabbccddeeff'],
    ['f00112233445566778899aabbccddee', '0f00112233445566778899aabbccddee'],
  ])('is g^x for the salt %s', (salt, padded) => {
    const inner = sha256('AbCdEfGhIann:pass word');
    const x = BigInt(`0x${sha256(Buffer.from(padded, 'hex'), inner).toString('hex')}`);
    const verifier = srpVerifier(identity, salt, 'pass word');
    expect(BigInt(`0x${verifier}`)).toBe(power(2n, x));
  });

  it('is right also where a number begins with zeros', () => {
    const exponentOf = (password: string) =>
      sha256(Buffer.from('01', 'hex'), sha256(`AbCdEfGhIann:${password}`)).toString('hex');
    const passwords = Array.from({ length: 1_500 }, (_, number) => `password ${number}`);
    const smallExponent = passwords.filter((password) => exponentOf(password).startsWith('00'));
    const smallPower = passwords.filter((password) =>
      srpVerifier(identity, '01', password).startsWith('00'),
    );
    expect(smallExponent.length).toBeGreaterThan(0);
    expect(smallPower.length).toBeGreaterThan(0);
    for (const password of [...smallExponent, ...smallPower]) {
      const verifier = srpVerifier(identity, '01', password);
      expect(verifier).toHaveLength(768);
      expect(BigInt(`0x${verifier}`)).toBe(power(2n, BigInt(`0x${exponentOf(password)}`)));
    }
  });

  it('differs by salt, user, pool and password', () => {
    const verifiers = [
      srpVerifier(identity, '00', 'a'),
      srpVerifier(identity, '01', 'a'),
      srpVerifier({ ...identity, username: 'bob' }, '00', 'a'),
      srpVerifier({ ...identity, poolId: 'eu-west-1_000000000' }, '00', 'a'),
      srpVerifier(identity, '00', 'b'),
    ];
    expect(new Set(verifiers).size).toBe(5);
  });
});
