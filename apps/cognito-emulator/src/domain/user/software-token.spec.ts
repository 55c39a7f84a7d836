import { totp } from '../../spec-support/totp.js';
import { judgedCode, newSoftwareToken } from './software-token.js';

const now = Date.UTC(2026, 0, 15, 12, 0, 10);
const steps = (count: number) => now + count * 30_000;

describe('a code of an authenticator app', () => {
  const token = newSoftwareToken();

  it.each([-1, 0, 1])('is good %d steps away', (away) => {
    const judged = judgedCode(token, totp(token.secret, steps(away)), now);
    expect(judged).toMatchObject({
      secret: token.secret,
      lastStep: Math.floor(steps(away) / 30_000),
    });
  });

  it.each([-2, 2])('is none %d steps away', (away) => {
    expect(judgedCode(token, totp(token.secret, steps(away)), now)).toBe('mismatch');
  });

  it('is good once, and those before it are used up with it', () => {
    const after = judgedCode(token, totp(token.secret, now), now);
    if (typeof after === 'string') throw new Error(after);
    expect(judgedCode(after, totp(token.secret, now), now)).toBe('used');
    expect(judgedCode(after, totp(token.secret, steps(-1)), now)).toBe('used');
    expect(judgedCode(after, totp(token.secret, steps(1)), now)).not.toBe('used');
  });
});
