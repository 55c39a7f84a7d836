import { overrideAccessToken, overrideIdToken } from './claim-overrides.js';
import type { Claims } from './jwt.js';
import { readTriggerResponse } from './trigger-response.js';

const access = (): Claims =>
  new Map<string, unknown>([
    ['sub', 'me'],
    ['iss', 'here'],
    ['scope', 'a b'],
    ['cognito:groups', ['one', 'two']],
  ]);
const id = (): Claims =>
  new Map<string, unknown>([
    ['sub', 'me'],
    ['aud', 'client'],
    ['email', 'a@b.co'],
    ['cognito:username', 'me'],
    ['cognito:groups', ['one', 'two']],
    ['cognito:roles', ['role']],
    ['cognito:preferred_role', 'role'],
  ]);
const later = (details: unknown) =>
  readTriggerResponse('V2_0', { response: { claimsAndScopeOverrideDetails: details } });
const first = (details: unknown) =>
  readTriggerResponse('V1_0', { response: { claimsOverrideDetails: details } });
const accessAfter = (details: unknown) => {
  const claims = access();
  overrideAccessToken(claims, later(details), 'client');
  return Object.fromEntries(claims);
};
const idAfter = (details: unknown, read = later) => {
  const claims = id();
  overrideIdToken(claims, read(details));
  return Object.fromEntries(claims);
};

describe('what a pre token generation function may change', () => {
  it('is nothing when it answers nothing', () => {
    for (const nothing of [null, undefined, {}]) {
      expect(accessAfter(nothing)).toEqual(Object.fromEntries(access()));
      expect(idAfter(nothing)).toEqual(Object.fromEntries(id()));
    }
  });

  it('is scopes: added, suppressed, and suppressed when both', () => {
    const scope = (accessTokenGeneration: object) => accessAfter({ accessTokenGeneration }).scope;
    expect(scope({ scopesToAdd: ['c', 'a'] })).toBe('a b c');
    expect(scope({ scopesToSuppress: ['a', 'x'] })).toBe('b');
    expect(scope({ scopesToAdd: ['c'], scopesToSuppress: ['c', 'b'] })).toBe('a');
    expect(scope({ scopesToSuppress: ['a', 'b'] })).toBeUndefined();
    expect(scope({ claimsToAddOrOverride: { scope: 'z' }, claimsToSuppress: ['scope'] })).toBe(
      'a b',
    );
  });

  it('is claims: added, changed, suppressed, and suppressed when both', () => {
    const idTokenGeneration = {
      claimsToAddOrOverride: {
        email: 'x',
        plan: { a: [1, true, null] },
        gone: 'g',
        ['__proto__']: 1,
      },
      claimsToSuppress: ['gone'],
    };
    const claims = idAfter({ idTokenGeneration });
    expect(claims).toMatchObject({ email: 'x', plan: { a: [1, true, null] } });
    expect(claims).not.toHaveProperty('gone');
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
  });

  it.each([
    ...['acr', 'amr', 'at_hash', 'auth_time', 'azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'nonce'],
    ...['origin_jti', 'sub', 'token_use', 'username', 'client_id', 'event_id', 'device_key'],
    ...['version', 'identities', 'cognito:username', 'cognito:anything'],
  ])('is not %s', (name) => {
    const change = { claimsToAddOrOverride: { [name]: 'changed' }, claimsToSuppress: [name] };
    const details = { accessTokenGeneration: change, idTokenGeneration: change };
    expect(accessAfter(details)).toEqual(Object.fromEntries(access()));
    expect(idAfter(details)).toEqual(Object.fromEntries(id()));
  });

  it('is not what an access token is bound to', () => {
    const claims = access().set('aud', 'https://api.example/');
    const change = { claimsToAddOrOverride: { aud: 'client' }, claimsToSuppress: ['aud'] };
    overrideAccessToken(claims, later({ accessTokenGeneration: change }), 'client');
    expect(claims.get('aud')).toBe('https://api.example/');
  });

  it('is aud of an access token when it says the client id, and never of an ID token', () => {
    const aud = (value: unknown) =>
      accessAfter({ accessTokenGeneration: { claimsToAddOrOverride: { aud: value } } }).aud;
    expect(aud('client')).toBe('client');
    expect(aud('other')).toBeUndefined();
    expect(aud(['client'])).toBeUndefined();
    const change = { claimsToAddOrOverride: { aud: 'client' }, claimsToSuppress: ['aud'] };
    expect(idAfter({ idTokenGeneration: change }).aud).toBe('client');
  });

  it('is groups and roles, which an empty or null answer takes away', () => {
    const groupOverrideDetails = {
      groupsToOverride: ['three'],
      iamRolesToOverride: ['r3'],
      preferredRole: 'r3',
    };
    const changed = { 'cognito:groups': ['three'] };
    expect(accessAfter({ groupOverrideDetails })).toMatchObject(changed);
    expect(accessAfter({ groupOverrideDetails })).not.toHaveProperty('cognito:roles');
    for (const read of [later, first])
      expect(idAfter({ groupOverrideDetails }, read)).toMatchObject({
        ...changed,
        'cognito:roles': ['r3'],
        'cognito:preferred_role': 'r3',
      });
    for (const empty of [null, {}]) {
      expect(accessAfter({ groupOverrideDetails: empty })).not.toHaveProperty('cognito:groups');
      const names = Object.keys(idAfter({ groupOverrideDetails: empty }));
      expect(names).toEqual(['sub', 'aud', 'email', 'cognito:username']);
    }
  });

  it('is the ID token alone in version 1, with texts alone', () => {
    const claims = access();
    overrideAccessToken(claims, first({ claimsToAddOrOverride: { a: 'b' } }), 'client');
    expect(claims).toEqual(access());
    expect(idAfter({ claimsToAddOrOverride: { a: 'b' } }, first)).toMatchObject({ a: 'b' });
    expect(() => first({ claimsToAddOrOverride: { a: 1 } })).toThrow('Unrecognizable');
  });

  it.each([
    'text',
    [],
    { accessTokenGeneration: 7 },
    { accessTokenGeneration: { scopesToAdd: 'a' } },
    { accessTokenGeneration: { scopesToAdd: [7] } },
    { accessTokenGeneration: { scopesToAdd: ['a b'] } },
    { idTokenGeneration: { claimsToAddOrOverride: [] } },
    { groupOverrideDetails: { groupsToOverride: {} } },
    { groupOverrideDetails: { preferredRole: 7 } },
    { idTokenGeneration: { claimsToSuppress: Array(5_001).fill('x') } },
  ])('can not be asked for by %.60j', (details) => {
    expect(() => later(details)).toThrow(
      expect.objectContaining({ code: 'InvalidLambdaResponseException' }) as Error,
    );
  });

  it.each([undefined, null, 'text', {}, { response: 7 }])('needs an event, not %j', (event) => {
    expect(() => readTriggerResponse('V2_0', event)).toThrow('Unrecognizable lambda output');
  });
});
