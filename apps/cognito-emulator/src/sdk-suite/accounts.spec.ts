import {
  AddUserPoolClientSecretCommand,
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  ConfirmSignUpCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetClientTokenCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  LimitExceededException,
  ListUserImportJobsCommand,
  ListUserPoolClientSecretsCommand,
  ListUsersCommand,
  NotAuthorizedException,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  UnsupportedTokenTypeException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { secretHash } from '../domain/secret-hash.js';
import type { SentMessage } from '../outbox/kept-outbox.js';
import { goodPassword } from '../spec-support/harness.js';
import { sdkClient, type StartedEmulator, startFixture } from '../spec-support/started-emulator.js';

const email = 'ann@example.com';

describe('the AWS SDK against a running emulator', () => {
  const resources = useResources();
  let started: StartedEmulator;
  let UserPoolId: string;
  let ClientId: string;
  beforeAll(async () => {
    started = await resources.add(startFixture());
    UserPoolId = started.pool.id;
    ClientId = started.client('web').id;
  });

  const outbox = async (query: string) => {
    const response = await fetch(`${started.emulator.url}/_emulator/outbox?${query}`);
    return (await response.json()) as SentMessage[];
  };
  const signIn = (USERNAME = email, PASSWORD = goodPassword) =>
    started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId,
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );

  it('signs a user up, confirms by the code in the outbox, and signs in', async () => {
    const { sdk } = started;
    const signedUp = await sdk.send(
      new SignUpCommand({ ClientId, Username: email, Password: goodPassword }),
    );
    expect(signedUp.CodeDeliveryDetails?.Destination).toBe('a***@e***');
    await sdk.send(new ResendConfirmationCodeCommand({ ClientId, Username: email }));
    const messages = await outbox(`username=${email}&poolId=${UserPoolId}`);
    expect(messages.map(({ kind }) => kind)).toEqual(['SignUp', 'ResendCode']);
    expect(Object.keys(messages[0]!).sort()).toEqual([
      'body',
      'code',
      'destination',
      'kind',
      'link',
      'medium',
      'number',
      'poolId',
      'sentAt',
      'sub',
      'subject',
      'username',
    ]);
    await sdk.send(
      new ConfirmSignUpCommand({
        ClientId,
        Username: email,
        ConfirmationCode: messages[1]!.code!,
      }),
    );
    const { AuthenticationResult: result } = await signIn();
    const user = await sdk.send(new GetUserCommand({ AccessToken: result!.AccessToken! }));
    expect(user.Username).toBe(signedUp.UserSub);
    const { AuthenticationResult: renewed } = await sdk.send(
      new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: result!.RefreshToken! }),
    );
    expect(renewed?.AccessToken).toMatch(/^ey/);
  });

  it('gives errors that the SDK knows as its classes, with status 400', async () => {
    const again = new SignUpCommand({ ClientId, Username: email, Password: goodPassword });
    await expect(started.sdk.send(again)).rejects.toBeInstanceOf(UsernameExistsException);
    await expect(signIn(email, 'Wrong-password-1')).rejects.toBeInstanceOf(NotAuthorizedException);
    await expect(signIn(email, 'Wrong-password-1')).rejects.toMatchObject({
      message: 'Incorrect username or password.',
      $metadata: {
        httpStatusCode: 400,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
    });
  });

  it('lets an administrator make, find, change and group users', async () => {
    const { sdk } = started;
    const Username = 'bob@example.com';
    const { User: user } = await sdk.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        TemporaryPassword: 'Temporary-pass-1',
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
    expect(user?.UserCreateDate?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(await outbox(`username=${user!.Username!}`)).toMatchObject([
      { kind: 'AdminCreateUser', code: 'Temporary-pass-1', link: null },
    ]);
    const challenge = await signIn(Username, 'Temporary-pass-1');
    expect(challenge.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const answered = await sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: challenge.ChallengeName,
        Session: challenge.Session,
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: goodPassword },
      }),
    );
    expect(answered.AuthenticationResult?.TokenType).toBe('Bearer');
    await sdk.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username,
        Password: 'Another-horse-8',
        Permanent: true,
      }),
    );
    await sdk.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'support' }));
    await expect(signIn(Username, 'Another-horse-8')).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
    const found = await sdk.send(new AdminGetUserCommand({ UserPoolId, Username }));
    expect(found.UserStatus).toBe('CONFIRMED');
    const Filter = `email = "${Username}"`;
    const { Users: users } = await sdk.send(new ListUsersCommand({ UserPoolId, Filter }));
    expect(users?.map((one) => one.Username)).toEqual([found.Username]);
  });

  it('ends sessions: one, all of the user’s own, all of a user’s, and those of a disabled user', async () => {
    const { sdk } = started;
    const user = { UserPoolId, Username: email };
    const tokens = async () => {
      const { AccessToken, RefreshToken } = (await signIn()).AuthenticationResult!;
      return { AccessToken: AccessToken!, RefreshToken: RefreshToken! };
    };
    const expectEnded = async ({
      AccessToken,
      RefreshToken,
    }: Awaited<ReturnType<typeof tokens>>) => {
      await expect(sdk.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Access Token has been revoked',
      });
      const refresh = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken });
      await expect(sdk.send(refresh)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Refresh Token has been revoked',
      });
    };
    const one = await tokens();
    const wrongKind = new RevokeTokenCommand({ ClientId, Token: one.AccessToken });
    await expect(sdk.send(wrongKind)).rejects.toBeInstanceOf(UnsupportedTokenTypeException);
    await sdk.send(new RevokeTokenCommand({ ClientId, Token: one.RefreshToken }));
    await expectEnded(one);

    const own = await tokens();
    await sdk.send(new GlobalSignOutCommand({ AccessToken: own.AccessToken }));
    await expectEnded(own);

    const ended = await tokens();
    await sdk.send(new AdminUserGlobalSignOutCommand(user));
    await expectEnded(ended);

    const last = await tokens();
    await sdk.send(new AdminDisableUserCommand(user));
    await expect(signIn()).rejects.toMatchObject({ message: 'User is disabled.' });
    await sdk.send(new AdminEnableUserCommand(user));
    await expectEnded(last);
    await expect(signIn()).resolves.toHaveProperty('AuthenticationResult.AccessToken');
  });

  it('replaces the secret of a machine without a refused request', async () => {
    const { sdk } = started;
    const { id, secrets } = started.client('worker');
    const named = { UserPoolId, ClientId: id };
    const tokenWith = async (Secret: string) => {
      const Scopes = ['orders/read'];
      const answer = await sdk.send(new GetClientTokenCommand({ ClientId: id, Secret, Scopes }));
      return answer.ClientAuthenticationResult!;
    };
    const first = secrets[0]!.value;
    expect(await tokenWith(first)).toMatchObject({ ExpiresIn: 7_200, TokenType: 'Bearer' });
    const { ClientSecretDescriptor: added } = await sdk.send(
      new AddUserPoolClientSecretCommand(named),
    );
    for (const secret of [first, added!.ClientSecretValue!])
      await expect(tokenWith(secret)).resolves.toHaveProperty('TokenType', 'Bearer');
    await expect(sdk.send(new AddUserPoolClientSecretCommand(named))).rejects.toBeInstanceOf(
      LimitExceededException,
    );
    const { ClientSecrets: listed } = await sdk.send(new ListUserPoolClientSecretsCommand(named));
    expect(listed).toHaveLength(2);
    expect(listed![0]!.ClientSecretCreateDate).toBeInstanceOf(Date);
    const { ClientSecretId } = listed![0]!;
    await sdk.send(new DeleteUserPoolClientSecretCommand({ ...named, ClientSecretId }));
    await expect(tokenWith(first)).rejects.toBeInstanceOf(NotAuthorizedException);
    await expect(tokenWith(added!.ClientSecretValue!)).resolves.toHaveProperty(
      'TokenType',
      'Bearer',
    );
  });

  it('describes pool and client', async () => {
    const { UserPool: pool } = await started.sdk.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(pool?.Name).toBe('fixture');
    expect(pool?.CreationDate).toBeInstanceOf(Date);
    const { UserPoolClient: client } = await started.sdk.send(
      new DescribeUserPoolClientCommand({ UserPoolId, ClientId: started.client('server').id }),
    );
    expect(client?.ClientSecret).toBe(started.client('server').secrets[0]!.value);
  });

  it('signs in at a client with a secret', async () => {
    const { id, secrets } = started.client('server');
    const SECRET_HASH = secretHash(secrets[0]!.value, email, id);
    const { AuthenticationResult: result } = await started.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: id,
        AuthParameters: { USERNAME: email, PASSWORD: goodPassword, SECRET_HASH },
      }),
    );
    expect(result?.RefreshToken).toMatch(/^ey/);
  });

  it('makes tokens that jose and aws-jwt-verify take, each with its own policy', async () => {
    const issuer = `${started.emulator.publicUrl}/${UserPoolId}`;
    const { AuthenticationResult: result } = await signIn();
    const jwksUri = `${started.emulator.url}/${UserPoolId}/.well-known/jwks.json`;
    const keys = createRemoteJWKSet(new URL(jwksUri));
    await jwtVerify(result!.AccessToken!, keys, { issuer, algorithms: ['RS256'] });
    await jwtVerify(result!.IdToken!, keys, { issuer, audience: ClientId });

    const jwks = (await (await fetch(jwksUri)).json()) as Jwks;
    expect(jwks.keys).toHaveLength(2);
    const verifier = JwtVerifier.create({ issuer, jwksUri, audience: null });
    verifier.cacheJwks(jwks);
    for (const [token, tokenUse] of [
      [result!.AccessToken!, 'access'],
      [result!.IdToken!, 'id'],
    ] as const) {
      const claims = await verifier.verify(token);
      expect(() =>
        validateCognitoJwtFields(claims, { clientId: ClientId, tokenUse }),
      ).not.toThrow();
      expect(() => validateCognitoJwtFields(claims, { clientId: 'x', tokenUse })).toThrow();
    }
  });

  it('names an operation that Cognito has and the emulator lacks', async () => {
    await expect(
      started.sdk.send(new ListUserImportJobsCommand({ UserPoolId, MaxResults: 1 })),
    ).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: 'ListUserImportJobs is not supported by the Cognito emulator.',
    });
  });

  it('finds pools only in the region a call is signed for', async () => {
    const elsewhere = resources.add(sdkClient(started.emulator.url, 'us-east-1'));
    await expect(elsewhere.send(new DescribeUserPoolCommand({ UserPoolId }))).rejects.toMatchObject(
      {
        name: 'ResourceNotFoundException',
      },
    );
  });
});
