import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const program = process.env.CHROMIUM ?? '/usr/bin/chromium';
const pictures = join(tmpdir(), 'gatehouse-e2e-screenshots');

/**
 * `describe` for what needs Chromium, skipped by name where it isn't installed.
 *
 * @throws Error instead, where `REQUIRE_ALL_TESTS` is set
 */
export function describeWithChromium(name: string, tests: () => void): void {
  if (existsSync(program)) {
    describe(name, tests);
    return;
  }
  const reason = `there is no Chromium at ${program}`;
  if (process.env.REQUIRE_ALL_TESTS) throw new Error(`${name}: ${reason}`);
  describe.skip(`${name} (skipped: ${reason})`, tests);
}

/** A browser as somebody opens it who has never been here. */
export class FreshBrowser {
  private constructor(
    private readonly browser: Browser,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async start(): Promise<FreshBrowser> {
    const browser = await chromium.launch({
      executablePath: program,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'],
    });
    const context = await browser.newContext({ viewport: { width: 1200, height: 1000 } });
    context.setDefaultTimeout(60_000);
    return new FreshBrowser(browser, context, await context.newPage());
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
