import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { PageDriver } from '../spec-support/page-driver.js';
import {
  callbackUrl,
  type PageFixture,
  pageTemplate,
  startPages,
} from '../spec-support/page-fixture.js';

const otherUrl = 'http://localhost:3998/callback';

describe('a browser with two apps at the pages at once', () => {
  const resources = useResources();
  let pages: PageFixture;
  let other: string;
  beforeAll(async () => {
    pages = await resources.add(startPages(pageTemplate({ Schema: [] })));
    const { UserPoolClient } = await pages.sdk.send(
      new CreateUserPoolClientCommand({
        UserPoolId: pages.pool.id,
        ClientName: 'other',
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid'],
        CallbackURLs: [otherUrl],
      }),
    );
    other = UserPoolClient!.ClientId!;
  });

  /** A second tab of the browser. */
  const tabBeside = (tab: PageDriver) => {
    const second = new PageDriver(tab.base);
    Object.assign(second, { cookies: tab.cookies });
    return second;
  };
  const atOther = { redirect_uri: otherUrl };
  const signUpPath = (more: Readonly<Record<string, string>> = {}) =>
    pages.loginPath(more).replace('/login', '/signup');

  it('goes on with each where it was', async () => {
    const first = new PageDriver(pages.emulator.publicUrl);
    await first.open(signUpPath());
    await first.submit({ username: 'ann@example.com', password: 'correct-horse-7' });
    const second = tabBeside(first);
    await second.open(signUpPath({ client_id: other, ...atOther }));
    await second.submit({ username: 'bob@example.com', password: 'correct-horse-7' });
    expect(second.title).toBe('Confirm your account');

    await first.submit({ code: await pages.codeFor('ann@example.com') });
    expect(first.callback?.href).toContain(`${callbackUrl}?code=`);
    await second.open(signUpPath({ client_id: other, ...atOther }).replace('/signup', '/confirm'));
    expect(second.text).toContain('b***@e***');
    await second.submit({ code: await pages.codeFor('bob@example.com') });
    expect(second.callback?.href).toContain(`${otherUrl}?code=`);
    expect(first.cookies.has('cognito-fl')).toBe(false);
  });

  it('keeps the cookie short, whatever it says', async () => {
    const browser = new PageDriver(pages.emulator.publicUrl);
    await browser.open(signUpPath());
    browser.cookies.set('cognito-fl', Array(500).fill('x').join('.'));
    await browser.submit({ username: 'cat@example.com', password: 'correct-horse-7' });
    expect(browser.title).toBe('Confirm your account');
    expect(browser.cookies.get('cognito-fl')).toMatch(/^[\w-]{20,100}$/);
  });
});
