import { jwksUriOf } from './trusted-pools.js';

describe('jwksUriOf', () => {
  it('returns the address at which Cognito publishes the keys of a pool', () => {
    const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI';
    expect(jwksUriOf(issuer)).toBe(
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/jwks.json',
    );
  });
});
