import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resources } from '@gatehouse/test-kit';
import { startChromium } from '@gatehouse/test-kit/internal/chromium';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const pictures = join(tmpdir(), 'gatehouse-e2e-screenshots');

/** A browser as somebody opens it who has never been here. */
export class FreshBrowser {
  private constructor(
    private readonly browser: Browser,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async start(): Promise<FreshBrowser> {
    const resources = new Resources();
    const browser = await resources.add(startChromium());
    return resources.open(async () => {
      const context = await browser.newContext({ viewport: { width: 1200, height: 1000 } });
      context.setDefaultTimeout(60_000);
      return new FreshBrowser(browser, context, await context.newPage());
    });
  }

  /** Runs the steps of a test. If they fail, the error tells where there are pictures of every open page. */
  async watched(name: string, steps: () => Promise<void>): Promise<void> {
    try {
      await steps();
    } catch (cause) {
      const taken = await this.picture(name);
      throw new Error(`${(cause as Error).message}\nScreenshots: ${taken.join(', ')}`, { cause });
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  private async picture(name: string): Promise<readonly string[]> {
    await mkdir(pictures, { recursive: true });
    return Promise.all(
      this.context.pages().map(async (page, index) => {
        const path = join(pictures, `${name.replaceAll(/\W+/g, '-')}-${index}.png`);
        await page.screenshot({ path, fullPage: true });
        return path;
      }),
    );
  }
}
