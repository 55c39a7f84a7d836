import { newPasswordRecord, pretendedSalt, wasUsedBefore } from './password-record.js';

const owner = { poolId: 'eu-west-1_abcdefghi', username: 'ann' };

describe('a password record', () => {
  it('remembers as many passwords as the history is long, the present one included', () => {
    let password = newPasswordRecord(owner, 'one', { historySize: 3 });
    for (const next of ['two', 'three', 'four'])
      password = newPasswordRecord({ ...owner, password }, next, { historySize: 3 });
    const known = ['one', 'two', 'three', 'four'].filter((text) =>
      wasUsedBefore(owner, password, text),
    );
    expect(known).toEqual(['two', 'three', 'four']);
  });

  it('keeps its salt, by which earlier passwords are known, unless clients read that differently', () => {
    const first = newPasswordRecord(owner, 'one', { historySize: 2 });
    const second = newPasswordRecord({ ...owner, password: first }, 'two', { historySize: 2 });
    expect(second).toMatchObject({ salt: first.salt, earlier: [first.verifier] });
    const old = { ...first, salt: `00${first.salt.slice(2)}` };
    const mended = newPasswordRecord({ ...owner, password: old }, 'two', { historySize: 2 });
    expect(mended.salt).not.toMatch(/^00/);
    expect(mended.earlier).toEqual([]);
  });
});

describe('the salt of nobody', () => {
  it('begins with no byte of zeros, as no real one does', () => {
    const bytes = Buffer.from([0, 0, ...Array.from({ length: 30 }, (_, index) => index + 1)]);
    expect(pretendedSalt(bytes)).toBe('0102030405060708090a0b0c0d0e0f10');
    expect(pretendedSalt(bytes.subarray(2))).toBe('0102030405060708090a0b0c0d0e0f10');
  });
});
