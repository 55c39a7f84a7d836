import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedFunctions, startWithFunctions } from '../spec-support/started-functions.js';

const Username = 'ann@example.com';
const temporary = 'Temporary-pass-1';
const ClientMetadata = { from: 'spec' };
const asAdmin = (operation: string, more = '') =>
  `await admin('${operation}', { UserPoolId: event.userPoolId, Username: event.userName, ${more} });`;

describe('functions of sign-in', () => {
  const resources = useResources();
  let started: StartedFunctions;
  const begin = async (functions: Readonly<Record<string, string>>, client = {}, pool = {}) => {
    started = await resources.add(startWithFunctions({ functions, client, pool }));
    const named = { UserPoolId: started.pool.id, Username };
    const made = { ...named, TemporaryPassword: temporary, MessageAction: 'SUPPRESS' } as const;
    await started.sdk.send(new AdminCreateUserCommand(made));
  };
  const setPassword = (Password = goodPassword) =>
    started.sdk.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: started.pool.id,
        Username,
        Password,
        Permanent: true,
      }),
    );
  const signIn = (PASSWORD = goodPassword, USERNAME = Username) =>
    started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: started.client('web').id,
        AuthParameters: { USERNAME, PASSWORD },
        ClientMetadata,
      }),
    );
  const replacePassword = (Session: string | undefined) =>
    started.sdk.send(
      new RespondToAuthChallengeCommand({
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ClientId: started.client('web').id,
        Session,
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: goodPassword },
        ClientMetadata,
      }),
    );
  const getUser = () =>
    started.sdk.send(new AdminGetUserCommand({ UserPoolId: started.pool.id, Username }));

  it('are told of the beginning and the end, each what belongs to it', async () => {
    await begin({ PreAuthentication: '', PostAuthentication: '', PreTokenGeneration: '' });
    await setPassword();
    await signIn();
    const [before, after, tokens] = started.told();
    const userAttributes = { 'cognito:user_status': 'CONFIRMED', email: Username };
    expect(before).toMatchObject({
      triggerSource: 'PreAuthentication_Authentication',
      callerContext: { clientId: started.client('web').id },
      request: { userAttributes, validationData: ClientMetadata, userNotFound: false },
      response: {},
    });
    expect(before?.request).not.toHaveProperty('clientMetadata');
    expect(after).toMatchObject({
      triggerSource: 'PostAuthentication_Authentication',
      request: { userAttributes, newDeviceUsed: false },
      response: {},
    });
    expect(tokens).toMatchObject({ triggerSource: 'TokenGeneration_Authentication' });
    for (const event of [after, tokens])
      expect(event?.request).not.toHaveProperty('clientMetadata');
  });

  it('are told the metadata of whoever answers a challenge', async () => {
    await begin({ PreAuthentication: '', PostAuthentication: '', PreTokenGeneration: '' });
    await replacePassword((await signIn(temporary)).Session);
    const [, after, tokens, ...more] = started.told();
    expect(more).toEqual([]);
    expect(after?.request).toMatchObject({ clientMetadata: ClientMetadata });
    expect(tokens?.request).toMatchObject({ clientMetadata: ClientMetadata });
  });

  it('refuse before a password is looked at', async () => {
    await begin({ PreAuthentication: "throw new Error('closed');" });
    await setPassword();
    const refused = {
      name: 'UserLambdaValidationException',
      message: 'PreAuthentication failed with error closed.',
    };
    await expect(signIn()).rejects.toMatchObject(refused);
    await expect(signIn('Wrong-horse-9')).rejects.toMatchObject(refused);
  });

  it('are asked about somebody who is not there where an app is not to learn it', async () => {
    await begin({ PreAuthentication: '' });
    await expect(signIn(goodPassword, 'nobody@example.com')).rejects.toMatchObject({
      message: 'Incorrect username or password.',
    });
    expect(started.told()).toMatchObject([
      { userName: 'nobody@example.com', request: { userAttributes: {}, userNotFound: true } },
    ]);
  });

  it('are not asked about somebody who is not there where an app may learn it', async () => {
    await begin({ PreAuthentication: '' }, { PreventUserExistenceErrors: 'LEGACY' });
    await expect(signIn(goodPassword, 'nobody@example.com')).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
    expect(started.told()).toEqual([]);
  });

  it.each([
    ['PreAuthentication', 'return;'],
    ['PostAuthentication', 'return null;'],
    ['PostAuthentication', 'delete event.response;'],
  ])('are not understood when %s does: %s', async (name, statements) => {
    await begin({ [name]: statements });
    await setPassword();
    await expect(signIn()).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
      message: 'Unrecognizable lambda output',
    });
  });

  it('may change the user they are told about, which shows at the next sign-in', async () => {
    const nickname = "UserAttributes: [{ Name: 'nickname', Value: 'Annie' }]";
    await begin({ PostAuthentication: asAdmin('AdminUpdateUserAttributes', nickname) });
    await setPassword();
    const names = [];
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { AuthenticationResult } = await signIn();
      names.push(decodeJwt(AuthenticationResult?.IdToken ?? '').nickname);
    }
    expect(names).toEqual([undefined, 'Annie']);
  });

  it.each([
    ['AdminDisableUser', '', { message: 'User is disabled.' }],
    ['AdminDeleteUser', '', { name: 'UserNotFoundException' }],
    [
      'AdminSetUserPassword',
      "Password: 'Another-horse-8', Permanent: true",
      { message: 'Incorrect username or password.' },
    ],
  ])('let nobody in on whom %s was called meanwhile', async (operation, more, refused) => {
    await begin({ PostAuthentication: asAdmin(operation, more) });
    await setPassword();
    await expect(signIn()).rejects.toMatchObject(refused);
  });

  it('use a session up that they refuse after, and the new password stays', async () => {
    await begin({ PostAuthentication: "throw new Error('closed');" });
    const { Session } = await signIn(temporary);
    const refused = { name: 'UserLambdaValidationException' };
    await expect(replacePassword(Session)).rejects.toMatchObject(refused);
    await expect(replacePassword(Session)).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    });
    await expect(getUser()).resolves.toMatchObject({ UserStatus: 'CONFIRMED' });
  });

  it('are not called when tokens are renewed, but for what is in them', async () => {
    const functions = { PreAuthentication: '', PostAuthentication: '', PreTokenGeneration: '' };
    await begin(functions);
    await setPassword();
    const { AuthenticationResult } = await signIn();
    await started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        ClientId: started.client('web').id,
        AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '' },
      }),
    );
    const sources = started.told().map(({ triggerSource }) => triggerSource);
    expect(sources.slice(3)).toEqual(['TokenGeneration_RefreshTokens']);
  });
});
