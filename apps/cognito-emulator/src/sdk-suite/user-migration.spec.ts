import {
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { goodPassword } from '../spec-support/harness.js';
import { withSms } from '../spec-support/message-senders.js';
import { type StartedFunctions, startWithFunctions } from '../spec-support/started-functions.js';

const Username = 'ann@example.com';
/** Shorter than the pool's policy wants one. */
const oldPassword = 'old-one';
const ClientMetadata = { from: 'spec' };
const known = (statements = '') => `
  if (event.request.password && event.request.password !== '${oldPassword}') throw new Error('Bad password');
  event.response.userAttributes = { email: event.userName, email_verified: true };
  event.response.messageAction = 'SUPPRESS';
  ${statements}`;
const confirmed = "event.response.finalUserStatus = 'CONFIRMED';";

describe('UserMigration', () => {
  const resources = useResources();
  let started: StartedFunctions;
  const begin = async (statements: string, { client = {}, pool = {}, others = {} } = {}) => {
    const functions = { UserMigration: statements, ...others };
    started = await resources.add(startWithFunctions({ functions, client, pool }));
  };
  const signIn = (PASSWORD = oldPassword, USERNAME = Username) =>
    started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: started.client('web').id,
        AuthParameters: { USERNAME, PASSWORD },
        ClientMetadata,
      }),
    );
  const getUser = (name = Username) =>
    started.sdk.send(new AdminGetUserCommand({ UserPoolId: started.pool.id, Username: name }));
  const legacy = { client: { PreventUserExistenceErrors: 'LEGACY' } };

  it('brings a user over who signs in, once', async () => {
    await begin(known(confirmed), { others: { PreAuthentication: '' } });
    await expect(signIn()).resolves.toHaveProperty('AuthenticationResult');
    await expect(signIn()).resolves.toHaveProperty('AuthenticationResult');
    expect(started.told('UserMigration_Authentication')).toEqual([
      {
        version: '1',
        triggerSource: 'UserMigration_Authentication',
        region: 'eu-west-1',
        userPoolId: started.pool.id,
        userName: Username,
        callerContext: {
          awsSdkVersion: 'aws-sdk-unknown-unknown',
          clientId: started.client('web').id,
        },
        request: { password: oldPassword, validationData: ClientMetadata },
        response: {
          userAttributes: null,
          forceAliasCreation: null,
          enableSMSMFA: null,
          finalUserStatus: null,
          messageAction: null,
          desiredDeliveryMediums: null,
        },
      },
    ]);
    const [first] = started.told('PreAuthentication_Authentication');
    expect(first?.request).toMatchObject({
      userAttributes: { email: Username },
      userNotFound: false,
    });
    const { UserAttributes, UserStatus } = await getUser();
    expect(UserStatus).toBe('CONFIRMED');
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    expect(started.sent()).toEqual([]);
  });

  it('brings one user over when two requests ask at a time', async () => {
    await begin(known(confirmed));
    const answers = await Promise.all([signIn(), signIn()]);
    for (const answer of answers) expect(answer).toHaveProperty('AuthenticationResult');
  });

  it('has a new password chosen unless the function says CONFIRMED', async () => {
    await begin(known());
    await expect(signIn()).rejects.toMatchObject({ name: 'PasswordResetRequiredException' });
    await expect(getUser()).resolves.toMatchObject({ UserStatus: 'RESET_REQUIRED' });
  });

  it('welcomes by email where the function wants it', async () => {
    const byEmail =
      "delete event.response.messageAction; event.response.desiredDeliveryMediums = ['EMAIL'];";
    await begin(known(`${confirmed} ${byEmail}`));
    await signIn();
    expect(started.sent()).toMatchObject([{ kind: 'AdminCreateUser', destination: Username }]);
  });

  it('lets nobody in whom the other directory does not know', async () => {
    await begin(known(confirmed));
    await expect(signIn('Wrong-horse-9')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    await expect(getUser()).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });

  it('says so where a client may tell', async () => {
    await begin(known(confirmed), legacy);
    await expect(signIn('Wrong-horse-9')).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: `Exception migrating user in app client ${started.client('web').id}`,
    });
  });

  it('is guessed against no faster than the pool itself', async () => {
    await begin(known(confirmed));
    for (let attempt = 0; attempt < 6; attempt += 1)
      await expect(signIn('Wrong-horse-9')).rejects.toMatchObject({
        name: 'NotAuthorizedException',
      });
    const asked = started.told().length;
    await expect(signIn()).rejects.toMatchObject({ message: 'Password attempts exceeded' });
    expect(started.told()).toHaveLength(asked);
  });

  it.each([
    ['no attributes', 'event.response.userAttributes = {};'],
    ['another status', "event.response.finalUserStatus = 'UNCONFIRMED';"],
    ['a list', 'event.response.userAttributes = [];'],
    ['MFA by SMS without a number', 'event.response.enableSMSMFA = true;'],
    ['nothing', 'return null;'],
  ])('is not understood when it gives back %s', async (_what, statements) => {
    await begin(known(statements));
    await expect(signIn()).rejects.toMatchObject({ name: 'InvalidLambdaResponseException' });
    await expect(getUser()).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });

  it('switches MFA by SMS on', async () => {
    const phone =
      "event.response.userAttributes.phone_number = '+15550100'; event.response.enableSMSMFA = true;";
    const pool = { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SMS_MFA'], ...withSms() };
    await begin(known(`${confirmed} ${phone}`), { pool });
    await expect(signIn()).resolves.toMatchObject({ ChallengeName: 'SMS_MFA' });
  });

  it('gives a name of their own to who signed in by an alias, and takes the alias if told to', async () => {
    const pool = { UsernameAttributes: undefined, AliasAttributes: ['email'] };
    const named = `event.response.userAttributes.username = 'ann-' + Object.keys(event.request).length;
      event.response.forceAliasCreation = true;`;
    await begin(known(`${confirmed} ${named}`), { pool });
    await expect(signIn()).resolves.toHaveProperty('AuthenticationResult');
    await expect(getUser()).resolves.toMatchObject({ Username: 'ann-2' });
    await expect(signIn(oldPassword, 'bob')).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
    });
  });

  it('has no part in SRP', async () => {
    const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH'];
    await begin(known(confirmed), { client: { ExplicitAuthFlows } });
    await started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_SRP_AUTH',
        ClientId: started.client('web').id,
        AuthParameters: { USERNAME: Username, SRP_A: 'abc123' },
      }),
    );
    expect(started.told()).toEqual([]);
  });

  it('brings over who forgot a password, and sends the code', async () => {
    await begin(known());
    const named = { ClientId: started.client('web').id, Username };
    const { CodeDeliveryDetails } = await started.sdk.send(
      new ForgotPasswordCommand({ ...named, ClientMetadata }),
    );
    expect(CodeDeliveryDetails).toMatchObject({ Destination: 'a***@e***' });
    expect(started.told()).toMatchObject([
      {
        triggerSource: 'UserMigration_ForgotPassword',
        request: { password: null, clientMetadata: ClientMetadata },
      },
    ]);
    const ConfirmationCode = started.sent().at(-1)?.code ?? '';
    const chosen = { ...named, ConfirmationCode, Password: goodPassword };
    await started.sdk.send(new ConfirmForgotPasswordCommand(chosen));
    await expect(signIn(goodPassword)).resolves.toHaveProperty('AuthenticationResult');
  });

  it('pretends to send a code to whom nobody knows', async () => {
    await begin("throw new Error('who?');");
    const named = { ClientId: started.client('web').id, Username };
    const { CodeDeliveryDetails } = await started.sdk.send(new ForgotPasswordCommand(named));
    expect(CodeDeliveryDetails).toMatchObject({ Destination: 'a***@e***' });
    expect(started.sent()).toEqual([]);
  });
});
