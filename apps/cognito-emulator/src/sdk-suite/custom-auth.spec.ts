import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { customAuthFunctions } from '../spec-support/custom-auth-functions.js';
import { goodPassword } from '../spec-support/harness.js';
import { type StartedFunctions, startWithFunctions } from '../spec-support/started-functions.js';

const Username = 'ann@example.com';
const wrong = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const badSession = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' };
const usedSession = {
  name: 'NotAuthorizedException',
  message: 'Invalid session for the user, session can only be used once.',
};
const ExplicitAuthFlows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];

describe('CUSTOM_AUTH', () => {
  const resources = useResources();
  let started: StartedFunctions;
  const begin = async (functions: Readonly<Record<string, string>> = {}, client = {}) => {
    started = await resources.add(
      startWithFunctions({
        functions: { ...customAuthFunctions, ...functions },
        client: { ExplicitAuthFlows, ...client },
      }),
    );
    await addUser(Username);
  };
  const addUser = async (name: string) => {
    const named = { UserPoolId: started.pool.id, Username: name };
    await started.sdk.send(new AdminCreateUserCommand({ ...named, MessageAction: 'SUPPRESS' }));
    const password = { ...named, Password: goodPassword, Permanent: true };
    await started.sdk.send(new AdminSetUserPasswordCommand(password));
  };
  const ClientId = () => started.client('web').id;
  const initiate = (USERNAME = Username, parameters = {}) =>
    started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'CUSTOM_AUTH',
        ClientId: ClientId(),
        AuthParameters: { USERNAME, ...parameters },
        ClientMetadata: { from: 'beginning' },
      }),
    );
  const respond = (
    asked: Pick<InitiateAuthCommandOutput, 'Session'>,
    ANSWER: string,
    name = Username,
  ) =>
    started.sdk.send(
      new RespondToAuthChallengeCommand({
        ChallengeName: 'CUSTOM_CHALLENGE',
        ClientId: ClientId(),
        Session: asked.Session,
        ChallengeResponses: { USERNAME: name, ANSWER },
        ClientMetadata: { from: 'answer' },
      }),
    );

  it('asks what a function makes, and signs in whom functions let in', async () => {
    await begin();
    const asked = await initiate();
    const { username } = started.emulator.services.users.get(started.pool, Username);
    expect(asked).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { USERNAME: username, captchaUrl: 'url/123.jpg' },
    });
    expect(asked.ChallengeParameters).not.toHaveProperty('answer');
    const { AuthenticationResult } = await respond(asked, '5');
    expect(AuthenticationResult).toMatchObject({ TokenType: 'Bearer' });
    const [define, create, verify, last] = started.told();
    const userAttributes = { email: Username, 'cognito:user_status': 'CONFIRMED' };
    expect(define).toMatchObject({
      version: '1',
      triggerSource: 'DefineAuthChallenge_Authentication',
      userName: username,
      callerContext: { clientId: ClientId() },
      request: { userAttributes, session: [], userNotFound: false },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    });
    expect(define?.request).not.toHaveProperty('clientMetadata');
    expect(create).toMatchObject({
      triggerSource: 'CreateAuthChallenge_Authentication',
      request: { challengeName: 'CUSTOM_CHALLENGE', session: [] },
    });
    expect(verify).toMatchObject({
      triggerSource: 'VerifyAuthChallengeResponse_Authentication',
      request: {
        privateChallengeParameters: { answer: '5' },
        challengeAnswer: '5',
        clientMetadata: { from: 'answer' },
      },
      response: { answerCorrect: null },
    });
    const challengeName = 'CUSTOM_CHALLENGE';
    const challengeMetadata = 'CAPTCHA';
    expect(last).toMatchObject({
      request: {
        session: [{ challengeName, challengeResult: true, challengeMetadata }],
        clientMetadata: { from: 'answer' },
      },
    });
  });

  it('asks again as often as functions say, each time in a new session', async () => {
    await begin();
    const first = await initiate();
    const second = await respond(first, '4');
    expect(second).toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE' });
    expect(second.Session).not.toBe(first.Session);
    const third = await respond(second, '4');
    await expect(respond(third, '4')).rejects.toMatchObject(wrong);
    await expect(respond(third, '5')).rejects.toMatchObject(usedSession);
  });

  it('takes one answer to a question, be it at the same time', async () => {
    await begin();
    const asked = await initiate();
    const answers = await Promise.allSettled(
      ['1', '2', '3', '4', '5'].map((one) => respond(asked, one)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject(usedSession);
    await expect(respond(asked, '5')).rejects.toMatchObject(usedSession);
  });

  it("refuses another user's session, and that of another client", async () => {
    await begin({}, { PreventUserExistenceErrors: 'LEGACY' });
    await addUser('eve@example.com');
    const asked = await initiate('eve@example.com');
    await expect(respond(asked, '5')).rejects.toMatchObject(badSession);
    const elsewhere = new RespondToAuthChallengeCommand({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ClientId: started.client('legacy').id,
      Session: asked.Session,
      ChallengeResponses: { USERNAME: 'eve@example.com', ANSWER: '5' },
    });
    await expect(started.sdk.send(elsewhere)).rejects.toMatchObject(badSession);
    await expect(respond(asked, '5', 'eve@example.com')).resolves.toHaveProperty(
      'AuthenticationResult',
    );
  });

  it.each([
    ['disabled', AdminDisableUserCommand, { message: 'User is disabled.' }],
    ['deleted', AdminDeleteUserCommand, { name: 'UserNotFoundException' }],
  ])(
    'gives nothing to a user who is %s while a function lets them in',
    async (how, _command, refused) => {
      const operation = how === 'disabled' ? 'AdminDisableUser' : 'AdminDeleteUser';
      const statements = `await admin('${operation}', { UserPoolId: event.userPoolId, Username: event.userName });
      event.response.issueTokens = true;`;
      await begin({ DefineAuthChallenge: statements });
      await expect(initiate()).rejects.toMatchObject(refused);
    },
  );

  it('begins for nobody who is disabled, or not confirmed', async () => {
    await begin({ DefineAuthChallenge: 'event.response.issueTokens = true;' });
    const { users } = started.emulator.services;
    const user = users.get(started.pool, Username);
    await users.save({ ...user, status: 'UNCONFIRMED' });
    await expect(initiate()).rejects.toMatchObject({ name: 'UserNotConfirmedException' });
    await users.save({ ...user, enabled: false });
    await expect(initiate()).rejects.toMatchObject({ message: 'User is disabled.' });
    expect(started.told()).toEqual([]);
  });

  it('leads somebody who is not there like anybody, and never to tokens', async () => {
    await begin();
    const nobody = 'nobody@example.com';
    const asked = await initiate(nobody);
    expect(asked).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { USERNAME: nobody, captchaUrl: 'url/123.jpg' },
    });
    const again = await respond(asked, '4', nobody);
    expect(again).toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE' });
    await expect(respond(asked, '5', nobody)).rejects.toMatchObject(usedSession);
    await expect(respond(again, '5', nobody)).rejects.toMatchObject(wrong);
    for (const { userName, request } of started.told())
      expect([userName, request.userNotFound]).toEqual([nobody, true]);
  });

  it('says who is not there where a client may tell', async () => {
    await begin({}, { PreventUserExistenceErrors: 'LEGACY' });
    await expect(initiate('nobody@example.com')).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
    await initiate();
    expect(started.told()[0]?.request).not.toHaveProperty('userNotFound');
  });

  it.each([
    ['DefineAuthChallenge', 'return {};'],
    ['DefineAuthChallenge', ''],
    ['DefineAuthChallenge', "event.response.challengeName = 'MAGIC';"],
    ['DefineAuthChallenge', "event.response.challengeName = 'SMS_MFA';"],
    ['DefineAuthChallenge', "event.response.issueTokens = 'perhaps';"],
    ['CreateAuthChallenge', 'event.response.publicChallengeParameters = { a: {} };'],
    ['CreateAuthChallenge', 'event.response.privateChallengeParameters = [];'],
    ['CreateAuthChallenge', 'event.response.challengeMetadata = 5;'],
  ])('does not understand a %s that does: %s', async (name, statements) => {
    await begin({ [name]: statements });
    await expect(initiate()).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
      message: 'Unrecognizable lambda output',
    });
  });

  it('ends as functions end it, with their text when they fail', async () => {
    await begin({ VerifyAuthChallengeResponse: "throw new Error('no robots');" });
    const asked = await initiate();
    await expect(respond(asked, '5')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'VerifyAuthChallengeResponse failed with error no robots.',
    });
    await expect(respond(asked, '5')).rejects.toMatchObject(usedSession);
  });

  it('needs functions', async () => {
    started = await resources.add(
      startWithFunctions({ functions: {}, client: { ExplicitAuthFlows } }),
    );
    await addUser(Username);
    await expect(initiate()).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('works by the operations for administrators', async () => {
    await begin();
    const named = { UserPoolId: started.pool.id, ClientId: ClientId() };
    const asked = await started.sdk.send(
      new AdminInitiateAuthCommand({
        ...named,
        AuthFlow: 'CUSTOM_AUTH',
        AuthParameters: { USERNAME: Username },
      }),
    );
    const answer = new AdminRespondToAuthChallengeCommand({
      ...named,
      ChallengeName: 'CUSTOM_CHALLENGE',
      Session: asked.Session,
      ChallengeResponses: { USERNAME: Username, ANSWER: '5' },
    });
    await expect(started.sdk.send(answer)).resolves.toHaveProperty('AuthenticationResult');
  });

  it.each([
    ['SRP_B', {}],
    ['SRP_A', {}],
    ['SRP_A', { SRP_A: 'xyz' }],
  ])('takes no CHALLENGE_NAME %s with %j', async (CHALLENGE_NAME, more) => {
    await begin();
    await expect(initiate(Username, { CHALLENGE_NAME, ...more })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});
