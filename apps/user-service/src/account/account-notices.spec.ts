import { useResources, waitUntil } from '@gatehouse/test-kit';
import { cognitoException } from '../testing/cognito-answers.js';
import { SmtpSink } from '../testing/smtp-sink.js';
import { type TestUser, UserServiceFixture } from '../testing/user-service-fixture.js';

describe('a notice of a change', () => {
  const resources = useResources();
  let sink: SmtpSink;
  let fixture: UserServiceFixture;
  let user: TestUser;
  let handle: string;
  let address: string;

  beforeAll(async () => {
    sink = await resources.add(SmtpSink.start());
    fixture = await resources.add(
      UserServiceFixture.start(process.env, {
        SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
        MAIL_FROM: { name: '', address: 'notices@example.com' },
      }),
    );
  });
  beforeEach(async () => {
    fixture.reset();
    sink.mails.length = 0;
    user = fixture.newUser();
    address = `ada-${user.sub}@example.com`;
    isProven('true');
    ({ step_up: handle } = await fixture.stepUp(user));
  });

  function isProven(email_verified: 'true' | 'false'): void {
    const attributes = { sub: user.sub, email: address, email_verified };
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    fixture.answers.AdminGetUser = { body: { UserAttributes, UserCreateDate: 1_700_000_000 } };
  }
  const call = (route: string, body?: object) =>
    fixture.call(route, { user, headers: { 'step-up': handle }, body });
  const code = '123456';
  const passwords = { current_password: 'Correct-horse-9', new_password: 'Correct-horse-10' };

  it.each<[string, object | undefined, string]>([
    ['POST /account/password', { ...passwords, end_sessions: false }, 'password was changed'],
    ['POST /account/email/confirm', { code }, 'email address was changed'],
    ['POST /account/phone-number/confirm', { code }, 'phone number was changed'],
    ['DELETE /account/phone-number', undefined, 'phone number was changed'],
    ['POST /account/factors/totp/confirm', { code }, 'second factor was added'],
    ['PUT /account/factors/sms', undefined, 'second factor was added'],
    ['DELETE /account/factors/totp', undefined, 'second factor was removed'],
    ['POST /account/passkeys', { credential: {} }, 'passkey was added'],
    ['DELETE /account/passkeys/abc', undefined, 'passkey was removed'],
  ])('by %s goes to the address before it, and holds no secret', async (route, body, subject) => {
    expect((await call(route, body)).status).toBe(204);
    await waitUntil(() => sink.mails.length > 0, { what: 'a mail' });
    expect(sink.mails).toHaveLength(1);
    const [mail] = sink.mails;
    expect(mail?.to).toBe(address);
    expect(mail?.message).toContain(subject);
    for (const secret of [code, 'Correct-horse', handle]) {
      expect(mail?.message).not.toContain(secret);
    }
  });

  it('of a reset password goes to the address that was reset, and all sessions end', async () => {
    const body = { email: address, code, password: 'Correct-horse-10' };
    fixture.servers.cognito.requests.length = 0;
    fixture.answers.AdminGetUser = {
      body: { UserAttributes: [{ Name: 'sub', Value: user.sub }] },
    };
    expect((await fixture.call('POST /auth/reset-password', { body })).status).toBe(204);
    const named = { UserPoolId: fixture.servers.issuer.poolId, Username: user.sub };
    expect(fixture.asked.at(-1)).toEqual(['AdminUserGlobalSignOut', named]);
    await waitUntil(() => sink.mails.length > 0, { what: 'a mail' });
    expect(sink.mails[0]).toMatchObject({ to: address });
    expect(sink.mails[0]?.message).toContain('password was changed');
  });

  it('is not sent for a change that Cognito refuses, nor to an address that nobody has proved', async () => {
    fixture.answers.VerifyUserAttribute = cognitoException('CodeMismatchException');
    expect((await call('POST /account/email/confirm', { code })).status).toBe(400);
    isProven('false');
    expect((await call('DELETE /account/factors/totp')).status).toBe(204);
    isProven('true');
    // Mails leave in their order: one that was wrongly queued would come before this one.
    expect((await call('PUT /account/factors/sms')).status).toBe(204);
    await waitUntil(() => sink.mails.length > 0, { what: 'a mail' });
    expect(sink.mails).toHaveLength(1);
    expect(sink.mails[0]?.message).toContain('second factor was added');
  });
});
