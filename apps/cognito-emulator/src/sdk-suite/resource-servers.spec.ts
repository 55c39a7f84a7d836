import {
  CreateResourceServerCommand,
  DeleteResourceServerCommand,
  DescribeResourceServerCommand,
  GetClientTokenCommand,
  ListResourceServersCommand,
  type ResourceServerScopeType,
  ResourceNotFoundException,
  UpdateResourceServerCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { startSuite, type StartedSuite } from '../spec-support/started-suite.js';

const scope = (ScopeName: string): ResourceServerScopeType => ({
  ScopeName,
  ScopeDescription: `May ${ScopeName}`,
});

describe('resource servers', () => {
  const resources = useResources();
  let started: StartedSuite;
  let UserPoolId: string;
  beforeEach(async () => {
    started = await resources.add(startSuite());
    UserPoolId = started.pool.id;
  });

  const create = (Identifier: string, Scopes?: ResourceServerScopeType[]) =>
    started.sdk.send(
      new CreateResourceServerCommand({ UserPoolId, Identifier, Name: 'An API', Scopes }),
    );
  const describeServer = (Identifier: string) =>
    started.sdk.send(new DescribeResourceServerCommand({ UserPoolId, Identifier }));
  const update = (Identifier: string, Scopes?: ResourceServerScopeType[]) =>
    started.sdk.send(
      new UpdateResourceServerCommand({ UserPoolId, Identifier, Name: 'Renamed', Scopes }),
    );
  const remove = (Identifier: string) =>
    started.sdk.send(new DeleteResourceServerCommand({ UserPoolId, Identifier }));
  /** The scopes a machine is given that asks for all it may have. */
  const scopesOfWorker = async (Scopes?: string[]) => {
    const { id: ClientId, secrets } = started.client('worker');
    const { ClientAuthenticationResult: result } = await started.sdk.send(
      new GetClientTokenCommand({ ClientId, Secret: secrets[0]?.value, Scopes }),
    );
    const [, claims = ''] = result?.AccessToken?.split('.') ?? [];
    const { scope: granted } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      scope: string;
    };
    return granted;
  };

  it('are made, described, changed and taken away', async () => {
    const Identifier = 'https://api.example.com/v1';
    const { ResourceServer: made } = await create(Identifier, [scope('read'), scope('write')]);
    expect(made).toEqual({
      UserPoolId,
      Identifier,
      Name: 'An API',
      Scopes: [scope('read'), scope('write')],
    });
    expect((await describeServer(Identifier)).ResourceServer).toEqual(made);
    const { ResourceServer: changed } = await update(Identifier, [scope('write')]);
    expect(changed).toMatchObject({ Name: 'Renamed', Scopes: [scope('write')] });
    expect((await describeServer(Identifier)).ResourceServer).toEqual(changed);
    expect((await update(Identifier)).ResourceServer?.Scopes).toEqual([]);
    await remove(Identifier);
    await expect(describeServer(Identifier)).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it('have an identifier of their own in their pool', async () => {
    await expect(create('orders')).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `orders already exists in user pool ${UserPoolId}.`,
    });
  });

  it.each([
    ['an identifier with a space', 'an api', [scope('read')]],
    ['a scope with a slash', 'api', [scope('read/all')]],
    ['a scope without a description', 'api', [{ ScopeName: 'read', ScopeDescription: '' }]],
    ['two scopes of one name', 'api', [scope('read'), scope('read')]],
    ['101 scopes', 'api', Array.from({ length: 101 }, (_, index) => scope(`s${index}`))],
  ])('are refused %s', async (_what, identifier, scopes) => {
    await expect(create(identifier, scopes)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const { ResourceServers: servers } = await started.sdk.send(
      new ListResourceServersCommand({ UserPoolId }),
    );
    expect(servers?.map(({ Identifier }) => Identifier)).toEqual([
      'orders',
      'https://users.example/api',
    ]);
  });

  it('may have 100 scopes, and be 25 in a pool', async () => {
    const hundred = Array.from({ length: 100 }, (_, index) => scope(`s${index}`));
    const { ResourceServer: server } = await create('large', hundred);
    expect(server?.Scopes).toHaveLength(100);
    for (let index = 0; index < 22; index += 1) await create(`api${index}`);
    await expect(create('one-too-many')).rejects.toMatchObject({ name: 'LimitExceededException' });
    await remove('large');
    await create('the-last');
  });

  it('are listed page by page, with no token on the last page', async () => {
    await create('third');
    const page = (NextToken?: string) =>
      started.sdk.send(new ListResourceServersCommand({ UserPoolId, MaxResults: 2, NextToken }));
    const first = await page();
    const second = await page(first.NextToken);
    expect(first.ResourceServers).toHaveLength(2);
    expect(second.ResourceServers?.map(({ Identifier }) => Identifier)).toEqual(['third']);
    expect(second.NextToken).toBeUndefined();
    const tooMany = new ListResourceServersCommand({ UserPoolId, MaxResults: 51 });
    await expect(started.sdk.send(tooMany)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('stop giving a scope that is taken from them, whatever clients still list', async () => {
    expect(await scopesOfWorker()).toBe('orders/read orders/write');
    await update('orders', [scope('read')]);
    expect(await scopesOfWorker()).toBe('orders/read');
    await expect(scopesOfWorker(['orders/write'])).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await update('orders', [scope('read'), scope('write')]);
    expect(await scopesOfWorker()).toBe('orders/read orders/write');
  });

  it.each([
    ['describing', () => describeServer('nowhere')],
    ['changing', () => update('nowhere')],
    ['deleting', () => remove('nowhere')],
  ])('have to be there for %s', async (_what, act) => {
    await expect(act()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Resource server nowhere does not exist.',
    });
  });
});
