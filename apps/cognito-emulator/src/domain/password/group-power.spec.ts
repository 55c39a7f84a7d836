import { getDiffieHellman, randomBytes } from 'node:crypto';
import { powerOfGenerator } from './group-power.js';

const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

function slowPower(exponent: bigint): bigint {
  let [result, base] = [1n, 2n];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

describe('powerOfGenerator', () => {
  it.each<[string, Buffer]>([
    ['one byte', Buffer.from([5])],
    ['a first bit of 1', Buffer.from('ff'.repeat(32), 'hex')],
    ['zeros in front', Buffer.from('0001'.padEnd(64, '7'), 'hex')],
    ['a small power', Buffer.from([0x0b, 0x00])],
    ['more than the group', Buffer.alloc(400, 0xa5)],
    ...Array.from({ length: 40 }, (): [string, Buffer] => ['chance', randomBytes(32)]),
  ])('agrees with plain arithmetic on an exponent with %s', (_name, exponent) => {
    const expected = slowPower(BigInt(`0x${exponent.toString('hex')}`));
    expect(powerOfGenerator(exponent)).toBe(expected.toString(16).padStart(768, '0'));
  });
});
