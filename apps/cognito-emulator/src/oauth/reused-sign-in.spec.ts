import {
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { goodPassword } from '../spec-support/harness.js';
import {
  authorizeQuery,
  callback,
  email,
  type OAuthFixture,
  startOAuthFixture,
} from '../spec-support/oauth-fixture.js';
import { PageDriver } from '../spec-support/page-driver.js';

describe('a sign-in at the pages', () => {
  const resources = useResources();
  let fixture: OAuthFixture;
  beforeEach(async () => {
    fixture = await resources.add(startOAuthFixture());
    await track('ENABLED');
  });

  const track = (UserSessionTracking: 'ENABLED' | 'DISABLED') =>
    fixture.sdk.send(
      new SetUserPoolSessionConfigurationCommand({
        UserPoolId: fixture.pool.id,
        UserSessionTracking,
        TokenSession: { MaxPerUser: 20 },
      }),
    );
  const setMinutes = (clientName: string, MaxValidityMinutes: number) =>
    fixture.sdk.send(
      new SetUserPoolClientSessionConfigurationCommand({
        UserPoolId: fixture.pool.id,
        ClientId: fixture.client(clientName).id,
        SSOSession: { MaxValidityMinutes },
      }),
    );
  const pathOf = (name: string, path = '/oauth2/authorize') =>
    `${path}?${authorizeQuery(fixture.client(name).id, { scope: 'openid' })}`;
  const signIn = async (name: string) => {
    const browser = await new PageDriver(fixture.emulator.publicUrl).open(pathOf(name));
    return browser.submit({ username: email, password: goodPassword });
  };
  const goesOn = async (browser: PageDriver, name: string) =>
    (await browser.open(pathOf(name))).callback?.searchParams.has('code') === true;

  it('is taken over by each client for as long as it says, from the sign-in on', async () => {
    await setMinutes('narrow', 90);
    await setMinutes('confidential', 5);
    const browser = await signIn('app');
    const after = async (minutes: number) => {
      fixture.clock.advanceSeconds(minutes * 60);
      const names = ['app', 'narrow', 'confidential'];
      const found = [];
      for (const name of names) if (await goesOn(browser, name)) found.push(name);
      return found;
    };
    expect(await after(4)).toEqual(['app', 'narrow', 'confidential']);
    expect(await after(1)).toEqual(['app', 'narrow']);
    expect(await after(54)).toEqual(['app', 'narrow']);
    expect(await after(1)).toEqual(['narrow']);
    expect(await after(29)).toEqual(['narrow']);
    expect(await after(1)).toEqual([]);
  });

  it('lives in its cookie as long as some client takes it over, and an hour at least', async () => {
    const ageIn = (browser: PageDriver) =>
      browser.answerHeaders
        .getSetCookie()
        .find((line) => line.startsWith('cognito-'))
        ?.match(/Max-Age=(\d+)/)?.[1];
    for (const name of ['app', 'narrow', 'confidential']) await setMinutes(name, 5);
    expect(ageIn(await signIn('app'))).toBe('3600');
    await setMinutes('narrow', 90);
    expect(ageIn(await signIn('app'))).toBe('5400');
  });

  it('is never taken over by a client that says 0, which others may', async () => {
    await setMinutes('narrow', 0);
    const browser = await signIn('narrow');
    expect(browser.callback?.searchParams.has('code')).toBe(true);
    expect(await goesOn(browser, 'narrow')).toBe(false);
    await browser.open(pathOf('narrow', '/login'));
    expect(browser.title).toBe('Sign in');
    const silent = pathOf('narrow').concat('&prompt=none');
    expect((await browser.open(silent)).callback?.searchParams.get('error')).toBe('login_required');
    expect(await goesOn(browser, 'app')).toBe(true);
  });

  it('is not taken over for prompt=login: the user signs in again, as auth_time of the tokens says', async () => {
    const browser = await signIn('app');
    fixture.clock.advanceSeconds(600);
    await browser.open(pathOf('app').concat('&prompt=login'));
    expect(browser.title).toBe('Sign in');
    await browser.submit({ username: email, password: goodPassword });
    const answer = await fixture.post('/oauth2/token', {
      grant_type: 'authorization_code',
      client_id: fixture.client('app').id,
      code: browser.callback?.searchParams.get('code') ?? '',
      redirect_uri: callback,
    });
    const tokens = answer.json() as Record<'access_token' | 'id_token', string>;
    const auth_time = fixture.clock.nowMilliseconds() / 1_000;
    for (const token of [tokens.access_token, tokens.id_token])
      expect(decodeJwt(token)).toMatchObject({ auth_time });
  });

  it('goes on after a global sign-out and a new password, and ends with a reset', async () => {
    const { sdk, pool } = fixture;
    const user = { UserPoolId: pool.id, Username: email };
    const browser = await signIn('app');
    await sdk.send(new AdminUserGlobalSignOutCommand(user));
    expect(await goesOn(browser, 'app')).toBe(true);
    const password = { Password: `${goodPassword}!`, Permanent: true };
    await sdk.send(new AdminSetUserPasswordCommand({ ...user, ...password }));
    expect(await goesOn(browser, 'app')).toBe(true);
    await sdk.send(new AdminResetUserPasswordCommand(user));
    expect(await goesOn(browser, 'app')).toBe(false);
  });

  it('is taken over for an hour where sessions aren’t tracked any more', async () => {
    await setMinutes('narrow', 0);
    await track('DISABLED');
    expect(await goesOn(await signIn('narrow'), 'narrow')).toBe(true);
  });
});
