import { GetTokensFromRefreshTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { FakeServer, useResources } from '@gatehouse/test-kit';
import { createCognitoClient } from './cognito-client.js';

describe('the client of Cognito', () => {
  const resources = useResources();

  it('gives a silent Cognito up, after its one further attempt', async () => {
    const cognito = await resources.add(FakeServer.start(() => 'hang'));
    const client = createCognitoClient(
      { region: 'eu-west-1', endpoint: cognito.url },
      { connectMilliseconds: 1000, requestMilliseconds: 50, attempts: 2 },
    );
    const command = new GetTokensFromRefreshTokenCommand({ ClientId: 'a', RefreshToken: 'b' });
    // The server may not have read a request of 50 ms, so the attempts are counted by the client.
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'TimeoutError',
      $metadata: { attempts: 2 },
    });
    client.destroy();
  });

  it('signs nothing, so that it needs no AWS credentials', async () => {
    const cognito = await resources.add(FakeServer.start(() => ({ body: {} })));
    const client = createCognitoClient({ region: 'eu-west-1', endpoint: cognito.url });
    await client.send(new GetTokensFromRefreshTokenCommand({ ClientId: 'a', RefreshToken: 'b' }));
    expect(cognito.requests[0]?.headers).not.toHaveProperty('authorization');
    client.destroy();
  });
});
