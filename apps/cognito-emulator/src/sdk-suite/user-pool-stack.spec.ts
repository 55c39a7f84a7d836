import { DescribeRiskConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider';
import { useResources } from '@gatehouse/test-kit';
import { decodeJwt } from 'jose';
import { missingScope, selfServiceCalls, send } from '../spec-support/self-service-calls.js';
import { signInMethods, StackSignIns, type UserTokens } from '../spec-support/stack-sign-ins.js';
import { startFixture } from '../spec-support/started-emulator.js';
import {
  isAccountClient,
  isForMachines,
  selfServiceScope,
  stackClients,
  type StackTemplate,
  stackTemplate,
  widened,
} from '../spec-support/user-pool-stack.js';

const scopesOf = (token: string) => (decodeJwt<{ scope?: string }>(token).scope ?? '').split(' ');

const templates = [
  ['as it is deployed', stackTemplate],
  [
    'with every flow, the scope for self-service and a custom one at every client',
    widened(stackTemplate),
  ],
] as const;

describe.each(templates)('the user pool of the stack, %s', (_name, template) => {
  const clients = stackClients(template);
  const users = clients.filter((client) => !isForMachines(client));
  const methods = clients.flatMap((client) =>
    signInMethods(client).map((method) => ({
      client,
      method,
      at: client.ClientName,
      name: method.name,
      scope: method.scope ?? '',
    })),
  );

  const resources = useResources();
  let signIns: StackSignIns;
  beforeAll(async () => {
    signIns = await resources.add(StackSignIns.start(template));
  });

  it('has a sign-in of every client that is not for machines', () => {
    const named = new Set(methods.map(({ at }) => at));
    expect([...named].sort()).toEqual(users.map(({ ClientName }) => ClientName).sort());
  });

  it.each(methods.filter(({ client }) => !isAccountClient(client)))(
    'gives a user who signs in at $at $name (scope "$scope") no scope for self-service, then or on refresh',
    async ({ client, method }) => {
      const tokens = await signIns.signIn(client, method);
      const refreshed = await signIns.refresh(client, tokens);
      expect(refreshed).toHaveLength(2);
      for (const token of [tokens.accessToken, ...refreshed]) {
        expect(decodeJwt(token)).toMatchObject({ token_use: 'access' });
        expect(scopesOf(token)).not.toContain(selfServiceScope);
      }
      // A sign-in by API can't request scopes; what the user is entitled to shows that the trigger ran.
      if (method.name !== 'byCode') expect(scopesOf(tokens.accessToken)).toContain('orders/read');
    },
  );

  it.each(methods.filter(({ client }) => isAccountClient(client)))(
    'gives a user who signs in at $at $name (scope "$scope") the scope for self-service and no custom one, then and on refresh',
    async ({ client, method }) => {
      const tokens = await signIns.signIn(client, method);
      const refreshed = await signIns.refresh(client, tokens);
      const requested = method.scope?.split(' ') ?? client.AllowedOAuthScopes;
      const scopes = method.name === 'byCode' ? requested : [selfServiceScope];
      const expected = scopes.filter((scope) => !scope.includes('/'));
      expect(refreshed).toHaveLength(2);
      for (const token of [tokens.accessToken, ...refreshed])
        expect(scopesOf(token).filter(Boolean).sort()).toEqual([...expected].sort());
    },
  );
});

describe('the account client of the stack', () => {
  const resources = useResources();
  const account = stackClients(stackTemplate).find(isAccountClient)!;
  let signIns: StackSignIns;
  beforeAll(async () => {
    signIns = await resources.add(StackSignIns.start(stackTemplate));
  });

  it('is served by Cognito with its access token, which lives for 5 minutes', async () => {
    const { accessToken } = await signIns.byPassword(account);
    const getUser = selfServiceCalls().find(({ name }) => name === 'GetUser')!;
    expect((await send(signIns.url, getUser, accessToken)).status).toBe(200);
    const { iat = 0, exp = 0 } = decodeJwt(accessToken);
    expect(exp - iat).toBe(300);
  });
});

describe('a pool of the stack that rejects compromised credentials', () => {
  const resources = useResources();
  const { UserPool: pool, ...others } = stackTemplate.Resources;
  const template: StackTemplate = {
    ...stackTemplate,
    Resources: {
      ...others,
      UserPool: {
        ...pool!,
        Properties: {
          ...pool!.Properties,
          UserPoolTier: 'PLUS',
          UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
        },
      },
      RiskConfiguration: {
        Type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment',
        Properties: {
          UserPoolId: { Ref: 'UserPool' },
          ClientId: 'ALL',
          CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
        },
      },
    },
  };

  it('starts, describes its settings as AWS does, and signs users in', async () => {
    const { sdk, pool: started } = await resources.add(startFixture({ template }));
    const { RiskConfiguration: risk } = await sdk.send(
      new DescribeRiskConfigurationCommand({ UserPoolId: started.id }),
    );
    expect(risk?.CompromisedCredentialsRiskConfiguration).toEqual({
      EventFilter: ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'],
      Actions: { EventAction: 'BLOCK' },
    });
    const signIns = await resources.add(StackSignIns.start(template));
    const web = stackClients(template).find(({ ClientName }) => ClientName === 'user-service')!;
    expect(scopesOf((await signIns.byPassword(web)).accessToken)).toContain('orders/read');
  });
});

describe('an access token of the stack, stolen', () => {
  const calls = selfServiceCalls().map((call) => [call.name, call] as const);
  const client = (name: string) =>
    stackClients(stackTemplate).find(({ ClientName }) => ClientName === name)!;
  const resources = useResources();
  let signIns: StackSignIns;
  let stolen: Readonly<Record<string, string>>;

  beforeAll(async () => {
    signIns = await resources.add(StackSignIns.start(stackTemplate));
    const byPassword = await signIns.byPassword(client('user-service'));
    const byCode = await signIns.byCode(client('web'), undefined);
    stolen = {
      'a sign-in by password': byPassword.accessToken,
      'a sign-in by code': byCode.accessToken,
      ...(await refreshes('by password', byPassword, 'user-service')),
      ...(await refreshes('by code', byCode, 'web')),
    };
  });

  async function refreshes(of: string, tokens: UserTokens, name: string) {
    const [byApi = '', atEndpoint = ''] = await signIns.refresh(client(name), tokens);
    return { [`${of}, refreshed by API`]: byApi, [`${of}, refreshed by OAuth`]: atEndpoint };
  }

  it.each(calls)('is rejected by %s', async (_name, call) => {
    const rejected = { status: 400, body: missingScope };
    const responses = await Promise.all(
      Object.entries(stolen).map(async ([of, token]) => [of, await send(signIns.url, call, token)]),
    );
    expect(Object.fromEntries(responses)).toEqual(
      Object.fromEntries(Object.keys(stolen).map((of) => [of, rejected])),
    );
    expect(responses).toHaveLength(6);
  });

  it('leaves its user able to sign in as before', async () => {
    expect(await signIns.byPassword(client('user-service'))).toHaveProperty('accessToken');
  });
});

describe('the authorization endpoint of the stack', () => {
  const resources = useResources();
  let signIns: StackSignIns;
  beforeAll(async () => {
    signIns = await resources.add(StackSignIns.start(stackTemplate));
  });

  it.each(
    stackClients(stackTemplate)
      .filter((client) => client.AllowedOAuthFlows.includes('code') && !isAccountClient(client))
      .map((client) => [client.ClientName, client] as const),
  )('rejects a request of %s for the scope for self-service', async (_name, client) => {
    for (const scope of [selfServiceScope, `openid ${selfServiceScope}`]) {
      const { callback } = await signIns.authorize(client, scope);
      expect(callback?.searchParams.get('error')).toBe('invalid_scope');
    }
  });
});
