/**
 * Remakes docs/images/pages-*.png, what people see at the emulator's pages, and console-*.png, what its developer sees: in
 * light, dark and on a phone. It needs Chromium, at /usr/bin/chromium or where `CHROMIUM` says. With `--all` it makes many more, which aren't kept.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { consoleScreenshots } from './screenshots/console.mjs';

const loader = new URL('./typescript/hooks.mjs', import.meta.url).href;
if (!process.execArgv.includes('--conditions=@gatehouse/source')) {
  const self = fileURLToPath(import.meta.url);
  const again = ['--conditions=@gatehouse/source', self, ...process.argv.slice(2)];
  process.exit(spawnSync(process.execPath, again, { stdio: 'inherit' }).status ?? 1);
}
register(loader);
const source = new URL('../apps/cognito-emulator/src/', import.meta.url);
const { startChromium } = await import('@gatehouse/test-kit/internal/chromium');
const { startServer } = await import(new URL('server.ts', source).href);
const { pageTemplate, callbackUrl } = await import(
  new URL('spec-support/page-fixture.ts', source).href
);

const wantsAll = process.argv.includes('--all');
const images = fileURLToPath(new URL('../docs/images/', import.meta.url));
mkdirSync(images, { recursive: true });
/** Few, so that the repository stays small: `--all` makes every page in every look, to look at. */
const kept = [
  'login-light',
  'login-dark',
  'sign-up-dark',
  'totp-light',
  'confirm-phone',
  'error-light',
];

const template = pageTemplate(
  {
    UserPoolName: 'Lighthouse Books',
    UsernameAttributes: [],
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    Policies: {
      PasswordPolicy: {
        MinimumLength: 10,
        RequireUppercase: true,
        RequireLowercase: true,
        RequireNumbers: true,
      },
    },
  },
  { ClientName: 'Lighthouse Books' },
);
const emulator = await startServer({ template });
const browser = await startChromium('--hide-scrollbars');

const looks = {
  light: { colorScheme: 'light', viewport: { width: 560, height: 720 } },
  dark: { colorScheme: 'dark', viewport: { width: 560, height: 720 } },
  phone: { colorScheme: 'light', viewport: { width: 375, height: 720 }, isMobile: true },
};

const [pool] = emulator.pools();
const query = new URLSearchParams({
  client_id: pool.clients[0].id,
  response_type: 'code',
  redirect_uri: callbackUrl,
});

let number = 0;
for (const [look, settings] of Object.entries(looks)) {
  const context = await browser.newContext({ ...settings, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const shoot = async (name) => {
    if (!wantsAll && !kept.includes(`${name}-${look}`)) return;
    await captured(page, `${images}pages-${name}-${look}.png`);
  };
  const username = `ann-${++number}`;
  await page.goto(`${emulator.publicUrl}/login?${query}`);
  await page.evaluate(() => document.activeElement?.blur());
  await shoot('login');
  await page.getByRole('link', { name: 'Create one' }).click();
  await page.fill('#username', username);
  await page.fill('#name', 'Ann Example');
  await page.fill('#email', 'ann@example.com');
  await page.fill('#password', 'correct-horse-7');
  await page.getByRole('button', { name: 'Create account' }).click();
  await shoot('sign-up');
  await page.fill('#password', 'Correct-horse-7');
  await page.getByRole('button', { name: 'Create account' }).click();
  await shoot('confirm');
  const outbox = await fetch(`${emulator.url}/_emulator/outbox?username=${username}`);
  await page.fill('#code', (await outbox.json()).at(-1).code);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Authenticator app' }).click();
  await shoot('totp');
  await page.goto(`${emulator.publicUrl}/error?error=redirect_mismatch&client_id=abc123`);
  await shoot('error');
  await context.close();
}
await emulator.close();
await consoleScreenshots({ startServer, browser, looks, images, wantsAll, captured });
await browser.close();

/** A machine that does other things as well can be too slow for Chromium's first try. */
async function captured(page, path, fullPage = false, triesLeft = 5) {
  try {
    await page.screenshot({ path, fullPage });
  } catch (error) {
    if (triesLeft === 1) throw error;
    await page.waitForTimeout(500);
    await captured(page, path, fullPage, triesLeft - 1);
  }
}
