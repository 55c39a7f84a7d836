import { createHash, createHmac } from 'node:crypto';
import { newPasswordRecord, newSalt } from './password-record.js';
import { groupPrime as N } from './group-power.js';
import { padded } from './srp-group.js';
import { provesPassword, serverPublicValue } from './srp-server.js';

const sha256 = (...parts: readonly Buffer[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const number = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);
const pad = (value: bigint) => padded(value.toString(16));

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}

describe('provesPassword', () => {
  const owner = { poolId: 'eu-west-1_AbCdEfGhI', username: 'ann' };
  const { salt, verifier } = newPasswordRecord(owner, 'pass word');
  const serverSecret = createHash('sha256').update('b').digest();
  const serverPublic = serverPublicValue(verifier, serverSecret);
  const B = BigInt(`0x${serverPublic}`);
  const scramblerOf = (a: number) => sha256(pad(1n << BigInt(a)), pad(B));

  /** What AWS's client computes, in its own way: with numbers, which have no zeros before them. */
  function claimOf(a: number) {
    const u = number(scramblerOf(a));
    const x = number(sha256(padded(salt), sha256(Buffer.from('AbCdEfGhIann:pass word'))));
    const k = number(sha256(pad(N), pad(2n)));
    const base = (((B - k * power(2n, x)) % N) + N) % N;
    const secret = power(base, BigInt(a) + u * x);
    const prk = createHmac('sha256', pad(u)).update(pad(secret)).digest();
    const key = createHmac('sha256', prk).update('Caldera Derived Key\u0001').digest();
    const mac = createHmac('sha256', key.subarray(0, 16)).update('message');
    return { message: ['message'], signature: mac.digest('base64') };
  }

  // Small secrets of a client, as the public value is then quickly found; one in 512 leads to the second kind.
  const secrets = Array.from({ length: 3_000 }, (_, index) => index + 20);
  it.each([
    ['any number', ([first = 0]: Buffer) => first > 0x80],
    [
      'a number with zeros before it',
      ([first, second = 0]: Buffer) => first === 0 && second < 0x80,
    ],
  ])('takes a proof whose scrambler is %s', (_what, fits) => {
    const a = secrets.find((secret) => fits(scramblerOf(secret)))!;
    const clientPublic = (1n << BigInt(a)).toString(16);
    const exchange = { clientPublic, serverPublic, serverSecret, verifier };
    const claim = claimOf(a);
    expect(provesPassword(exchange, claim)).toBe(true);
    expect(provesPassword(exchange, { ...claim, message: ['another'] })).toBe(false);
  });
});

it('makes salts that read the same as a number and as text', () => {
  const salts = Array.from({ length: 5_000 }, newSalt);
  expect(salts.filter((salt) => salt.startsWith('00'))).toEqual([]);
  expect(new Set(salts).size).toBe(5_000);
});
