import {
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminSetUserSettingsCommand,
  AdminUpdateUserAttributesCommand,
  AliasExistsException,
  CodeMismatchException,
  DeleteUserAttributesCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  InitiateAuthCommand,
  InvalidParameterException,
  NotAuthorizedException,
  SetUserSettingsCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

const email = 'ann@example.com';
const newEmail = 'ann.new@example.com';

describe('attributes, by AWS’s SDK', () => {
  const resources = useResources();
  let started: StartedSuite;
  let UserPoolId: string;
  let Username: string;
  let AccessToken: string;
  beforeEach(async () => {
    started = await resources.add(startSuite());
    UserPoolId = started.pool.id;
    Username = await invite(email);
    const { AuthenticationResult: result } = await started.sdk.send(
      new InitiateAuthCommand({
        ClientId: started.client('web').id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: goodPassword },
      }),
    );
    AccessToken = result!.AccessToken!;
  });

  const invite = async (name: string) => {
    const { User: user } = await started.sdk.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: name,
        UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
      }),
    );
    const Password = goodPassword;
    await started.sdk.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: name, Password, Permanent: true }),
    );
    return user!.Username!;
  };
  const attributes = async (): Promise<Record<string, string>> => {
    const { UserAttributes } = await started.sdk.send(
      new AdminGetUserCommand({ UserPoolId, Username }),
    );
    return Object.fromEntries(UserAttributes!.map(({ Name, Value }) => [Name!, Value!]));
  };
  const lastCode = () => started.lastCode(Username);
  const update = (Name: string, Value: string) =>
    started.sdk.send(
      new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }),
    );

  it('are changed, proved and deleted by the user', async () => {
    const { sdk } = started;
    const { CodeDeliveryDetailsList: sent } = await update('email', newEmail);
    expect(sent).toEqual([
      { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    ]);
    expect(await attributes()).toMatchObject({ email: newEmail, email_verified: 'false' });
    const AttributeName = 'email';
    const { CodeDeliveryDetails: again } = await sdk.send(
      new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName }),
    );
    expect(again).toEqual(sent![0]);
    const verify = (Code: string) =>
      sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName, Code }));
    await expect(verify('none')).rejects.toBeInstanceOf(CodeMismatchException);
    await verify(await lastCode());
    expect(await attributes()).toMatchObject({ email: newEmail, email_verified: 'true' });
    await update('nickname', 'A');
    await sdk.send(
      new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames: ['nickname'] }),
    );
    expect(await attributes()).not.toHaveProperty('nickname');
  });

  it('are changed and deleted by an administrator', async () => {
    const { sdk } = started;
    const set = (Name: string, Value: string) =>
      sdk.send(
        new AdminUpdateUserAttributesCommand({
          UserPoolId,
          Username,
          UserAttributes: [{ Name, Value }],
        }),
      );
    await set('custom:tenant', 'x');
    expect(await attributes()).toMatchObject({ 'custom:tenant': 'x' });
    const UserAttributeNames = ['custom:tenant'];
    await sdk.send(
      new AdminDeleteUserAttributesCommand({ UserPoolId, Username, UserAttributeNames }),
    );
    expect(await attributes()).not.toHaveProperty('custom:tenant');
    await expect(set('custom:level', '0')).rejects.toBeInstanceOf(InvalidParameterException);
  });

  it('are refused in the SDK’s own classes', async () => {
    await invite('eve@example.com');
    await expect(update('email', 'eve@example.com')).rejects.toBeInstanceOf(AliasExistsException);
    await expect(update('custom:tenant', 'x')).rejects.toBeInstanceOf(NotAuthorizedException);
  });

  it('show MFA by SMS, switched on the old way', async () => {
    const { sdk } = started;
    const UserAttributes = [{ Name: 'phone_number', Value: '+4915112345678' }];
    await sdk.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
    const MFAOptions = [{ DeliveryMedium: 'SMS' as const, AttributeName: 'phone_number' }];
    await sdk.send(new SetUserSettingsCommand({ AccessToken, MFAOptions }));
    const own = () => sdk.send(new GetUserCommand({ AccessToken }));
    expect((await own()).MFAOptions).toEqual(MFAOptions);
    await sdk.send(new AdminSetUserSettingsCommand({ UserPoolId, Username, MFAOptions: [] }));
    expect((await own()).MFAOptions).toBeUndefined();
  });
});
