import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  DeleteUserCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  SignUpCommand,
  UnsupportedUserStateException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { fixtureWith } from '../spec-support/fixture-template.js';
import { goodPassword } from '../spec-support/harness.js';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

const Username = 'ann@example.com';

describe('accounts, by AWS’s SDK', () => {
  const resources = useResources();
  let started: StartedSuite;
  let UserPoolId: string;
  let ClientId: string;
  beforeEach(async () => {
    const ExplicitAuthFlows = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'];
    started = await resources.add(
      startSuite({ template: fixtureWith('WebClient', { ExplicitAuthFlows }) }),
    );
    UserPoolId = started.pool.id;
    ClientId = started.client('web').id;
  });

  const signUp = () =>
    started.sdk.send(new SignUpCommand({ ClientId, Username, Password: goodPassword }));
  const lastCode = () => started.lastCode(Username);

  it('go from sign-up to tokens without typing anything again, and are deleted by their user', async () => {
    const { sdk } = started;
    const { Session } = await signUp();
    const ConfirmationCode = await lastCode();
    const confirmed = await sdk.send(
      new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode, Session }),
    );
    const { AuthenticationResult: result } = await sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: Username },
        Session: confirmed.Session,
      }),
    );
    await sdk.send(new DeleteUserCommand({ AccessToken: result!.AccessToken }));
    await expect(
      sdk.send(new AdminGetUserCommand({ UserPoolId, Username })),
    ).rejects.toBeInstanceOf(UserNotFoundException);
  });

  it('are confirmed and deleted by an administrator', async () => {
    const { sdk } = started;
    const user = { UserPoolId, Username };
    await signUp();
    await sdk.send(new AdminConfirmSignUpCommand(user));
    expect((await sdk.send(new AdminGetUserCommand(user))).UserStatus).toBe('CONFIRMED');
    await expect(sdk.send(new AdminConfirmSignUpCommand(user))).rejects.toBeInstanceOf(
      NotAuthorizedException,
    );
    await sdk.send(new AdminDeleteUserCommand(user));
    await expect(sdk.send(new AdminDeleteUserCommand(user))).rejects.toBeInstanceOf(
      UserNotFoundException,
    );
  });

  it('are made by an administrator, and invited again until they come', async () => {
    const { sdk } = started;
    const user = { UserPoolId, Username, DesiredDeliveryMediums: ['EMAIL' as const] };
    await sdk.send(new AdminCreateUserCommand(user));
    const first = await lastCode();
    const again = new AdminCreateUserCommand({ ...user, MessageAction: 'RESEND' });
    await sdk.send(again);
    expect(await lastCode()).not.toBe(first);
    await sdk.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    await signUp();
    await expect(sdk.send(again)).rejects.toBeInstanceOf(UnsupportedUserStateException);
  });
});
