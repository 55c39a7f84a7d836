import { useResources } from '@gatehouse/test-kit';
import { createHarness, type Harness } from '../../spec-support/harness.js';

describe('ListUserPoolClientSecrets', () => {
  const resources = useResources();
  let harness: Harness;
  beforeEach(async () => {
    harness = await resources.add(createHarness());
  });

  const bodyFor = (clientName: string) => ({
    UserPoolId: harness.pool.id,
    ClientId: harness.client(clientName).id,
  });

  it('lists ids and dates, oldest first, and no values', async () => {
    harness.clock.advanceSeconds(10);
    await harness.call('AddUserPoolClientSecret', bodyFor('server'));
    const answer = await harness.call('ListUserPoolClientSecrets', bodyFor('server'));
    const { id, secrets } = harness.client('server');
    expect(answer).toEqual({
      ClientSecrets: [
        { ClientSecretId: `${id}--1768478400000`, ClientSecretCreateDate: 1_768_478_400 },
        { ClientSecretId: `${id}--1768478410000`, ClientSecretCreateDate: 1_768_478_410 },
      ],
    });
    for (const { value } of secrets) expect(JSON.stringify(answer)).not.toContain(value);
  });

  it('lists none for a public client', async () => {
    await expect(harness.call('ListUserPoolClientSecrets', bodyFor('web'))).resolves.toEqual({
      ClientSecrets: [],
    });
  });

  it('knows no client of another name, and wants a signature', async () => {
    const body = { UserPoolId: harness.pool.id, ClientId: 'constructor' };
    await expect(harness.call('ListUserPoolClientSecrets', body)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await expect(
      harness.callUnsigned('ListUserPoolClientSecrets', bodyFor('server')),
    ).rejects.toMatchObject({ code: 'MissingAuthenticationTokenException' });
  });
});
