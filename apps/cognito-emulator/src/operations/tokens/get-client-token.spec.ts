import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { fixtureWith } from '../../spec-support/fixture-template.js';
import { createHarness, type Harness } from '../../spec-support/harness.js';

describe('GetClientToken', () => {
  const resources = useResources();
  let harness: Harness;
  let ClientId: string;
  let Secret: string;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
    const { id, secrets } = harness.client('worker');
    ClientId = id;
    Secret = secrets[0]!.value;
  });

  const getToken = async (body: object = {}, from = harness) => {
    const answer = await from.callUnsigned('GetClientToken', { ClientId, Secret, ...body });
    return answer.ClientAuthenticationResult;
  };

  it('gives a machine a token for itself, with every scope of the client', async () => {
    const { AccessToken, ...rest } = await getToken();
    expect(rest).toEqual({ ExpiresIn: 7_200, TokenType: 'Bearer' });
    const claims = decodeJwt(AccessToken);
    expect(claims).toEqual({
      sub: ClientId,
      client_id: ClientId,
      token_use: 'access',
      scope: 'orders/read orders/write',
      iss: `http://localhost:9500/${harness.pool.id}`,
      auth_time: claims.iat,
      iat: claims.iat,
      exp: claims.iat! + 7_200,
      version: 2,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it.each([
    [['orders/write'], 'orders/write'],
    [['orders/read', 'orders/read'], 'orders/read'],
    [[], 'orders/read orders/write'],
  ])('gives for %j the scope %s', async (Scopes, scope) => {
    expect(decodeJwt((await getToken({ Scopes })).AccessToken).scope).toBe(scope);
  });

  it('passes the metadata to a function of version 3', async () => {
    const LambdaArn = { 'Fn::GetAtt': ['PreTokenGeneration', 'Arn'] };
    const config = { PreTokenGenerationConfig: { LambdaVersion: 'V3_0', LambdaArn } };
    const asked = await resources.add(createHarness(fixtureWith('Pool', { LambdaConfig: config })));
    const Secret = asked.client('worker').secrets[0]!.value;
    const { AccessToken } = await getToken({ Secret, ClientMetadata: { order: '7' } }, asked);
    expect(decodeJwt(AccessToken)).toMatchObject({
      trigger: 'TokenGeneration_ClientCredentials',
      askedScopes: ['orders/read', 'orders/write'],
      metadata: { order: '7' },
      sub: ClientId,
    });
  });

  it.each([
    [['orders/nothing'], 'InvalidParameterException'],
    [['orders/read', 'orders/nothing'], 'InvalidParameterException'],
    [['__proto__'], 'InvalidParameterException'],
    [['with space'], 'InvalidParameterException'],
    [Array.from({ length: 51 }, () => 'orders/read'), 'InvalidParameterException'],
    [['orders/support'], 'NotAuthorizedException'],
    [['openid'], 'NotAuthorizedException'],
    [['aws.cognito.signin.user.admin'], 'NotAuthorizedException'],
  ])('refuses the scopes %j with %s', async (Scopes, code) => {
    await expect(getToken({ Scopes })).rejects.toMatchObject({ code });
  });

  it.each([
    [{ Secret: 'x'.repeat(51) }, 'NotAuthorizedException'],
    [{ Secret: 'short' }, 'InvalidParameterException'],
    [{ Secret: undefined }, 'InvalidParameterException'],
    [{ ClientId: 'constructor' }, 'ResourceNotFoundException'],
  ])('refuses %j with %s', async (body, code) => {
    await expect(getToken(body)).rejects.toMatchObject({ code });
  });

  it.each(['machine', 'server', 'web'])(
    'refuses the client %s, which lacks the flow',
    async (name) => {
      const { id, secrets } = harness.client(name);
      const Secret = secrets[0]?.value ?? 'x'.repeat(51);
      await expect(getToken({ ClientId: id, Secret })).rejects.toMatchObject({
        code: 'InvalidParameterException',
        publicMessage: 'CLIENT_TOKEN_AUTH flow not enabled for this client',
      });
    },
  );
});
