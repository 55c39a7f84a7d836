import { ConfirmSignUpCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import type { SentMessage } from '../../outbox/kept-outbox.js';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import { goodPassword } from '../../spec-support/harness.js';
import { type StartedEmulator, startFixture } from '../../spec-support/started-emulator.js';

describe('GET /confirmUser', () => {
  const resources = useResources();
  let started: StartedEmulator;
  beforeAll(async () => {
    const byLink = { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } };
    started = await resources.add(startFixture({ template: fixtureWith('Pool', byLink) }));
  });

  /** Signs somebody up and gives the link that was sent. */
  const linkFor = async (Username: string): Promise<URL> => {
    const ClientId = started.client('web').id;
    await started.sdk.send(new SignUpCommand({ ClientId, Username, Password: goodPassword }));
    const response = await fetch(`${started.emulator.url}/_emulator/outbox?username=${Username}`);
    const messages = (await response.json()) as SentMessage[];
    const link = new URL(messages.at(-1)!.link!);
    return new URL(`${started.emulator.url}${link.pathname}${link.search}`);
  };
  const statusOf = (name: string) => started.emulator.services.users.get(started.pool, name).status;

  it('confirms the user, once', async () => {
    const link = await linkFor('ann@example.com');
    const response = await fetch(link);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('Your registration has been confirmed!');
    expect(statusOf('ann@example.com')).toBe('CONFIRMED');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const again = await fetch(link);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('User cannot be confirmed.');
  });

  it('confirms nobody for a program that looks where a link leads', async () => {
    const link = await linkFor('dot@example.com');
    expect((await fetch(link, { method: 'HEAD' })).status).toBe(405);
    expect(statusOf('dot@example.com')).toBe('UNCONFIRMED');
  });

  it('meets faults as other pages do', async () => {
    const link = await linkFor('eli@example.com');
    started.emulator.services.faults.set({ throttle: 1 });
    expect((await fetch(link)).status).toBe(429);
    expect((await fetch(link)).status).toBe(200);
  });

  it('refuses wrong codes, links that are cut off, and whom it doesn’t know', async () => {
    const link = await linkFor('bob@example.com');
    const withParameter = (name: string, value: string) => {
      const changed = new URL(link);
      changed.searchParams.set(name, value);
      return changed;
    };
    for (const [name, value, text] of [
      ['confirmation_code', 'none', 'Invalid verification code provided'],
      ['confirmation_code', '', 'The link is not complete.'],
      ['user_name', 'eve@example.com', 'Invalid code provided'],
      ['client_id', '<script>', 'User pool client &lt;script&gt; does not exist.'],
    ] as const) {
      const response = await fetch(withParameter(name, value));
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(text);
    }
    expect(statusOf('bob@example.com')).toBe('UNCONFIRMED');
  });

  it('shares its tries with ConfirmSignUp', async () => {
    const link = await linkFor('cat@example.com');
    const ClientId = started.client('web').id;
    for (let number = 1; number <= 15; number++)
      await started.sdk
        .send(
          new ConfirmSignUpCommand({
            ClientId,
            Username: 'cat@example.com',
            ConfirmationCode: 'none',
          }),
        )
        .catch(() => undefined);
    expect(await (await fetch(link)).text()).toContain('Attempt limit exceeded');
  });
});
