import { createHash, createHmac } from 'node:crypto';
import { SrpClient } from '@gatehouse/test-kit/internal/srp-client';
import { newPasswordRecord, newSalt } from './password-record.js';
import { padded } from './srp-group.js';
import { provesPassword, serverPublicValue } from './srp-server.js';

const sha256 = (...parts: readonly Buffer[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const pad = (value: bigint) => padded(value.toString(16));

describe('provesPassword', () => {
  const owner = { poolId: 'eu-west-1_AbCdEfGhI', username: 'ann' };
  const { salt, verifier } = newPasswordRecord(owner, 'pass word');
  const serverSecret = createHash('sha256').update('b').digest();
  const serverPublic = serverPublicValue(verifier, serverSecret);
  const B = BigInt(`0x${serverPublic}`);
  const scramblerOf = (a: number) => sha256(pad(1n << BigInt(a)), pad(B));

  function claimOf(a: number) {
    const identity = { group: 'AbCdEfGhI', name: 'ann', password: 'pass word' };
    const key = new SrpClient(BigInt(a)).sharedKey(identity, { SRP_B: serverPublic, SALT: salt });
    const mac = createHmac('sha256', key).update('message');
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
