/** @timeoutSeconds 60 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useResources } from '@gatehouse/test-kit';
import type { Browser, Page } from 'playwright-core';
import { describeWithChromium, startChromium } from '@gatehouse/test-kit/internal/chromium';
import { type PageFixture, pageTemplate, startPages } from '../spec-support/page-fixture.js';

const guide = readFileSync(
  new URL('../../../../docs/how-to/hosted-sign-in.md', import.meta.url),
  'utf8',
);

/** The code of the guide, word for word, in a browser. */
describeWithChromium('the app of docs/how-to/hosted-sign-in.md', () => {
  const username = 'ann@example.com';
  const resources = useResources();
  let browser: Browser;
  let page: Page;
  let pages: PageFixture;
  let home: string;
  const faults: string[] = [];

  const app = createServer((request, response) => {
    const isScript = request.url === '/sign-in.js';
    response
      .setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      .end(isScript ? script() : guideCode('html'));
  });
  const script = () =>
    guideCode('js')
      .replace(/'http:\/\/localhost:9500\/[^']*'/, `'${pages.emulator.publicUrl}/${pages.pool.id}'`)
      .replace(/'Y+'/, `'${pages.client('web').id}'`);

  beforeAll(async () => {
    resources.add(app).listen(0, '127.0.0.1');
    await once(app, 'listening');
    home = `http://localhost:${(app.address() as AddressInfo).port}/`;
    pages = await resources.add(
      startPages(pageTemplate({}, { CallbackURLs: [home], LogoutURLs: [home] })),
    );
    browser = await resources.add(startChromium());
    page = await browser.newPage();
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(home);
  });
  afterEach(() => expect(faults).toEqual([]));

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const shows = async (text: string) => {
    await page.getByText(text, { exact: true }).waitFor();
    expect(page.url()).toBe(home);
  };

  it('signs somebody up, and refreshes the tokens', async () => {
    await press('Sign in');
    await page.getByRole('link', { name: 'Create one' }).click();
    await page.getByLabel('Email address').fill(username);
    await page.getByLabel('Name').fill('Ann');
    await page.getByLabel('Password').fill('Correct-horse-7');
    await press('Create account');
    await page.getByLabel('Code').waitFor();
    await page.getByLabel('Code').fill(await pages.codeFor(username));
    await press('Confirm');
    await shows(username);
    const [answer] = await Promise.all([page.waitForResponse('**/oauth2/token'), press('Refresh')]);
    expect(answer.status()).toBe(200);
    expect(Object.keys((await answer.json()) as object)).not.toContain('refresh_token');
    await shows(username);
  });

  it('comes straight back while the pages remember, and not after signing out', async () => {
    await page.reload();
    await shows('Nobody');
    await press('Sign in');
    await shows(username);
    await press('Sign out');
    await shows('Nobody');
    await press('Sign in');
    await page.getByLabel('Password').waitFor();
  });

  it('takes no answer it did not ask for', async () => {
    await page.goto(`${home}?code=stolen&state=another`);
    await shows('Nobody: nobody asked for this');
  });
});

/** The first code of that language which is a file by itself. */
function guideCode(language: 'html' | 'js'): string {
  const code = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(guide)?.[1];
  if (code === undefined) throw new Error(`the guide has no ${language}`);
  return code;
}
