import { useResources } from '@gatehouse/test-kit';
import { fixtureTemplate } from '../spec-support/fixture-template.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const publicUrl = 'https://cognito.example:8443';

describe('discovery', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    started = await resources.add(startFixture({ publicUrl }));
  });

  const get = (path: string, on = started) =>
    fetch(`${on.emulator.url}/${on.pool.id}/.well-known/${path}`);

  it('names what answers, under the public address', async () => {
    const response = await get('openid-configuration');
    const issuer = `${publicUrl}/${started.pool.id}`;
    const document = (await response.json()) as { claims_supported: string[] };
    expect(document.claims_supported).toEqual(
      expect.arrayContaining(['sub', 'nonce', 'cognito:groups', 'email', 'custom:tenant']),
    );
    expect(document).toEqual({
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      authorization_endpoint: `${publicUrl}/oauth2/authorize`,
      token_endpoint: `${publicUrl}/oauth2/token`,
      userinfo_endpoint: `${publicUrl}/oauth2/userInfo`,
      end_session_endpoint: `${publicUrl}/logout`,
      revocation_endpoint: `${publicUrl}/oauth2/revoke`,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      grant_types_supported: [
        'authorization_code',
        'refresh_token',
        'client_credentials',
        'implicit',
      ],
      code_challenge_methods_supported: ['S256'],
      prompt_values_supported: ['none', 'login', 'select_account', 'consent'],
      response_modes_supported: ['query', 'fragment'],
      claims_supported: expect.any(Array) as string[],
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['public'],
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      response_types_supported: ['code', 'token'],
    });
  });

  it('publishes two public keys and nothing private', async () => {
    const response = await get('jwks.json');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
      expect(key).toMatchObject({ alg: 'RS256', e: 'AQAB', kty: 'RSA', use: 'sig' });
      expect(Buffer.from(key.n!, 'base64url')).toHaveLength(256);
    }
    expect(keys[0]!.kid).not.toBe(keys[1]!.kid);
  });

  it.each(['jwks.json', 'openid-configuration'])(
    '%s is there for whoever only looks',
    async (name) => {
      const url = `${started.emulator.url}/${started.pool.id}/.well-known/${name}`;
      const looked = await fetch(url, { method: 'HEAD' });
      expect([looked.status, looked.headers.get('content-type')]).toEqual([
        200,
        'application/json; charset=utf-8',
      ]);
      const headers = { 'access-control-request-headers': 'x-app-version' };
      const asked = await fetch(url, { method: 'OPTIONS', headers });
      expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([
        200,
        'x-app-version',
      ]);
    },
  );

  it('names no endpoint for a pool without a domain', async () => {
    const { Domain: _, ...Resources } = fixtureTemplate.Resources;
    const bare = await resources.add(startFixture({ template: { ...fixtureTemplate, Resources } }));
    const document = await (await get('openid-configuration', bare)).json();
    const named = Object.keys(document as object).filter((name) => name.endsWith('_endpoint'));
    expect(named).toEqual([]);
    expect(document).toMatchObject({ response_types_supported: [] });
  });

  it.each(['eu-west-1_000000000', '__proto__', 'constructor'])('knows no pool %s', async (id) => {
    const response = await fetch(`${started.emulator.url}/${id}/.well-known/jwks.json`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: `User pool ${id} does not exist.` });
  });
});
