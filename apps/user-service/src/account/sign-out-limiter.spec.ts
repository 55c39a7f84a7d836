import type { UserPrincipal } from '@gatehouse/auth-core';
import { FakeClock } from '@gatehouse/test-kit';
import { TooManySignOutsError } from './sign-out.errors.js';
import { SignOutLimiter } from './sign-out-limiter.js';

const limits = { perUserAndMinute: 2, proofsPerSessionAndMinute: 1, maxCounters: 3 };
const user = (subject: string, originJti = 'session') =>
  ({ poolId: 'pool', subject, originJti }) as UserPrincipal;

describe('SignOutLimiter', () => {
  let clock: FakeClock;
  let limiter: SignOutLimiter;

  beforeEach(() => {
    clock = new FakeClock();
    limiter = new SignOutLimiter(clock, limits);
  });

  it('rejects more sign-outs of a user than a minute allows, until the minute is over', () => {
    limiter.session(user('ada', '1'));
    clock.advanceSeconds(10);
    limiter.session(user('ada', '2'));
    const third = () => limiter.session(user('ada', '3'));
    expect(third).toThrow(TooManySignOutsError);
    expect(third).toThrow(expect.objectContaining({ retryAfterSeconds: 50 }) as Error);
    clock.advanceSeconds(50);
    limiter.session(user('ada', '3'));
  });

  it('counts users, pools and sign-outs everywhere apart', () => {
    for (let count = 0; count < limits.perUserAndMinute; count += 1) limiter.session(user('ada'));
    limiter.session(user('grace'));
    limiter.session({ ...user('ada'), poolId: 'other' });
    limiter.everywhere(user('ada'));
    limiter.everywhere(user('ada'));
    expect(() => limiter.everywhere(user('ada'))).toThrow(TooManySignOutsError);
  });

  it('does not count a sign-out that was taken back', () => {
    limiter.session(user('ada'))();
    limiter.session(user('ada'));
    limiter.session(user('ada'));
    expect(() => limiter.session(user('ada'))).toThrow(TooManySignOutsError);
  });

  it('counts refresh tokens by session', () => {
    limiter.proof(user('ada', '1'));
    expect(() => limiter.proof(user('ada', '1'))).toThrow(TooManySignOutsError);
    limiter.proof(user('ada', '2'));
  });

  it('remembers a bounded number of users and sessions, the newest', () => {
    for (const subject of ['first', 'second', 'third', 'fourth']) {
      limiter.session(user(subject));
      limiter.session(user(subject));
    }
    expect(limiter.size).toBe(limits.maxCounters);
    expect(() => limiter.session(user('fourth'))).toThrow(TooManySignOutsError);
    limiter.session(user('first'));
  });
});
