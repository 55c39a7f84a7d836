import type { Principal } from '@gatehouse/auth-core';
import { TestGateway, TestIssuer, useResources } from '@gatehouse/test-kit';
import { Controller, Get, Req } from '@nestjs/common';
import { AuthModule } from './auth.module.js';
import { type AuthenticatedRequest, principalOf } from './authenticated-request.js';
import { Authenticated, OptionalAuthentication } from './decorators/requirement.decorators.js';
import { adapters, StartedApp } from './spec-support/started-app.js';

interface Told {
  readonly logFields?: Readonly<Record<string, unknown>>;
  readonly principal?: Principal;
  readonly frozen: boolean;
  readonly accessToken?: string;
  readonly txnToken?: string;
}

@Controller()
class EchoController {
  @Get('closed')
  @Authenticated()
  closed(@Req() request: AuthenticatedRequest): Told {
    const { logFields, accessToken, txnToken } = request;
    const principal = principalOf(request);
    return { logFields, principal, frozen: isDeepFrozen(principal), accessToken, txnToken };
  }

  @Get('optional')
  @OptionalAuthentication()
  optional(@Req() request: AuthenticatedRequest): Told {
    return this.closed(request);
  }
}

function isDeepFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen);
}

describe.each(adapters)('a request on %s', (_name, adapter) => {
  const resources = useResources();
  let issuer: TestIssuer;
  let gateway: TestGateway;
  let edge: StartedApp;
  let service: StartedApp;

  beforeAll(async () => {
    [issuer, gateway] = await Promise.all([
      resources.add(TestIssuer.start()),
      resources.add(TestGateway.start()),
    ]);
    const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
    const accessTokens = {
      pools: [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId] }],
    };
    const txnTokens = { audience: 'users', issuer: 'gateway', jwksUri: gateway.jwksUri };
    const peers = { names: { [machineClientId]: 'orders' }, accessTokens };
    const start = (auth: ReturnType<typeof AuthModule.forRoot>) =>
      resources.add(StartedApp.start({ auth, controllers: [EchoController], adapter: adapter() }));
    edge = await start(AuthModule.forRoot({ scopeVocabulary: [], accessTokens }));
    service = await start(AuthModule.forRoot({ scopeVocabulary: [], txnTokens, peers }));
  });

  async function told(app: StartedApp, path: string, headers = {}): Promise<Told> {
    return (await (await app.get(path, headers)).json()) as Told;
  }

  it('tells its log line who called, and whoever forwards it the token, at the edge', async () => {
    const token = await issuer.userToken();
    const first = await told(edge, '/closed', { authorization: `Bearer ${token}` });
    expect(first).toMatchObject({ frozen: true, accessToken: token });
    expect(first.logFields).toEqual({
      callerKind: 'user',
      clientId: issuer.clientId,
      requestingWorkloads: [],
    });
    const again = await told(edge, '/closed', { authorization: `bearer  ${token}` });
    expect(again).toEqual(first);
  });

  it('tells the whole chain behind the gateway', async () => {
    const txn = 'transaction-1';
    const claims = { txn };
    const txnToken = await gateway.userTxnToken('orders', [], { claims });
    const authorization = `Bearer ${await issuer.machineToken(['users/read'])}`;
    const { logFields, principal, frozen, ...rest } = await told(service, '/closed', {
      authorization,
      'txn-token': txnToken,
    });
    expect(logFields).toEqual({
      callerKind: 'user',
      clientId: issuer.clientId,
      requestingWorkloads: ['gateway', 'orders'],
      transactionId: txn,
    });
    expect(principal).toMatchObject({ workload: { name: 'orders', scopes: ['users/read'] } });
    expect(frozen).toBe(true);
    expect(rest.txnToken).toBeUndefined();
  });

  it('tells nothing of an anonymous caller', async () => {
    expect(await told(edge, '/optional')).toEqual({ frozen: true });
    expect(await told(service, '/optional')).toEqual({ frozen: true });
  });
});
