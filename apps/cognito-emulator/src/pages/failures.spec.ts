import { useResources } from '@gatehouse/test-kit';
import { spyOn } from 'jest-mock';
import { type PageFixture, startPages } from '../spec-support/page-fixture.js';
import { PageDriver } from '../spec-support/page-driver.js';
import { pages as allPages } from './index.js';

const browserAccepts = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('what people see of failures', () => {
  const resources = useResources();
  let pages: PageFixture;
  beforeAll(async () => (pages = await resources.add(startPages())));
  afterEach(() => pages.emulator.services.faults.clear());

  const paths = () =>
    [...allPages.map(({ path }) => path), '/oauth2/authorize', '/logout'].map((path) =>
      pages.loginPath().replace('/login', path),
    );
  const others = ['/error?error=x', '/signedOut', '/confirmUser?client_id=a'];
  const browser = () => {
    const driver = new PageDriver(pages.emulator.publicUrl);
    driver.headers = browserAccepts;
    return driver;
  };

  it.each([
    [429, 'Too many requests', { throttle: true }],
    [500, 'Something broke here', { operations: { '*': { error: true } } }],
    [503, 'Not available now', { dark: 'unavailable' }],
  ] as const)('is a page, wherever a browser is: %s', async (status, title, fault) => {
    pages.emulator.services.faults.set(fault);
    for (const path of [...paths(), ...others]) {
      const shown = await browser().open(path);
      expect([path, shown.status, shown.title]).toEqual([path, status, title]);
      expect(shown.answerHeaders.get('content-security-policy')).toContain("default-src 'none'");
      expect(shown.answerHeaders.get('cache-control')).toBe('no-store');
      const loaded = [...shown.text.matchAll(/<link rel="\w+" href="([^"]*)"/g)];
      expect(loaded).toHaveLength(3);
      for (const [, href] of loaded)
        expect((await fetch(new URL(href!, shown.base))).status).toBe(200);
    }
  });

  it('leads back to the page, whose form works as soon as the fault is over', async () => {
    const visitor = await browser().open(pages.loginPath({ state: `"'><b>` }));
    pages.emulator.services.faults.set({ throttle: 1 });
    await visitor.submit({ username: 'nobody@example.com', password: 'some password' });
    expect([visitor.status, visitor.fault]).toEqual([
      429,
      'Please wait a moment, and then try again.',
    ]);
    expect(visitor.text).not.toContain('<b>');
    await visitor.click('Try again');
    expect([visitor.status, visitor.title]).toEqual([200, 'Sign in']);
    expect(visitor.url.searchParams.get('state')).toBe(`"'><b>`);
  });

  it('is a page when more is sent than a form holds, and when something breaks', async () => {
    const visitor = await browser().open(pages.loginPath());
    await visitor.submit({ username: 'x'.repeat(100_000), password: 'some password' });
    expect([visitor.status, visitor.title]).toEqual([413, 'That is too long']);
    const breaking = spyOn(pages.emulator.services.pools, 'findClient');
    breaking.mockImplementation(() => {
      throw new Error('an internal detail');
    });
    for (const path of paths()) {
      const broken = await browser().open(path);
      expect([path, broken.status, broken.title]).toEqual([path, 500, 'Something broke here']);
      expect(broken.text).not.toContain('internal detail');
    }
    breaking.mockRestore();
  });

  it('leads on from a form that can’t be read', async () => {
    const visitor = await browser().open(pages.loginPath());
    const body = new URLSearchParams({ ...visitor.form().fields, username: 'a' });
    body.append('username', 'b');
    const answer = await visitor.send(visitor.url, { method: 'POST', body });
    visitor.text = await answer.text();
    expect([answer.status, visitor.fault]).toEqual([400, 'The form could not be read.']);
    await visitor.click('Back to sign-in');
    expect(visitor.title).toBe('Sign in');
  });

  it('is JSON for programs', async () => {
    for (const [status, error, fault] of [
      [429, 'too_many_requests', { throttle: true }],
      [500, 'server_error', { operations: { '*': { error: true } } }],
      [503, 'service_unavailable', { dark: 'unavailable' }],
    ] as const) {
      pages.emulator.services.faults.clear();
      pages.emulator.services.faults.set(fault);
      for (const path of paths()) {
        const response = await fetch(new URL(path, pages.emulator.publicUrl));
        expect([path, response.status, await response.json()]).toEqual([path, status, { error }]);
      }
    }
  });
});
