import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import { createHarness, goodPassword, type Harness, signIn } from '../../spec-support/harness.js';

const email = 'ann@example.com';
const temporary = 'Temporary-pass-1';

describe('RespondToAuthChallenge with NEW_PASSWORD_REQUIRED', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    await invite(harness);
  });

  const invite = (on: Harness) =>
    on.call('AdminCreateUser', {
      UserPoolId: on.pool.id,
      Username: email,
      TemporaryPassword: temporary,
      MessageAction: 'SUPPRESS',
    });
  const challenge = async (on = harness, clientName = 'web') =>
    signIn(on, clientName, email, temporary);
  const answer = (Session: string, responses: object = {}, on = harness, clientName = 'web') =>
    on.callUnsigned('RespondToAuthChallenge', {
      ClientId: on.client(clientName).id,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: goodPassword, ...responses },
    });

  it('gives tokens for a password of the user’s own', async () => {
    const asked = await challenge();
    const { username } = harness.services.users.get(harness.pool, email);
    expect(asked.ChallengeParameters).toEqual({
      USER_ID_FOR_SRP: username,
      requiredAttributes: '[]',
      userAttributes: JSON.stringify({ email }),
    });
    const { AuthenticationResult: result } = await answer(asked.Session);
    expect(decodeJwt(result.AccessToken)).toMatchObject({
      username,
      trigger: 'TokenGeneration_NewPasswordChallenge',
    });
    await expect(signIn(harness)).resolves.toHaveProperty('AuthenticationResult');
    await expect(challenge()).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('takes new attributes, and no other address than the one that is known', async () => {
    await harness.call('AdminUpdateUserAttributes', {
      UserPoolId: harness.pool.id,
      Username: email,
      UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    });
    const { Session } = await challenge();
    for (const address of [email, 'eve@example.com'])
      await expect(answer(Session, { 'userAttributes.email': address })).rejects.toMatchObject({
        code: 'NotAuthorizedException',
        publicMessage: 'Cannot modify an already provided email',
      });
    await answer(Session, { 'userAttributes.nickname': 'A', 'userAttributes.name': '' });
    const { attributes } = harness.services.users.get(harness.pool, email);
    expect(attributes).toEqual({ email, email_verified: 'true', nickname: 'A' });
  });

  it('takes a session once, even when it is answered twice at once', async () => {
    const { Session } = await challenge();
    const outcomes = await Promise.allSettled([answer(Session), answer(Session)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(answer(Session)).rejects.toMatchObject({
      publicMessage: 'Invalid session for the user, session can only be used once.',
    });
  });

  it('lets a weak or an old password be tried again within the session', async () => {
    const { Session } = await challenge();
    await expect(answer(Session, { NEW_PASSWORD: 'weakling' })).rejects.toMatchObject({
      publicMessage: 'Password did not conform with policy: Password not long enough',
    });
    await expect(answer(Session, { NEW_PASSWORD: temporary })).rejects.toMatchObject({
      code: 'PasswordHistoryPolicyViolationException',
    });
    await expect(answer(Session)).resolves.toHaveProperty('AuthenticationResult');
  });

  it('lets a session wait for three minutes', async () => {
    const { Session } = await challenge();
    harness.clock.advanceSeconds(180);
    await expect(answer(Session)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      publicMessage: 'Invalid session for the user, session is expired.',
    });
  });

  it('refuses a made-up session, another user and another client', async () => {
    const { Session } = await challenge();
    const invalid = { publicMessage: 'Invalid session for the user.' };
    await expect(answer('x'.repeat(40))).rejects.toMatchObject(invalid);
    await expect(answer(Session, { USERNAME: 'eve@example.com' })).rejects.toMatchObject(invalid);
    await expect(answer(Session, {}, harness, 'legacy')).rejects.toMatchObject(invalid);
  });

  it('wants the secret hash made with the real username', async () => {
    const { Session } = await challenge(harness, 'server');
    const { username } = harness.services.users.get(harness.pool, email);
    await expect(answer(Session, {}, harness, 'server')).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    });
    const SECRET_HASH = harness.secretHash('server', username);
    await expect(answer(Session, { SECRET_HASH }, harness, 'server')).resolves.toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('asks for attributes the pool requires', async () => {
    const Schema = [{ Name: 'nickname', Required: true }];
    const strict = await resources.add(createHarness(fixtureWith('Pool', { Schema })));
    await invite(strict);
    const asked = await challenge(strict);
    expect(asked.ChallengeParameters.requiredAttributes).toBe('["userAttributes.nickname"]');
    await expect(answer(asked.Session, {}, strict)).rejects.toMatchObject({
      publicMessage: 'Invalid attributes given, nickname is missing',
    });
    const given = { 'userAttributes.nickname': 'Annie' };
    await answer(asked.Session, given, strict);
    const user = strict.services.users.get(strict.pool, email);
    expect(user.attributes.nickname).toBe('Annie');
  });

  it('wants a session', async () => {
    await expect(
      harness.callUnsigned('RespondToAuthChallenge', {
        ClientId: harness.client('web').id,
        ChallengeName: 'SMS_MFA',
      }),
    ).rejects.toMatchObject({ publicMessage: 'Missing required parameter Session' });
  });
});
