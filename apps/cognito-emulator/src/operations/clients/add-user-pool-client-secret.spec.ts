import { useResources } from '@gatehouse/test-kit';
import { provesClient, secretHash } from '../../domain/secret-hash.js';
import {
  confirmedUser,
  createHarness,
  goodPassword,
  type Harness,
  signIn,
} from '../../spec-support/harness.js';

const own = 'Own_secret+of_24_letters';

describe('AddUserPoolClientSecret', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
  });

  const add = async (clientName: string, body: object = {}) => {
    const answer = await harness.call('AddUserPoolClientSecret', {
      UserPoolId: harness.pool.id,
      ClientId: harness.client(clientName).id,
      ...body,
    });
    return answer.ClientSecretDescriptor;
  };

  it('makes up a second secret and shows it', async () => {
    const [first] = harness.client('server').secrets;
    const { ClientSecretValue: value, ...rest } = await add('server');
    expect(value).toMatch(/^[a-z0-9]{51}$/);
    const { id, secrets } = harness.client('server');
    expect(rest).toEqual({
      ClientSecretId: `${id}--1768478400001`,
      ClientSecretCreateDate: 1_768_478_400.001,
    });
    expect(secrets).toEqual([first, { value, createdAt: 1_768_478_400_001 }]);
  });

  it('takes an own value and does not repeat it', async () => {
    expect(await add('server', { ClientSecret: own })).not.toHaveProperty('ClientSecretValue');
    expect(provesClient(harness.client('server'), own)).toBe(true);
  });

  it('leaves both secrets good for every proof that is asked for', async () => {
    await confirmedUser(harness);
    const [first] = harness.client('server').secrets;
    await add('server', { ClientSecret: own });
    const { id: ClientId } = harness.client('server');
    for (const secret of [first!.value, own]) {
      const { AuthenticationResult: result } = await harness.callUnsigned('InitiateAuth', {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId,
        AuthParameters: {
          USERNAME: 'ann@example.com',
          PASSWORD: goodPassword,
          SECRET_HASH: secretHash(secret, 'ann@example.com', ClientId),
        },
      });
      const { RefreshToken } = result;
      const proof = { ClientId, ClientSecret: secret };
      const renewed = await harness.callUnsigned('GetTokensFromRefreshToken', {
        ...proof,
        RefreshToken,
      });
      const Token = renewed.AuthenticationResult.RefreshToken;
      await expect(harness.callUnsigned('RevokeToken', { ...proof, Token })).resolves.toEqual({});
    }
    const worker = harness.client('worker');
    await add('worker', { ClientSecret: own });
    for (const Secret of [worker.secrets[0]!.value, own])
      await expect(
        harness.callUnsigned('GetClientToken', { ClientId: worker.id, Secret }),
      ).resolves.toHaveProperty('ClientAuthenticationResult.AccessToken');
  });

  it('refuses a third secret, and one the client has', async () => {
    const { value: ClientSecret } = harness.client('server').secrets[0]!;
    await expect(add('server', { ClientSecret })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
    await add('server');
    await expect(add('server')).rejects.toMatchObject({ code: 'LimitExceededException' });
    expect(harness.client('server').secrets).toHaveLength(2);
  });

  it('refuses a public client, which stays public', async () => {
    await expect(add('web')).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await confirmedUser(harness);
    await expect(signIn(harness, 'web')).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
  });

  it.each(['x'.repeat(23), 'x'.repeat(65), `${'x'.repeat(30)}-`, ''])(
    'refuses the value %j',
    async (ClientSecret) => {
      await expect(add('server', { ClientSecret })).rejects.toMatchObject({
        code: 'InvalidParameterException',
      });
    },
  );

  it('knows no client of another name, and wants a signature', async () => {
    await expect(add('server', { ClientId: 'constructor' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    const body = { UserPoolId: harness.pool.id, ClientId: harness.client('server').id };
    await expect(harness.callUnsigned('AddUserPoolClientSecret', body)).rejects.toMatchObject({
      code: 'MissingAuthenticationTokenException',
    });
  });
});
