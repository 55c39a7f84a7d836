import { profile, refreshTokens, signUp, updateProfile, userId } from './index.js';

describe('userId', () => {
  it('takes what Cognito gives: a sub that is no RFC 4122 UUID, and a client id', () => {
    expect(userId.safeParse('34c84488-e0e1-70ae-d2ee-991ad1a898c8').success).toBe(true);
    expect(userId.safeParse('6bb3r8l4v0q1n5u2t7s9k3m1pa').success).toBe(true);
  });

  it.each(['', '../admin', 'a b', 'a%2fb', 'é', 'a'.repeat(129)])('refuses %j', (text) => {
    expect(userId.safeParse(text).success).toBe(false);
  });
});

describe('updateProfile', () => {
  it('trims a name and spells a locale as BCP 47 does', () => {
    expect(updateProfile.parse({ displayName: ' Ada ', locale: 'EN-gb' })).toEqual({
      displayName: 'Ada',
      locale: 'en-GB',
    });
  });

  it('tells a member that is emptied from one that is left out', () => {
    expect(updateProfile.parse({ displayName: null })).toEqual({ displayName: null });
  });

  it.each([
    [{}],
    [{ displayName: '  ' }],
    [{ displayName: 'two\nlines' }],
    [{ displayName: 'nul\0' }],
    [{ displayName: '\ud800' }],
    [{ displayName: 'x'.repeat(101) }],
    [{ locale: 'no such tag' }],
    [{ locale: '' }],
    [{ displayName: 'Ada', email: 'ada@example.com' }],
    [JSON.parse('{"displayName":"Ada","constructor":{}}')],
  ])('refuses %j', (body) => {
    expect(updateProfile.safeParse(body).success).toBe(false);
  });
});

describe('signUp and refreshTokens', () => {
  it('leave the password rules to the pool and demand an address', () => {
    expect(signUp.safeParse({ email: 'ada@example.com', password: 'simple' }).success).toBe(true);
    expect(signUp.safeParse({ email: 'ada@example.com', password: 'short' }).success).toBe(false);
    expect(signUp.safeParse({ email: 'ada', password: 'long enough' }).success).toBe(false);
  });

  it('take an opaque refresh token of any shape Cognito allows', () => {
    expect(refreshTokens.safeParse({ refresh_token: 'aa.bb-_=.cc' }).success).toBe(true);
    expect(refreshTokens.safeParse({ refresh_token: 'a b' }).success).toBe(false);
  });
});

describe('profile', () => {
  it('drops what a newer service may add', () => {
    const known = {
      id: 'someone',
      displayName: null,
      locale: null,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
    };
    expect(profile.parse({ ...known, shoeSize: 43 })).toEqual(known);
  });
});
