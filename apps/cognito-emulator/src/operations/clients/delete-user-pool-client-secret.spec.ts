import { useResources } from '@gatehouse/test-kit';
import { provesClient } from '../../domain/secret-hash.js';
import { confirmedUser, createHarness, type Harness, signIn } from '../../spec-support/harness.js';

describe('DeleteUserPoolClientSecret', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
  });

  const named = (clientName: string) => ({
    UserPoolId: harness.pool.id,
    ClientId: harness.client(clientName).id,
  });
  const secretIds = async () =>
    (await harness.call('ListUserPoolClientSecrets', named('server'))).ClientSecrets.map(
      ({ ClientSecretId }) => ClientSecretId,
    );
  const remove = (ClientSecretId: string, body: object = named('server')) =>
    harness.call('DeleteUserPoolClientSecret', { ...body, ClientSecretId });

  it.each([0, 1])('takes secret %d, and the other stays good', async (index) => {
    await harness.call('AddUserPoolClientSecret', named('server'));
    const { secrets } = harness.client('server');
    expect(await remove((await secretIds())[index]!)).toEqual({});
    const client = harness.client('server');
    expect(provesClient(client, secrets[index]!.value)).toBe(false);
    expect(provesClient(client, secrets[1 - index]!.value)).toBe(true);
    const described = await harness.call('DescribeUserPoolClient', named('server'));
    expect(described.UserPoolClient.ClientSecret).toBe(secrets[1 - index]!.value);
  });

  it('makes room for another, so that a secret can be replaced again and again', async () => {
    for (let round = 0; round < 3; round++) {
      const [oldest] = await secretIds();
      await harness.call('AddUserPoolClientSecret', named('server'));
      await remove(oldest!);
    }
    const ids = await secretIds();
    expect(ids).toEqual([`${harness.client('server').id}--1768478400003`]);
    await confirmedUser(harness);
    await expect(signIn(harness, 'server')).resolves.toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
  });

  it('leaves the last one', async () => {
    const [only] = await secretIds();
    await expect(remove(only!)).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect(await secretIds()).toEqual([only]);
  });

  it('finds no secret of another id or client', async () => {
    const [id] = await secretIds();
    await harness.call('AddUserPoolClientSecret', named('server'));
    const notFound = { code: 'ResourceNotFoundException' };
    await expect(remove(`${harness.client('server').id}--1`)).rejects.toMatchObject(notFound);
    await expect(remove(id!, named('machine'))).rejects.toMatchObject(notFound);
    await expect(remove(id!, named('web'))).rejects.toMatchObject(notFound);
    const unknown = { ...named('server'), ClientId: 'constructor' };
    await expect(remove(id!, unknown)).rejects.toMatchObject(notFound);
    expect(await secretIds()).toHaveLength(2);
  });

  it('wants a signature', async () => {
    const body = { ...named('server'), ClientSecretId: 'x' };
    await expect(harness.callUnsigned('DeleteUserPoolClientSecret', body)).rejects.toMatchObject({
      code: 'MissingAuthenticationTokenException',
    });
  });
});
