import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { type PageFixture, pageTemplate, startPages } from '../../spec-support/page-fixture.js';

const password = 'Correct-horse-7';
const level = (number: number) => ({ acr_values: `urn:cognito:loa:${number}` });

describe('a sign-in at the pages that is to reach a level', () => {
  const resources = useResources();
  let pages: PageFixture;
  beforeAll(async () => {
    const SignInPolicy = { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] };
    const totp = { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] };
    pages = await resources.add(
      startPages(pageTemplate({ Policies: { SignInPolicy }, Schema: [], ...totp })),
    );
    const user = { UserPoolId: pages.pool.id, Username: 'ann@example.com' };
    const UserAttributes = [
      { Name: 'email', Value: user.Username },
      { Name: 'email_verified', Value: 'true' },
    ];
    const MessageAction = 'SUPPRESS' as const;
    await pages.sdk.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction }));
    const own = { Password: password, Permanent: true };
    await pages.sdk.send(new AdminSetUserPasswordCommand({ ...user, ...own }));
  });

  const begun = async (username: string, number: number) => {
    const browser = await pages.atLogin(level(number));
    return browser.submit({ username });
  };

  const forgotten = async (number: number) => {
    const browser = await pages.atLogin(level(number));
    await browser.open(pages.loginPath(level(number)).replace('/login', '/forgotPassword'));
    await browser.submit({ username: 'ann@example.com' });
    const code = await pages.codeFor('ann@example.com');
    return browser.submit({ code, password });
  };

  it.each([1, 2, 3, 4])(
    'asks who is there and who isn’t for the same, on the way to level %i',
    async (number) => {
      const [ann, nobody] = [
        await begun('ann@example.com', number),
        await begun('nobody@example.com', number),
      ];
      expect(ann.status).toBe(200);
      expect(ann.text).not.toContain('TARGET_ACR_VALUES');
      expect([nobody.status, nobody.url.pathname, nobody.title, nobody.buttons]).toEqual([
        ann.status,
        ann.url.pathname,
        ann.title,
        ann.buttons,
      ]);
    },
  );

  it('tells the app, and nobody before the sign-in, that the user can’t reach it', async () => {
    const browser = await begun('ann@example.com', 4);
    await browser.submit({}, 'Password');
    await browser.submit({ password: 'wrong' });
    expect(browser.fault).toBe('Incorrect username or password.');
    await browser.submit({ password });
    expect(browser.callback?.searchParams.get('error')).toBe('unmet_authentication_requirements');
    expect(browser.callback?.searchParams.has('code')).toBe(false);
  });

  it('goes on with a code where the level is reached', async () => {
    const browser = await begun('ann@example.com', 1);
    await browser.submit({ password });
    expect(browser.callback?.searchParams.has('code')).toBe(true);
  });

  it.each([
    [1, 'code'],
    [4, 'error'],
  ])(
    'answers the app for level %i with a %s parameter after a forgotten password',
    async (number, answer) => {
      const browser = await forgotten(number);
      expect(browser.callback?.searchParams.has(answer)).toBe(true);
    },
  );

  it('goes on to another factor after a forgotten password, where the level takes it', async () => {
    const browser = await forgotten(2);
    await browser.submit({}, 'Code by email');
    await browser.submit({ code: await pages.codeFor('ann@example.com') });
    expect(browser.callback?.searchParams.has('code')).toBe(true);
  });
});
