import { systemClock } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import * as oidc from 'openid-client';
import { goodPassword } from '../spec-support/harness.js';
import {
  callback,
  email,
  type OAuthFixture,
  startOAuthFixture,
} from '../spec-support/oauth-fixture.js';
import { PageDriver } from '../spec-support/page-driver.js';

/** A published client, through its own discovery. Only the user's part is played here. */
describe('openid-client', () => {
  const resources = useResources();
  let fixture: OAuthFixture;
  beforeAll(async () => {
    fixture = await resources.add(startOAuthFixture({ clock: systemClock }));
  });

  const discovered = (clientName: string, authentication?: oidc.ClientAuth) => {
    const { id, secrets } = fixture.client(clientName);
    const issuer = new URL(fixture.emulator.services.issuerOf(fixture.pool));
    const secret = secrets[0]?.value;
    return oidc.discovery(
      issuer,
      id,
      secret,
      authentication ?? (secret ? undefined : oidc.None()),
      {
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked because it is for tests alone
        execute: [oidc.allowInsecureRequests],
      },
    );
  };

  const signIn = async (config: oidc.Configuration, scope = 'openid email') => {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()];
    const start = oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope,
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const back = await fetch(start, { redirect: 'manual', headers: await fixture.signedIn() });
    return oidc.authorizationCodeGrant(config, new URL(back.headers.get('location') ?? ''), {
      pkceCodeVerifier,
      expectedState,
      expectedNonce,
      idTokenExpected: true,
      maxAge: 3_600,
    });
  };

  it('signs in with PKCE, reads userInfo, refreshes and revokes', async () => {
    const config = await discovered('app');
    expect(config.serverMetadata().supportsPKCE()).toBe(true);
    const tokens = await signIn(config);
    const sub = tokens.claims()?.sub ?? '';
    expect(tokens.claims()).toMatchObject({ email, email_verified: true });
    const { username } = fixture.user();
    expect(await oidc.fetchUserInfo(config, tokens.access_token, sub)).toEqual({
      sub,
      email,
      email_verified: 'true',
      username,
    });
    const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(refreshed.claims()?.sub).toBe(sub);
    await oidc.tokenRevocation(config, tokens.refresh_token ?? '');
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(oidc.fetchUserInfo(config, refreshed.access_token, sub)).rejects.toThrow();
  });

  it.each([
    ['client_secret_post', oidc.ClientSecretPost],
    ['client_secret_basic', oidc.ClientSecretBasic],
  ] as const)('signs in with a secret by %s, and rotates', async (_method, authentication) => {
    const { secrets } = fixture.client('confidential');
    const config = await discovered('confidential', authentication(secrets[0]?.value));
    const tokens = await signIn(config);
    const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
  });

  it('signs in through the pages, at the issuer that discovery named', async () => {
    const config = await discovered('app');
    const [pkceCodeVerifier, expectedState] = [oidc.randomPKCECodeVerifier(), oidc.randomState()];
    const start = oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: 'openid',
      state: expectedState,
      login_hint: email,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    const browser = await new PageDriver(start.origin).open(start.href);
    expect(browser.title).toBe('Sign in');
    await browser.submit({ password: goodPassword });
    const back = browser.callback ?? new URL('nowhere:');
    const tokens = await oidc.authorizationCodeGrant(config, back, {
      pkceCodeVerifier,
      expectedState,
      idTokenExpected: true,
    });
    expect(tokens.claims()).toMatchObject({ email, name: 'Ann' });
    await browser.open(start.href);
    expect(browser.callback?.searchParams.has('code')).toBe(true);
  });

  it('gets tokens of its own for a machine', async () => {
    const config = await discovered('machine');
    const tokens = await oidc.clientCredentialsGrant(config, { scope: 'orders/read' });
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
  });

  it('builds the way out', async () => {
    const config = await discovered('app');
    const url = oidc.buildEndSessionUrl(config, { logout_uri: 'https://app.example/bye' });
    const answer = await fetch(url, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('https://app.example/bye');
  });

  it('is told what is wrong', async () => {
    const config = await discovered('app');
    const start = oidc.buildAuthorizationUrl(config, { redirect_uri: callback, prompt: 'none' });
    const back = await fetch(start, { redirect: 'manual' });
    const location = new URL(back.headers.get('location') ?? '');
    await expect(oidc.authorizationCodeGrant(config, location)).rejects.toMatchObject({
      error: 'login_required',
    });
  });
});
