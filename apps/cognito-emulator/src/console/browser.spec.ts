/** @timeoutSeconds 60 */
import { CreateUserPoolCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWithChromium, startChromium } from '@gatehouse/test-kit/internal/chromium';
import { accessibilityFaults } from '../spec-support/browser-page.js';
import { goodPassword } from '../spec-support/harness.js';
import { pageTemplate } from '../spec-support/page-fixture.js';
import { type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';
import { pages } from './index.js';
import { consolePath } from './page.js';

describeWithChromium('the console in Chromium', () => {
  const resources = useResources();
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let started: StartedEmulator;
  /** What the browser refused to do, or the script stumbled over. */
  let complaints: string[];
  beforeAll(async () => {
    browser = await resources.add(startChromium());
    started = await resources.add(startFixture({ template: pageTemplate() }));
  });
  beforeEach(async () => {
    complaints = [];
    context = await resources.add(browser.newContext());
    page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterEach(() => expect(complaints).toEqual([]));

  const open = (path: string) => page.goto(`${started.emulator.publicUrl}${path}`);
  const signUp = async (Username: string) => {
    const UserAttributes = [{ Name: 'name', Value: 'Ann' }];
    const input = { ClientId: started.client('web').id, Username, Password: goodPassword };
    const { UserSub } = await started.sdk.send(new SignUpCommand({ ...input, UserAttributes }));
    return UserSub!;
  };

  it('has pages that everybody can use, which fit on a phone', async () => {
    const sub = await signUp('ann@example.com');
    await page.setViewportSize({ width: 360, height: 720 });
    for (const { path } of pages) {
      await open(path.replace(':poolId', started.pool.id).replace(':sub', sub));
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    }
  });

  it('keeps ids in one piece beside a long name', async () => {
    const PoolName = 'a name that goes on and on '.repeat(4).trim();
    await started.sdk.send(new CreateUserPoolCommand({ PoolName }));
    await open('/_emulator');
    const lines =
      "[...document.querySelectorAll('[data-label=Id] code')].map((id) => id.getClientRects().length)";
    expect(await page.evaluate(lines)).toEqual([1, 1]);
  });

  it('confirms a user by a form, and says so', async () => {
    const sub = await signUp('bob@example.com');
    await open(`${consolePath}/pools/${started.pool.id}/users/${sub}`);
    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await page.getByRole('status').textContent()).toBe('The user is confirmed.');
    expect(await page.getByText('CONFIRMED', { exact: true }).count()).toBe(1);
  });

  it('brings in messages and requests as they come', async () => {
    await open('/_emulator');
    await page.getByText('Live').first().waitFor();
    await signUp('cat@example.com');
    await page.getByRole('link', { name: 'cat@example.com' }).waitFor();
    await page.getByText('SignUp', { exact: true }).first().waitFor();
    expect(await page.getByRole('button', { name: 'Copy the code' }).count()).toBeGreaterThan(0);
    await page.getByRole('table', { name: 'Requests' }).getByText('SignUp').first().waitFor();
  });

  it('takes no form from a page of another port', async () => {
    await open('/_emulator');
    const other = await context.newPage();
    await other.route('http://localhost:9/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${started.emulator.publicUrl}${consolePath}/faults/service"><input name="dark" value="drop"><button>Go</button></form>`,
      }),
    );
    await other.goto('http://localhost:9/');
    await other.getByRole('button').click();
    await other.waitForURL('**/faults/service');
    expect(await other.getByRole('alert').textContent()).toContain('Nothing has changed.');
    expect(started.emulator.services.faults.current.dark).toBeNull();
  });
});
