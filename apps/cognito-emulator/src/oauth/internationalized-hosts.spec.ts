import { useResources } from '@gatehouse/test-kit';
import { authorizeQuery, oauthTemplate, startOAuthFixture } from '../spec-support/oauth-fixture.js';

const certificate = `arn:aws:acm:us-east-1:123456789012:certificate/${'1'.repeat(8)}-1111-1111-1111-${'1'.repeat(12)}`;

/** `xn--a` is an invalid label of UTS #46, which some releases of Node.js accept and others reject. */
const template = {
  ...oauthTemplate,
  Resources: {
    ...oauthTemplate.Resources,
    Domain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: { UserPoolId: { Ref: 'Pool' }, Domain: 'xn--a' },
    },
    OtherDomain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: {
        UserPoolId: { Ref: 'OtherPool' },
        Domain: 'auth.xn--bcher-kva.example',
        CustomDomainConfig: { CertificateArn: certificate },
      },
    },
  },
};

describe('a host with an internationalized label', () => {
  const resources = useResources();
  const locationAt = async (
    { get }: Awaited<ReturnType<typeof startOAuthFixture>>,
    host: string,
    clientId: string,
  ) => (await get(`/oauth2/authorize?${authorizeQuery(clientId)}`, { host })).headers.location;

  it('is served when it is the configured domain of a pool, and as no other host', async () => {
    const fixture = await resources.add(startOAuthFixture({ template }));
    const { pools } = fixture.emulator.services;
    const [pool] = pools.all().filter(({ name }) => name === 'other');
    const [other] = pools.clientsOf(pool!.id);
    const own = fixture.client('app').id;
    const error = '/error?error=invalid_client';
    expect(await locationAt(fixture, 'xn--a.localhost', own)).toMatch(/^\/login\?/);
    expect(await locationAt(fixture, 'XN--A.localhost', own)).toMatch(/^\/login\?/);
    expect(await locationAt(fixture, 'auth.xn--bcher-kva.example', other!.id)).toMatch(
      /^\/login\?/,
    );
    expect(await locationAt(fixture, 'xn--a.localhost', other!.id)).toBe(error);
    expect(await locationAt(fixture, 'auth.xn--bcher-kva.example', own)).toBe(error);
    for (const host of ['xn--a', 'xn--b.localhost', 'xn--bcher-kva.example'])
      expect(await locationAt(fixture, host, own)).toBe(error);
  });

  it('is served when it is the public URL', async () => {
    const fixture = await resources.add(
      startOAuthFixture({ template, publicUrl: 'http://xn--a.example:9500' }),
    );
    const own = fixture.client('app').id;
    expect(await locationAt(fixture, 'xn--a.example:9500', own)).toMatch(
      /^http:\/\/xn--a\.example:9500\/login\?/,
    );
    expect(await locationAt(fixture, 'xn--a.example', own)).toBe('/error?error=invalid_client');
    const outbox = (host: string) => fixture.get('/_emulator/outbox', { host });
    expect((await outbox('xn--a.example:9500')).status).toBe(200);
    expect((await outbox('xn--b.example:9500')).status).toBe(403);
  });
});

it('does not start with a public URL that is not a URL of its grammar', async () => {
  for (const publicUrl of ['localhost:9500', 'http://127.1', 'http://user@localhost', 'ftp://a'])
    await expect(startOAuthFixture({ publicUrl })).rejects.toThrow('not an absolute http or https');
});
