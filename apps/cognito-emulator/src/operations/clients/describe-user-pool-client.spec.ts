import { useResources } from '@gatehouse/test-kit';
import { createHarness, type Harness } from '../../spec-support/harness.js';

describe('DescribeUserPoolClient', () => {
  const resources = useResources();
  let harness: Harness;
  beforeAll(async () => {
    harness = await resources.add(createHarness());
  });

  const describeClient = (ClientId: string) =>
    harness.call('DescribeUserPoolClient', { UserPoolId: harness.pool.id, ClientId });

  it('gives the settings and the secret', async () => {
    const { id, secrets } = harness.client('machine');
    const { UserPoolClient: client } = await describeClient(id);
    expect(client).toMatchObject({
      UserPoolId: harness.pool.id,
      ClientId: id,
      ClientName: 'machine',
      ClientSecret: secrets[0]!.value,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['orders/read', 'orders/write'],
      AllowedOAuthFlowsUserPoolClient: true,
      PreventUserExistenceErrors: 'ENABLED',
    });
    expect(id).toMatch(/^[a-z0-9]{26}$/);
    expect(secrets[0]!.value).toMatch(/^[a-z0-9]{51}$/);
  });

  it('gives a public client no secret', async () => {
    const { UserPoolClient: client } = await describeClient(harness.client('web').id);
    expect(client.ClientSecret).toBeUndefined();
  });

  it('knows no client of another pool', async () => {
    await expect(describeClient('constructor')).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      publicMessage: 'User pool client constructor does not exist.',
    });
  });
});
