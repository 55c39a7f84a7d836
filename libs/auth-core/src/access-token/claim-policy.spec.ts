import { ExpiredTokenError, NotYetValidTokenError } from '../invalid-token-errors.js';
import { checkAccessTokenClaims } from './claim-policy.js';

const now = 1_800_000_000;
const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_TestPool1';
const pool = { issuer, jwksUri: `${issuer}/jwks`, clientIds: ['web', 'machine'] };
const user = {
  iss: issuer,
  sub: '34c84488-e0e1-70ae-d2ee-991ad1a898c8',
  client_id: 'web',
  token_use: 'access',
  username: 'ada',
  scope: 'openid orders/read',
  iat: now,
  auth_time: now,
  exp: now + 3600,
};
const machine = { ...user, sub: 'machine', client_id: 'machine', username: undefined };

const check = (claims: object, at = now, trusted: object = pool) =>
  checkAccessTokenClaims(
    JSON.parse(JSON.stringify(claims)) as Record<string, unknown>,
    { ...pool, ...trusted },
    at,
  );

describe('checkAccessTokenClaims', () => {
  it("takes a user's token", () => {
    expect(check({ ...user, 'cognito:groups': ['support'], extra: { any: [1] } })).toMatchObject({
      subject: user.sub,
      clientId: 'web',
      username: 'ada',
      groups: ['support'],
      scopes: ['openid', 'orders/read'],
      authTime: now,
    });
  });

  it("takes a machine's token, without username, groups and aud", () => {
    expect(check(machine)).toMatchObject({ subject: 'machine', groups: [], username: undefined });
  });

  it('takes a token without scope as one without rights', () => {
    expect(check({ ...user, scope: undefined }).scopes).toEqual([]);
  });

  it('allows 30 seconds between the clocks, to the second', () => {
    expect(check(user, user.exp + 29)).toMatchObject({ subject: user.sub });
    expect(() => check(user, user.exp + 30)).toThrow(ExpiredTokenError);
    expect(check(user, now - 30)).toMatchObject({ subject: user.sub });
    expect(() => check(user, now - 31)).toThrow(NotYetValidTokenError);
    expect(check({ ...user, nbf: now + 30 })).toMatchObject({ subject: user.sub });
    expect(() => check({ ...user, nbf: now + 31 })).toThrow(NotYetValidTokenError);
  });

  it('takes an aud of the client, or one on the list', () => {
    expect(check({ ...user, aud: 'web' })).toMatchObject({ subject: user.sub });
    expect(
      check({ ...user, aud: ['https://api'] }, now, { audiences: ['https://api'] }),
    ).toMatchObject({ subject: user.sub });
    expect(() => check({ ...user, aud: 'web' }, now, { audiences: ['https://api'] })).toThrow();
  });
});
