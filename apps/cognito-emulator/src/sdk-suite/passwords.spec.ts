import {
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  ChangePasswordCommand,
  CodeMismatchException,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ExpiredCodeException,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  InvalidPasswordException,
  PasswordHistoryPolicyViolationException,
  PasswordResetRequiredException,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import type { MessageKind } from '../domain/messages.js';
import { goodPassword } from '../spec-support/harness.js';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

const Username = 'ann@example.com';

describe('passwords, by AWS’s SDK', () => {
  const resources = useResources();
  let started: StartedSuite;
  let ClientId: string;
  beforeEach(async () => {
    started = await resources.add(startSuite());
    ClientId = started.client('web').id;
    const { sdk } = started;
    await sdk.send(new SignUpCommand({ ClientId, Username, Password: goodPassword }));
    const ConfirmationCode = await codeFor('SignUp');
    await sdk.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
  });

  const codeFor = (kind: MessageKind) => started.lastCode(Username, kind);
  const signIn = async (PASSWORD: string) => {
    const { AuthenticationResult: result } = await started.sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: Username, PASSWORD },
      }),
    );
    return result!.AccessToken!;
  };
  const confirm = (ConfirmationCode: string, Password: string) =>
    started.sdk.send(
      new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password }),
    );

  it('are forgotten and chosen anew', async () => {
    const { sdk } = started;
    const { CodeDeliveryDetails: delivery } = await sdk.send(
      new ForgotPasswordCommand({ ClientId, Username: 'Ann@Example.com' }),
    );
    expect(delivery).toEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'a***@e***',
    });
    const code = await codeFor('ForgotPassword');
    await expect(confirm('none', 'Another-horse-8')).rejects.toBeInstanceOf(CodeMismatchException);
    await expect(confirm(code, 'weak-horse')).rejects.toBeInstanceOf(InvalidPasswordException);
    await confirm(code, 'Another-horse-8');
    await expect(confirm(code, 'Another-horse-9')).rejects.toBeInstanceOf(ExpiredCodeException);
    await expect(signIn('Another-horse-8')).resolves.toMatch(/^ey/);
  });

  it('are reset by an administrator', async () => {
    const { sdk } = started;
    const user = { UserPoolId: started.pool.id, Username };
    await sdk.send(new AdminResetUserPasswordCommand(user));
    await expect(signIn(goodPassword)).rejects.toBeInstanceOf(PasswordResetRequiredException);
    await confirm(await codeFor('ForgotPassword'), 'Another-horse-8');
    const { UserStatus } = await sdk.send(new AdminGetUserCommand(user));
    expect(UserStatus).toBe('CONFIRMED');
    await expect(signIn('Another-horse-8')).resolves.toMatch(/^ey/);
  });

  it('are changed by the user', async () => {
    const { sdk } = started;
    const change = {
      AccessToken: await signIn(goodPassword),
      PreviousPassword: goodPassword,
      ProposedPassword: 'Another-horse-8',
    };
    await expect(
      sdk.send(new ChangePasswordCommand({ ...change, ProposedPassword: goodPassword })),
    ).rejects.toBeInstanceOf(PasswordHistoryPolicyViolationException);
    await sdk.send(new ChangePasswordCommand(change));
    await expect(signIn('Another-horse-8')).resolves.toMatch(/^ey/);
  });
});
