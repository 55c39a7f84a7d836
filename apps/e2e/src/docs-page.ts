import type { Locator, Page } from 'playwright-core';

/** What an operation answered when it was tried out. */
export interface Tried<Body> {
  readonly status: number;
  readonly body: Body;
}

interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Absent: what the page offers. */
  readonly json?: unknown;
}

type Scheme = 'user' | 'machine';

/** The gateway's /docs, as its reader uses it. */
export class DocsPage {
  constructor(
    private readonly page: Page,
    private readonly gatewayUrl: string,
  ) {}

  async open(): Promise<void> {
    await this.page.goto(`${this.gatewayUrl}/docs`);
    await this.page.locator('.opblock').first().waitFor();
  }

  /** Presses the button that signs a user in; gives the window in which that happens. */
  async signIn(): Promise<Page> {
    const form = await this.authorization('user');
    const opened = this.page.waitForEvent('popup');
    await form.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
    return opened;
  }

  /** Waits until the page holds a token. */
  async authorized(scheme: Scheme): Promise<void> {
    await this.form(scheme).getByRole('button', { name: 'Remove authorization' }).waitFor();
    await this.close(scheme);
  }

  async authorizeMachine(clientId: string, clientSecret: string): Promise<void> {
    const form = await this.authorization('machine');
    await form.getByLabel('client_id').fill(clientId);
    await form.getByLabel('client_secret').fill(clientSecret);
    await form.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
    await this.authorized('machine');
  }

  /** Lets the page forget its token; the pool knows nothing of it. */
  async forget(scheme: Scheme): Promise<void> {
    const form = await this.authorization(scheme);
    await form.getByRole('button', { name: 'Remove authorization' }).click();
    await this.close(scheme);
  }

  /** "Try it out", and what the page then shows. */
  async tryOut<Body>({ method, path, json }: Operation): Promise<Tried<Body>> {
    const summary = `[data-path="${path}"]`;
    const operation = this.page.locator(`.opblock-${method.toLowerCase()}`, {
      has: this.page.locator(summary),
    });
    await operation.locator(summary).click();
    const begin = operation.getByRole('button', { name: 'Try it out' });
    const execute = operation.getByRole('button', { name: 'Execute' });
    // It stays begun when the operation has been folded up.
    await begin.or(execute).first().waitFor();
    if (await begin.isVisible()) await begin.click();
    if (json !== undefined) {
      await operation.locator('.body-param__text').fill(JSON.stringify(json, null, 2));
    }
    const url = this.gatewayUrl + path;
    const answered = this.page.waitForResponse(
      (response) => response.url() === url && response.request().method() === method,
    );
    await execute.click();
    const answer = await answered;
    const text = await answer.text();
    const rows = operation.locator('.live-responses-table .response-col_status');
    await rows.getByText(String(answer.status()), { exact: true }).waitFor();
    // Folded up again: the page is slow with many open operations.
    await operation.locator(summary).click();
    return { status: answer.status(), body: (text === '' ? {} : JSON.parse(text)) as Body };
  }

  private async authorization(scheme: Scheme): Promise<Locator> {
    await this.page.locator('.auth-wrapper > .authorize').click();
    return this.form(scheme);
  }

  private form(scheme: Scheme): Locator {
    const heading = this.page.getByRole('heading', { name: `${scheme} (OAuth2` });
    return this.page.locator('.auth-container', { has: heading });
  }

  private async close(scheme: Scheme): Promise<void> {
    await this.form(scheme).getByRole('button', { name: 'Close' }).click();
    await this.page.locator('.dialog-ux').waitFor({ state: 'detached' });
  }
}
