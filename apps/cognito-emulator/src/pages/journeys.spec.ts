import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { withSes } from '../spec-support/message-senders.js';
import type { PageDriver } from '../spec-support/page-driver.js';
import { type PageFixture, pageTemplate, startPages } from '../spec-support/page-fixture.js';
import { totp } from '../spec-support/totp.js';
import { wrongCode, wrongTotp } from '../spec-support/wrong-code.js';

const password = 'correct-horse-7';

/** Signs somebody up, as far as the code. */
async function signUp(pages: PageFixture, username: string): Promise<PageDriver> {
  const browser = await pages.atLogin();
  await browser.click('Create one');
  return browser.submit({ username, name: 'Ann <b>', password });
}

async function signedUp(pages: PageFixture, username: string): Promise<PageDriver> {
  const browser = await signUp(pages, username);
  return browser.submit({ code: await pages.codeFor(username) });
}

const expectSignedIn = ({ callback, cookies }: PageDriver) => {
  expect(callback?.origin).toBe('http://localhost:3999');
  expect(callback?.searchParams.get('state')).toBe('st4te');
  expect(callback?.searchParams.get('code')).toBeTruthy();
  expect(cookies.has('cognito-fl')).toBe(false);
};

describe('the pages of a pool with passwords', () => {
  const resources = useResources();
  let pages: PageFixture;
  beforeAll(async () => {
    pages = await resources.add(startPages());
  });

  it('sign somebody up, take the code and go on signed in', async () => {
    const browser = await pages.atLogin();
    expect(browser.title).toBe('Sign in');
    expect(browser.fields).toEqual(['username', 'password']);
    await browser.click('Create one');
    expect(browser.fields).toEqual(['username', 'name', 'password']);
    await browser.submit({ username: 'ann@example.com', name: 'Ann', password });
    expect(browser.title).toBe('Confirm your account');
    expect(browser.text).toContain('a***@e***');
    await browser.submit({ code: '000' });
    expect(browser.fault).toContain('Invalid verification code');
    await browser.submit({ code: await pages.codeFor('ann@example.com') });
    expectSignedIn(browser);
  });

  it('refuse passwords with the pool’s own words, one at a time, and keep what else was filled in', async () => {
    const browser = await pages.atLogin();
    await browser.click('Create one');
    await browser.submit({ username: 'bad@example.com', name: 'B"> <i>', password: 'short' });
    expect([browser.status, browser.fault]).toEqual([400, 'The password is too short.']);
    expect(browser.text).toContain('<a href="#password">');
    await browser.submit({ username: 'bad@example.com', name: 'B', password: `${password} ` });
    expect(browser.fault).toBe('The password can’t begin or end with a space.');
    await browser.submit({ username: 'b d@example.com', name: 'B', password });
    expect(browser.fault).toBe('The email address can’t have spaces in it.');
    await browser.submit({ username: 'bad@example.com', name: 'B'.repeat(3_000), password });
    expect(browser.fault).toBe('What you entered is too long.');
    expect(browser.text).toContain('<a href="#name">');
    await browser.submit({ username: 'bad@example.com', name: 'B"> <i>', password: 'longer-one' });
    expect(browser.fault).toContain('Password must have numeric characters');
    expect(browser.form().fields).toMatchObject({
      username: 'bad@example.com',
      name: 'B"> <i>',
      password: '',
    });
    expect(browser.text).toContain('aria-invalid="true"');
    await browser.submit({ username: 'bad@example.com', name: ' ', password });
    expect(browser.text).toContain('<a href="#name">');
  });

  it('send the code again', async () => {
    const browser = await signUp(pages, 'again@example.com');
    const first = await pages.codeFor('again@example.com');
    await browser.submit({}, 'Send a new code');
    expect(browser.title).toBe('Confirm your account');
    expect(browser.text).toContain('We sent another email with a code to');
    let second = await pages.codeFor('again@example.com');
    // Two random codes can be equal, but not four times.
    for (let again = 0; again < 3 && second === first; again += 1) {
      await browser.submit({}, 'Send a new code');
      second = await pages.codeFor('again@example.com');
    }
    expect(second).not.toBe(first);
    await browser.submit({ code: first });
    expect(browser.fault).toContain('Invalid verification code');
    await browser.submit({ code: second });
    expectSignedIn(browser);
  });

  it('send the code again to a browser the sign-up wasn’t made in, which is not signed in by it', async () => {
    await signUp(pages, 'afar@example.com');
    const browser = await pages.atLogin();
    const cold = pages.loginPath().replace('/login', '/confirm');
    await browser.open(cold);
    expect(browser.fields).toEqual(['username', 'code']);
    expect(/ id="(\w+)"[^>]* autofocus/.exec(browser.text)?.[1]).toBe('username');
    await browser.submit({ username: 'afar@example.com' }, 'Send a new code');
    expect([browser.status, browser.fields]).toEqual([200, ['code']]);
    expect(browser.text).toContain('We sent another email with a code to');
    await browser.submit({ code: await pages.codeFor('afar@example.com') });
    expect([browser.title, browser.callback]).toEqual(['Sign in', undefined]);
    await browser.open(cold);
    await browser.submit({ username: 'nobody@example.com' }, 'Send a new code');
    expect(browser.text).toContain('We sent another email with a code to');
    await browser.submit({ code: '123456' });
    expect(browser.fault).toContain('Invalid');
  });

  it('lead who is not confirmed yet to the code, and on', async () => {
    await signUp(pages, 'later@example.com');
    const browser = await pages.atLogin();
    await browser.submit({ username: 'later@example.com', password });
    expect(browser.title).toBe('Confirm your account');
    await browser.submit({ code: await pages.codeFor('later@example.com') });
    expectSignedIn(browser);
  });

  it('let who confirms with a wrong password in only once they know the right one', async () => {
    await signUp(pages, 'unsure@example.com');
    const browser = await pages.atLogin();
    await browser.submit({ username: 'unsure@example.com', password: 'wrong-horse-7' });
    expect(browser.title).toBe('Confirm your account');
    expect(browser.fields).toEqual(['code']);
    await browser.submit({ code: await pages.codeFor('unsure@example.com') });
    expect(browser.title).toBe('Sign in');
    await browser.submit({ username: 'unsure@example.com', password: 'wrong-horse-7' });
    expect(browser.fault).toBe('Incorrect username or password.');
    await browser.submit({ username: 'unsure@example.com', password });
    expectSignedIn(browser);
  });

  it('sign in by password', async () => {
    await signedUp(pages, 'bob@example.com');
    const browser = await pages.atLogin();
    await browser.submit({ username: ' bob@example.com ', password });
    expectSignedIn(browser);
  });

  it('remember who has signed in, several of them, until they are to sign in again', async () => {
    const browser = await signedUp(pages, 'cat@example.com');
    await browser.open(pages.loginPath());
    expect(browser.buttons).toEqual(['Continue as cat@example.com']);
    await browser.click('Use another account');
    await signedUp(pages, 'dog@example.com');
    await browser.submit({ username: 'dog@example.com', password });
    expectSignedIn(browser);
    await browser.open(pages.loginPath());
    expect(browser.buttons).toEqual(['Continue as dog@example.com', 'Continue as cat@example.com']);
    await browser.submit({}, 'Continue as cat@example.com');
    expectSignedIn(browser);
    await browser.open(pages.loginPath({ prompt: 'login', login_hint: 'cat@example.com' }));
    expect(browser.form().fields.username).toBe('cat@example.com');
    await browser.open(pages.loginPath({ max_age: '3600' }));
    expect(browser.title).toBe('Choose an account');
  });

  it('reset a forgotten password, and go on signed in', async () => {
    await signedUp(pages, 'eve@example.com');
    const browser = await pages.atLogin();
    await browser.click('Forgot your password?');
    await browser.submit({ username: 'eve@example.com' });
    expect(browser.title).toBe('Choose a new password');
    expect(browser.text).toContain('we sent an email with a code');
    expect(browser.url.pathname).toBe('/confirmforgotPassword');
    await browser.submit({}, 'Send a new code');
    expect(browser.text).toContain('we sent another email with a code');
    const code = await pages.codeFor('eve@example.com');
    await browser.submit({ code, password: 'short' });
    expect(browser.status).toBe(400);
    await browser.submit({ code, password: 'another-horse-8' });
    expectSignedIn(browser);
    const other = await pages.atLogin();
    await other.submit({ username: 'eve@example.com', password });
    expect(other.fault).toBe('Incorrect username or password.');
  });

  it('begin at the authorization endpoint, and forget at the logout endpoint', async () => {
    const path = pages.loginPath();
    const authorize = path.replace('/login', '/oauth2/authorize');
    const browser = await signedUp(pages, 'out@example.com');
    await browser.open(authorize);
    expectSignedIn(browser);
    await browser.open(path.replace('/login', '/logout'));
    expect(browser.url.pathname).toBe('/login');
    expect(browser.fields).toEqual(['username', 'password']);
    await browser.open(authorize);
    expect(browser.url.pathname).toBe('/login');
    await browser.submit({ username: 'out@example.com', password });
    expectSignedIn(browser);
    const out = new URLSearchParams({
      client_id: pages.client('web').id,
      logout_uri: 'http://localhost:3999/',
    });
    await browser.open(`/logout?${out.toString()}`);
    expect(browser.callback?.href).toBe('http://localhost:3999/');
    await browser.open(path);
    expect(browser.title).toBe('Sign in');
  });

  it('look the same for somebody who doesn’t exist', async () => {
    const browser = await pages.atLogin();
    await browser.submit({ username: 'nobody@example.com', password });
    expect(browser.fault).toBe('Incorrect username or password.');
    await browser.click('Forgot your password?');
    await browser.submit({ username: 'nobody@example.com' });
    expect(browser.title).toBe('Choose a new password');
    await browser.submit({ code: '123456', password: 'another-horse-8' });
    expect(browser.fault).toContain('Invalid verification code provided');
  });

  it('ask for a new password, and for attributes that are missing', async () => {
    const Username = 'fay@example.com';
    await pages.sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: pages.pool.id,
        Username,
        TemporaryPassword: 'temporary-horse-1',
        MessageAction: 'SUPPRESS',
      }),
    );
    const browser = await pages.atLogin();
    await browser.submit({ username: Username, password: 'temporary-horse-1' });
    expect(browser.title).toBe('Choose a new password');
    expect(browser.fields).toEqual(['password', 'name']);
    await browser.submit({ password, name: 'Fay' });
    expectSignedIn(browser);
    const user = await pages.sdk.send(
      new AdminGetUserCommand({ UserPoolId: pages.pool.id, Username }),
    );
    expect(user.UserAttributes).toContainEqual({ Name: 'name', Value: 'Fay' });
  });
});

describe('the pages of a pool that demands MFA', () => {
  const resources = useResources();
  let pages: PageFixture;
  beforeAll(async () => {
    const mfa = { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] };
    const recovery = { RecoveryMechanisms: [{ Name: 'verified_phone_number', Priority: 1 }] };
    pages = await resources.add(
      startPages(
        pageTemplate({
          ...mfa,
          ...withSes(),
          AccountRecoverySetting: recovery,
          Schema: [],
          AutoVerifiedAttributes: ['email'],
        }),
      ),
    );
  });

  const secretOn = ({ text }: PageDriver) => /id="secret"[^>]*>([A-Z2-7]+)</.exec(text)?.[1] ?? '';

  it('ask for a code by email', async () => {
    const browser = await pages.atLogin();
    await browser.click('Create one');
    expect(browser.fields).toEqual(['username', 'password']);
    await browser.submit({ username: 'gil@example.com', password });
    await browser.submit({ code: await pages.codeFor('gil@example.com') });
    expect(browser.title).toBe('Enter the code');
    await browser.submit({ code: await pages.codeFor('gil@example.com') });
    expectSignedIn(browser);
  });

  it('set up an authenticator app, and ask for its codes from then on', async () => {
    const Username = 'hal';
    const pool = await resources.add(
      startPages(
        pageTemplate({
          UsernameAttributes: [],
          MfaConfiguration: 'ON',
          EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        }),
      ),
    );
    const browser = await pool.atLogin();
    await browser.click('Create one');
    expect(browser.fields).toEqual(['username', 'email', 'name', 'password']);
    await browser.submit({ username: Username, name: 'Hal', email: 'hal@example.com', password });
    await browser.submit({ code: await pool.codeFor(Username) });
    expect(browser.title).toBe('Protect your account');
    await browser.submit({}, 'Authenticator app');
    expect(browser.text).toContain('<svg role="img"');
    const secret = secretOn(browser);
    await browser.submit({ code: wrongTotp(secret, Date.now()) });
    expect(browser.status).toBe(400);
    expect(secretOn(browser)).toBe(secret);
    await browser.submit({ code: totp(secret, Date.now()) });
    expectSignedIn(browser);
    const again = await pool.atLogin();
    await again.submit({ username: Username, password });
    expect(again.title).toBe('Enter the code');
    await again.submit({ code: totp(secret, Date.now() + 30_000) });
    expectSignedIn(again);
    await again.open(pool.loginPath({ acr_values: 'urn:cognito:loa:4' }));
    expect(again.title).toBe('Choose an account');
    const stepUp = await pool.atLogin({ acr_values: 'urn:cognito:loa:4' });
    await stepUp.submit({ username: Username });
    await stepUp.submit({ password });
    expect(stepUp.title).toBe('Enter the code');
  });
});

describe('the pages of a pool where users choose what to sign in with', () => {
  const resources = useResources();
  let pages: PageFixture;
  beforeAll(async () => {
    const factors = ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'];
    const policies = {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: factors } },
      Schema: [],
    };
    pages = await resources.add(
      startPages(pageTemplate(policies, { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })),
    );
  });

  it('sign up without a password, and in by a code', async () => {
    const browser = await pages.atLogin();
    expect(browser.fields).toEqual(['username']);
    await browser.click('Create one');
    await browser.submit({ username: 'ida@example.com' });
    await browser.submit({ code: await pages.codeFor('ida@example.com') });
    expectSignedIn(browser);
    const again = await pages.atLogin();
    await again.submit({ username: 'ida@example.com' });
    expect(again.buttons).toEqual(['Code by email']);
    await again.submit();
    expect(again.title).toBe('Enter the code');
    const code = await pages.codeFor('ida@example.com');
    await again.submit({ code: wrongCode(code) });
    expect(again.status).toBe(400);
    await again.submit({ code });
    expectSignedIn(again);
  });

  it('ask for the password when that is chosen', async () => {
    const browser = await pages.atLogin();
    await browser.click('Create one');
    await browser.submit({ username: 'joy@example.com', password: 'Correct-horse-7' });
    await browser.submit({ code: await pages.codeFor('joy@example.com') });
    expectSignedIn(browser);
    const again = await pages.atLogin();
    await again.submit({ username: 'joy@example.com' });
    await again.submit({}, 'Password');
    await again.submit({ password: 'wrong' });
    expect(again.fault).toBe('Incorrect username or password.');
    await again.submit({ password: 'Correct-horse-7' });
    expectSignedIn(again);
  });

  it('answer for somebody who doesn’t exist as for a wrong password', async () => {
    const browser = await pages.atLogin();
    await browser.submit({ username: 'nobody@example.com' });
    await browser.submit({}, 'Password');
    expect(browser.title).toBe('Enter your password');
    await browser.submit({ password: 'wrong' });
    expect(browser.fault).toBe('Incorrect username or password.');
    await browser.open(pages.loginPath());
    await browser.submit({ username: 'nobody@example.com' });
    await browser.submit({}, 'Code by email');
    expect(browser.title).toBe('Enter the code');
    expect(browser.text).toContain('n***@e***');
    expect(await pages.codeFor('nobody@example.com')).toBe('');
    for (let number = 1; number <= 4; number++) await browser.submit({ code: '123456' });
    expect(browser.fault).toContain('Invalid code');
    await browser.submit({ code: '123456' });
    expect(browser.title).toBe('Please sign in again');
  });
});
