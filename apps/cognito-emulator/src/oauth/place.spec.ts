import { useResources } from '@gatehouse/test-kit';
import { httpCall } from '../spec-support/http-call.js';
import {
  authorizeQuery,
  callback,
  type OAuthFixture,
  oauthTemplate,
  startOAuthFixture,
} from '../spec-support/oauth-fixture.js';

const custom = {
  ...oauthTemplate,
  Resources: {
    ...oauthTemplate.Resources,
    OtherDomain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: {
        UserPoolId: { Ref: 'OtherPool' },
        Domain: 'auth.shop.example',
        CustomDomainConfig: {
          CertificateArn: `arn:aws:acm:us-east-1:123456789012:certificate/${'1'.repeat(8)}-1111-1111-1111-${'1'.repeat(12)}`,
        },
      },
    },
  },
};

const resources = useResources();

describe('the domains of pools', () => {
  let fixture: OAuthFixture;
  let port: string;
  let other: { poolId: string; id: string };
  beforeAll(async () => {
    fixture = await resources.add(startOAuthFixture({ template: custom }));
    port = new URL(fixture.emulator.url).port;
    const { pools } = fixture.emulator.services;
    const pool = pools.all().find(({ name }) => name === 'other')!;
    other = { poolId: pool.id, id: pools.clientsOf(pool.id)[0]!.id };
  });

  const at = (host: string, path: string, headers: Record<string, string> = {}) =>
    httpCall(fixture.emulator.url, { method: 'GET', path, headers: { host, ...headers } });
  const authorize = (host: string, clientId = fixture.client('app').id) =>
    at(host, `/oauth2/authorize?${authorizeQuery(clientId)}`);
  const hosts = () => ({
    prefix: `fixture-domain.localhost:${port}`,
    aws: 'fixture-domain.auth.eu-west-1.amazoncognito.com',
    capitals: `FIXTURE-domain.LOCALHOST:${port}`,
    custom: 'auth.shop.example',
    own: `localhost:${port}`,
    ip: `127.0.0.1:${port}`,
    container: 'cognito-emulator:9500',
    proxy: 'fixture-domain.localhost:9443',
  });
  /** What stands before the path of the sign-in page in the redirect there. */
  const pageFrom = async (name: keyof ReturnType<typeof hosts>, path: string, headers = {}) => {
    const query = authorizeQuery(name === 'custom' ? other.id : fixture.client('app').id);
    const { location } = (await at(hosts()[name], `${path}?${query}`, headers)).headers;
    expect(location).toContain('/login?');
    return location?.split('/login?')[0];
  };

  it.each(['prefix', 'aws', 'capitals', 'own', 'ip', 'container'] as const)(
    'serve the clients of their pool: %s',
    async (name) => {
      expect((await authorize(hosts()[name])).redirect().pathname).toBe('/login');
    },
  );

  it.each([
    ['prefix', 'http://'],
    ['aws', 'https://'],
    ['own', 'http://'],
    ['custom', ''],
    ['proxy', ''],
    ['ip', ''],
    ['container', ''],
  ] as const)('lead browsers to pages at the address they came to: %s', async (name, scheme) => {
    for (const path of ['/oauth2/authorize', '/logout'])
      expect(await pageFrom(name, path)).toBe(scheme === '' ? '' : `${scheme}${hosts()[name]}`);
  });

  it.each(['prefix', 'custom', 'proxy'] as const)(
    'lead them back through a proxy that says what it speaks: %s',
    async (name) => {
      const headers = { 'x-forwarded-proto': 'https' };
      for (const path of ['/oauth2/authorize', '/logout'])
        expect(await pageFrom(name, path, headers)).toBe(`https://${hosts()[name]}`);
      const discovery = `/${fixture.pool.id}/.well-known/openid-configuration`;
      if (name !== 'custom')
        expect((await at(hosts()[name], discovery, headers)).json()).toMatchObject({
          token_endpoint: `https://${hosts()[name]}/oauth2/token`,
        });
    },
  );

  it('serve no clients of other pools', async () => {
    const { prefix, aws, custom: theirs } = hosts();
    const mixed = [
      await authorize(prefix, other.id),
      await authorize(aws, other.id),
      await authorize(theirs),
    ];
    for (const answer of mixed) expect(answer.headers.location).toBe('/error?error=invalid_client');
    expect((await authorize(theirs, other.id)).redirect().pathname).toBe('/login');
  });

  it.each([
    'nobody.localhost',
    'a.fixture-domain.localhost',
    'fixture-domain.auth.us-east-1.amazoncognito.com',
    'nobody.auth.eu-west-1.amazoncognito.com',
    'fixture-domain.auth.eu-west-1.amazoncognito.com.localhost',
    'auth.shop.example.localhost',
    'fixture-domain.localhost:1:2',
    'fixture-domain.localhost:65536',
    'localhost:99999',
    '256.256.256.256',
    '[:::::]',
    'xn--a',
    'XN--A',
    'xn--a.example',
    'a.xn--a.localhost',
    'xn--bcher-kva.example',
    'xn--fixture-domain.localhost',
    'fixture-domain.localhost/x',
    'fixture-domain.localhost?x',
    'fixture-domain.localhost#x',
    'fixture-domain.localhost\\x',
    'fixture-domain.localhost:',
    'fixture-domain.localhost:0',
    'fixture-domain.localhost..',
    'fixture-domain..localhost',
    'fixture-domain-.localhost',
    'user@fixture-domain.localhost',
    'fixture%2ddomain.localhost',
    'fixture-domain.local\thost',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '127.0.0.1.',
    '[::1%25lo]',
    '[::1',
  ])('are nowhere else: %s', async (host) => {
    expect((await authorize(host)).headers.location).toBe('/error?error=invalid_client');
  });

  it('are told by nothing but one Host header', async () => {
    const path = `/oauth2/authorize?${authorizeQuery(fixture.client('app').id)}`;
    const forwarded = await at(hosts().own, path, {
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
    });
    expect(forwarded.headers.location).toMatch(`http://${hosts().own}/login?`);
    const { url } = fixture.emulator;
    const { prefix, own } = hosts();
    for (const [first, second] of [
      ['auth.shop.example', prefix],
      [own, prefix],
      [own, own],
    ] as const) {
      const headers = ['host', first, 'host', second];
      const twice = await httpCall(url, { method: 'GET', path, headers: headers as never });
      expect(twice.headers.location).toBe('/error?error=invalid_client');
    }
  });

  it('have tokens only for their own', async () => {
    const { id, secrets } = fixture.client('machine');
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secrets[0]!.value,
    }).toString();
    const post = (host: string, path: string, form = body, more: Record<string, string> = {}) =>
      httpCall(fixture.emulator.url, {
        method: 'POST',
        path,
        body: form,
        headers: { host, 'content-type': 'application/x-www-form-urlencoded', ...more },
      });
    expect((await post(hosts().prefix, '/oauth2/token')).status).toBe(200);
    const mixed = await post(hosts().custom, '/oauth2/token');
    expect([mixed.status, mixed.json()]).toEqual([400, { error: 'invalid_client' }]);
    const revoked = await post(hosts().custom, '/oauth2/revoke', `${body}&token=x`);
    expect(revoked.status).toBe(401);
    const grant = {
      grant_type: 'authorization_code',
      client_id: fixture.client('app').id,
      code: await fixture.code('app'),
      redirect_uri: callback,
    };
    const issued = await fixture.post('/oauth2/token', grant);
    const authorization = `Bearer ${String(issued.json().access_token)}`;
    const userInfo = (host: string) => at(host, '/oauth2/userInfo', { authorization });
    expect((await userInfo(hosts().prefix)).status).toBe(200);
    expect((await userInfo(hosts().custom)).status).toBe(401);
  });

  it('describe their own pool, with endpoints under their own name', async () => {
    const path = (poolId: string) => `/${poolId}/.well-known/openid-configuration`;
    const { prefix, custom: theirs, own } = hosts();
    const document = (await at(prefix, path(fixture.pool.id))).json();
    expect(document).toMatchObject({
      issuer: `http://localhost:${port}/${fixture.pool.id}`,
      authorization_endpoint: `http://${prefix}/oauth2/authorize`,
      jwks_uri: `http://${prefix}/${fixture.pool.id}/.well-known/jwks.json`,
    });
    const elsewhere = (await at(own, path(fixture.pool.id))).json();
    expect(elsewhere.token_endpoint).toBe(`http://localhost:${port}/oauth2/token`);
    expect((await at(theirs, path(fixture.pool.id))).status).toBe(400);
    expect((await at(theirs, path(other.poolId))).status).toBe(200);
  });

  it('have cookies of their own', async () => {
    const { cookie } = await fixture.signedIn();
    const handle = cookie.slice(cookie.indexOf('=') + 1);
    const path = `/oauth2/authorize?${authorizeQuery(fixture.client('app').id)}`;
    const toTheirs = `/oauth2/authorize?${authorizeQuery(other.id)}`;
    const codeOf = async (host: string, named: string, to = path) =>
      (await at(host, to, { cookie: named })).redirect().searchParams.has('code');
    const { prefix, own, custom: theirs } = hosts();
    expect(await codeOf(own, `a=b; cognito-${fixture.pool.id}=${handle}`)).toBe(true);
    expect(await codeOf(prefix, `cognito=planted; cognito=${handle}`)).toBe(true);
    expect(await codeOf(own, `cognito=${handle}`)).toBe(false);
    expect(await codeOf(theirs, `cognito=${handle}`, toTheirs)).toBe(false);
    expect(await codeOf(own, `cognito-${other.poolId}=${handle}`, toTheirs)).toBe(false);
    expect(await codeOf(own, `cognito-${fixture.pool.id}=`)).toBe(false);
  });
});

it("serves at AWS's names what leads there", async () => {
  const api = 'cognito-idp.eu-west-1.amazonaws.com';
  const fixture = await resources.add(startOAuthFixture({ publicUrl: `https://${api}` }));
  const at = (host: string, path: string) => fixture.get(path, { host });
  const { id } = fixture.pool;
  expect((await at(api, `/${id}/.well-known/openid-configuration`)).json()).toMatchObject({
    issuer: `https://${api}/${id}`,
    token_endpoint: `https://${api}/oauth2/token`,
  });
  const domain = 'fixture-domain.auth.eu-west-1.amazoncognito.com';
  const query = authorizeQuery(fixture.client('app').id);
  const { location } = (await at(domain, `/oauth2/authorize?${query}`)).headers;
  expect(location).toMatch(`https://${domain}/login?`);
});
