import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const program = process.env.CHROMIUM ?? '/usr/bin/chromium';

/**
 * `describe` for what needs Chromium, skipped by name where it is not installed.
 *
 * @throws Error instead, where `REQUIRE_ALL_TESTS` is set
 */
export function describeWithChromium(name: string, tests: () => void): void {
  const { describe } = globalThis as unknown as { describe: Describe };
  if (existsSync(program)) {
    describe(name, tests);
    return;
  }
  const reason = `there is no Chromium at ${program}`;
  if (process.env.REQUIRE_ALL_TESTS) throw new Error(`${name}: ${reason}`);
  describe.skip(`${name} (skipped: ${reason})`, tests);
}

interface Describe {
  (name: string, tests: () => void): void;
  skip(name: string, tests: () => void): void;
}

/**
 * Starts a browser that sends requests only to the pages it is told to open.
 *
 * @param more further command-line arguments
 */
export const startChromium = (...more: readonly string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
