import type { UserPool } from '../../domain/pool/user-pool.js';
import type { User } from '../../domain/user/user.js';
import { rebasedUser } from './rebased-user.js';

const pool: UserPool = {
  id: 'eu-west-1_Abcdefghi',
  region: 'eu-west-1',
  name: 'spec',
  settings: { AliasAttributes: ['preferred_username'] },
  createdAt: 0,
  updatedAt: 0,
};
const base: User = {
  poolId: pool.id,
  sub: 'sub',
  username: 'ann',
  signInNames: ['ann', 'sub'],
  attributes: { email: 'ann@example.com', name: 'Ann', nickname: 'A' },
  status: 'CONFIRMED',
  enabled: true,
  createdAt: 0,
  updatedAt: 0,
};
const rebased = (ours: Partial<User>, fresh: Partial<User>) =>
  rebasedUser(pool, { base, ours: { ...base, ...ours }, fresh: { ...base, ...fresh } });

describe('rebasedUser', () => {
  it('keeps what either has changed, and what either has deleted', () => {
    const ours = { email: 'ann@example.com', name: 'Ann', given_name: 'Ann' };
    const theirs = { email: 'ann@example.com', nickname: 'A', preferred_username: 'annie' };
    const mfa = { enabled: ['SMS_MFA'] } as const;
    const code = { code: '1', attribute: 'email', expiresAt: 1 } as const;
    const user = rebased(
      { attributes: ours, codes: { email: code }, updatedAt: 5 },
      { attributes: theirs, mfa, codes: { signUp: code } },
    );
    expect(user).toMatchObject({ mfa, updatedAt: 5, codes: { email: code, signUp: code } });
    expect(user.attributes).toEqual({
      email: 'ann@example.com',
      given_name: 'Ann',
      preferred_username: 'annie',
    });
    expect(user.signInNames).toContain('annie');
  });

  it('gives our status to a user whose status nobody else has changed', () => {
    const attributes = { ...base.attributes, name: 'Anne' };
    expect(rebased({ status: 'RESET_REQUIRED' }, { attributes })).toMatchObject({
      status: 'RESET_REQUIRED',
      attributes,
    });
  });

  it.each([
    ['is disabled', { enabled: false }, 'NotAuthorizedException'],
    ['has another status', { status: 'RESET_REQUIRED' }, 'TooManyRequestsException'],
    [
      'has another password',
      { password: { salt: '', verifier: 'b', earlier: [] } },
      'TooManyRequestsException',
    ],
    [
      'has another address',
      { attributes: { email: 'eve@example.com' } },
      'TooManyRequestsException',
    ],
  ] as const)('refuses when the user %s by then', (_how, fresh, code) => {
    expect(() => rebased({}, fresh)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
