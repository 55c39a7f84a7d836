import { useResources } from '@gatehouse/test-kit';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import {
  callOperation,
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
  signIn,
} from '../../spec-support/harness.js';
import { withSes } from '../../spec-support/message-senders.js';

const email = 'ann@example.com';
const wrong = { code: 'NotAuthorizedException', publicMessage: 'Incorrect username or password.' };

describe('InitiateAuth with USER_PASSWORD_AUTH', () => {
  const resources = useResources();
  let harness: Harness;
  let sub: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    sub = await confirmedUser(harness);
  });

  it('gives an access token and an ID token, signed with a key each, and a refresh token', async () => {
    const { AuthenticationResult: result, ...rest } = await signIn(
      harness,
      'web',
      'Ann@Example.COM',
    );
    const now = harness.clock.nowMilliseconds() / 1_000;
    const access = decodeJwt(result.AccessToken);
    const id = decodeJwt(result.IdToken);
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
    const shared = {
      sub,
      iss: `http://localhost:9500/${harness.pool.id}`,
      origin_jti: uuid,
      event_id: uuid,
      jti: uuid,
      auth_time: now,
      iat: now,
      acr: 'urn:cognito:loa:1',
      amr: ['pwd'],
    };
    expect(access).toEqual({
      ...shared,
      client_id: harness.client('web').id,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin orders/read',
      exp: now + 1_800,
      username: sub,
      trigger: 'TokenGeneration_Authentication',
      askedScopes: ['aws.cognito.signin.user.admin'],
      metadata: null,
    });
    expect(id).toEqual({
      ...shared,
      aud: harness.client('web').id,
      token_use: 'id',
      exp: now + 1_200,
      'cognito:username': sub,
      email,
      email_verified: true,
      plan: { name: 'gold' },
    });
    expect(id.origin_jti).toBe(access.origin_jti);
    expect(id.jti).not.toBe(access.jti);
    const [accessHeader, idHeader] = [result.AccessToken, result.IdToken].map(
      decodeProtectedHeader,
    );
    expect(accessHeader).toEqual({ alg: 'RS256', kid: expect.any(String) as string });
    expect(accessHeader!.kid).not.toBe(idHeader!.kid);
    expect(Buffer.from(accessHeader!.kid!, 'base64')).toHaveLength(32);
    expect(result.RefreshToken.split('.').filter(Boolean)).toHaveLength(5);
    expect(result).toMatchObject({ ExpiresIn: 1_800, TokenType: 'Bearer' });
    expect(rest).toEqual({ ChallengeParameters: {} });
  });

  it('puts groups and roles where they belong, and keeps the client metadata to itself', async () => {
    for (const GroupName of ['customer', 'support'])
      await harness.call('AdminAddUserToGroup', {
        UserPoolId: harness.pool.id,
        Username: email,
        GroupName,
      });
    const { AuthenticationResult: result } = await harness.callUnsigned('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: harness.client('web').id,
      AuthParameters: { USERNAME: email, PASSWORD: goodPassword },
      ClientMetadata: { from: 'spec' },
    });
    expect(decodeJwt(result.AccessToken)).toMatchObject({
      'cognito:groups': ['support', 'customer'],
      scope: 'aws.cognito.signin.user.admin orders/read orders/support orders/customer',
      metadata: null,
    });
    expect(decodeJwt(result.IdToken)).toMatchObject({
      'cognito:groups': ['support', 'customer'],
      'cognito:roles': ['arn:aws:iam::123456789012:role/support'],
      'cognito:preferred_role': 'arn:aws:iam::123456789012:role/support',
    });
  });

  it('leaves jti and origin_jti out for a client without revocation', async () => {
    const { AuthenticationResult: result } = await signIn(harness, 'legacy');
    for (const token of [result.AccessToken, result.IdToken])
      expect(Object.keys(decodeJwt(token))).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/jti/)]),
      );
  });

  it('answers a wrong password and an unknown user alike, unless the client is of the old kind', async () => {
    await expect(signIn(harness, 'web', email, 'Wrong-password-1')).rejects.toMatchObject(wrong);
    await expect(signIn(harness, 'web', 'eve@example.com')).rejects.toMatchObject(wrong);
    await expect(signIn(harness, 'web', '__proto__')).rejects.toMatchObject(wrong);
    await expect(signIn(harness, 'legacy', email, 'Wrong-password-1')).rejects.toMatchObject(wrong);
    await expect(signIn(harness, 'legacy', 'eve@example.com')).rejects.toMatchObject({
      code: 'UserNotFoundException',
      publicMessage: 'User does not exist.',
    });
  });

  it.each([email, 'eve@example.com'])('slows down guessing the password of %s', async (name) => {
    const locked = {
      code: 'NotAuthorizedException',
      publicMessage: 'Password attempts exceeded',
    };
    const guess = () => signIn(harness, 'web', name, 'Wrong-password-1');
    for (let count = 1; count <= 5; count++) await expect(guess()).rejects.toMatchObject(wrong);
    await expect(guess()).rejects.toMatchObject(locked);
    harness.clock.advanceSeconds(1);
    await expect(guess()).rejects.toMatchObject(wrong);
    harness.clock.advanceSeconds(1);
    await expect(guess()).rejects.toMatchObject(locked);
    harness.clock.advanceSeconds(1);
    await expect(guess()).rejects.toMatchObject(wrong);
    harness.clock.advanceSeconds(901);
    await expect(guess()).rejects.toMatchObject(wrong);
    await expect(guess()).rejects.toMatchObject(wrong);
  });

  it('forgets failures after a success', async () => {
    for (let round = 0; round < 3; round++) {
      for (let count = 1; count <= 4; count++)
        await expect(signIn(harness, 'web', email, 'Wrong-password-1')).rejects.toMatchObject(
          wrong,
        );
      await expect(signIn(harness)).resolves.toHaveProperty('AuthenticationResult.AccessToken');
    }
  });

  it('refuses a user who is not confirmed, whatever the password', async () => {
    await harness.callUnsigned('SignUp', {
      ClientId: harness.client('web').id,
      Username: 'new@example.com',
      Password: goodPassword,
    });
    for (const password of ['Wrong-1-wrong', goodPassword])
      await expect(signIn(harness, 'web', 'new@example.com', password)).rejects.toMatchObject({
        code: 'UserNotConfirmedException',
        publicMessage: 'User is not confirmed.',
      });
  });

  it('refuses a disabled user', async () => {
    const { users } = harness.services;
    const user = users.get(harness.pool, email);
    await users.save({ ...user, enabled: false });
    await expect(signIn(harness)).rejects.toMatchObject({ publicMessage: 'User is disabled.' });
  });

  it('wants the secret hash made with the name that is typed', async () => {
    const { id: ClientId } = harness.client('server');
    const auth = (SECRET_HASH?: string) =>
      harness.callUnsigned('InitiateAuth', {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId,
        AuthParameters: { USERNAME: email, PASSWORD: goodPassword, SECRET_HASH },
      });
    await expect(auth()).rejects.toMatchObject({
      publicMessage: `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    });
    await expect(auth(harness.secretHash('server', sub))).rejects.toMatchObject({
      publicMessage: `Unable to verify secret hash for client ${ClientId}`,
    });
    await expect(auth(harness.secretHash('server', email))).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
  });

  it.each([
    ['web', 'USER_SRP_AUTH', 'USER_SRP_AUTH flow not enabled for this client'],
    ['machine', 'USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client'],
    ['web', 'ADMIN_USER_PASSWORD_AUTH', 'Initiate Auth method not supported.'],
    ['web', 'USER_PASSWORD_AUTH', 'Missing required parameter USERNAME'],
  ])('refuses at %s: %s, %s', async (name, AuthFlow, publicMessage) => {
    await expect(
      harness.callUnsigned('InitiateAuth', { AuthFlow, ClientId: harness.client(name).id }),
    ).rejects.toMatchObject({ code: 'InvalidParameterException', publicMessage });
  });

  it('is the users’ own way in, not that of administrators', async () => {
    const body = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: harness.client('web').id };
    await expect(
      harness.call('AdminInitiateAuth', { UserPoolId: harness.pool.id, ...body }),
    ).rejects.toMatchObject({ publicMessage: 'Initiate Auth method not supported.' });
  });

  it('lets nobody past a pool that requires MFA', async () => {
    const mfa = { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] };
    const strict = await resources.add(createHarness(fixtureWith('Pool', mfa)));
    await confirmedUser(strict);
    const asked = await signIn(strict);
    expect(asked).toMatchObject({ ChallengeName: 'MFA_SETUP' });
    expect(asked).not.toHaveProperty('AuthenticationResult');
  });

  it('says so where a pool requires MFA and a user can have none', async () => {
    // Passwords are reset by email first, which keeps the address from being a second factor.
    const mfa = { MfaConfiguration: 'ON', EnabledMfas: ['EMAIL_OTP'], ...withSes() };
    const strict = await resources.add(createHarness(fixtureWith('Pool', mfa)));
    await confirmedUser(strict);
    await expect(signIn(strict)).rejects.toMatchObject({ code: 'MFAMethodNotFoundException' });
  });

  it('knows no client of another region than the call was signed for', async () => {
    const ClientId = harness.client('web').id;
    const body = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId };
    await expect(
      callOperation(harness.services, 'InitiateAuth', body, 'us-east-1'),
    ).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      publicMessage: `User pool client ${ClientId} does not exist.`,
    });
  });
});
