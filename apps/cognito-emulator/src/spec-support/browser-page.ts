import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What axe finds on a page that people with disabilities would stumble over, in light and in dark: rule and element. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  await page.emulateMedia({ colorScheme: 'light' });
  const found = await page.evaluate(faults, []);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...found, ...(await page.evaluate(faults, ['color-contrast']))];
}

/** Runs in the page; all rules when none is named. */
async function faults(runOnly: readonly string[]): Promise<readonly string[]> {
  const { axe } = globalThis as unknown as { axe: Axe };
  const { violations } = await axe.run(runOnly.length === 0 ? {} : { runOnly });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

interface Axe {
  run(options: { readonly runOnly?: readonly string[] }): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}

/** Gives a page an authenticator that holds passkeys and always finds its user present. */
export async function addAuthenticator(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
