import { ServiceError } from '../errors.js';
import { checkDetails } from './provider-details.js';
import { checkRiskConfiguration } from './risk-configuration.js';

const faultOf = (check: () => void) => {
  try {
    check();
  } catch (error) {
    if (error instanceof ServiceError) return error.publicMessage;
    throw error;
  }
  return undefined;
};

describe('the URLs of an OIDC provider', () => {
  const faultWith = (issuer: string) =>
    faultOf(() =>
      checkDetails({
        poolId: 'eu-west-1_a',
        name: 'oidc',
        type: 'OIDC',
        details: { client_id: 'id', authorize_scopes: 'openid', oidc_issuer: issuer },
        attributeMapping: {},
        identifiers: [],
        createdAt: 0,
        updatedAt: 0,
      }),
    );

  it.each(['https://idp.example', 'http://localhost:8080/realms/a', 'https://[::1]/'])(
    'may be %j',
    (issuer) => {
      expect(faultWith(issuer)).toBeUndefined();
    },
  );

  it.each([
    'idp.example',
    'ftp://idp.example',
    'https:idp.example',
    'https://127.1',
    'https://user:password@idp.example',
    'https://idp.example\\@evil.example',
    'https://bücher.example',
  ])('cannot be %j', (issuer) => {
    expect(faultWith(issuer)).toBe('oidc_issuer must be a URL.');
  });
});

describe('address ranges of a risk configuration', () => {
  const faultWith = (range: string) =>
    faultOf(() =>
      checkRiskConfiguration({
        poolId: 'eu-west-1_a',
        exceptions: { BlockedIPRangeList: [range] },
        updatedAt: 0,
      }),
    );

  it.each(['192.0.2.0/24', '0.0.0.0/0', '2001:db8::/32', '::ffff:192.0.2.1/128'])(
    'may be %j',
    (range) => {
      expect(faultWith(range)).toBeUndefined();
    },
  );

  it.each([
    '192.0.2.0',
    '192.0.2.0/33',
    '192.0.2/24',
    '192.0.02.0/24',
    '0xc0.0.2.0/24',
    '2001:db8::/129',
    'fe80::1%eth0/64',
    '[2001:db8::]/32',
    '192.0.2.0/24/1',
    '192.0.2.0/-1',
    '/0',
  ])('cannot be %j', (range) => {
    expect(faultWith(range)).toBe('Incorrect CIDR format');
  });
});
