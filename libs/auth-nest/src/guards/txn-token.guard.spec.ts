import type { Principal } from '@gatehouse/auth-core';
import { TestGateway, TestIssuer, useResources } from '@gatehouse/test-kit';
import { Controller, Get, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AuthModule } from '../auth.module.js';
import { CurrentPrincipal, CurrentTxnToken } from '../decorators/current-principal.decorator.js';
import {
  Authenticated,
  NotForPeers,
  RequireScopes,
  UsersOnly,
} from '../decorators/requirement.decorators.js';

@Controller()
class ProfilesController {
  @Get('whoami')
  @Authenticated()
  whoami(@CurrentPrincipal() principal: Principal, @CurrentTxnToken() txnToken?: string) {
    return { ...principal, hasTxnToken: txnToken !== undefined };
  }

  @Get('profile')
  @RequireScopes('users/read')
  @UsersOnly()
  profile() {
    return {};
  }

  @Get('account')
  @UsersOnly()
  @NotForPeers()
  account() {
    return {};
  }
}

const resources = useResources();
let issuer: TestIssuer;
let gateway: TestGateway;
let app: INestApplication;
let base: string;

beforeAll(async () => {
  [issuer, gateway] = await Promise.all([
    resources.add(TestIssuer.start()),
    resources.add(TestGateway.start()),
  ]);
  const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
  const auth = AuthModule.forRoot({
    scopeVocabulary: ['users/read'],
    txnTokens: { audience: 'user-service', issuer: 'gateway', jwksUri: gateway.jwksUri },
    peers: {
      names: { [machineClientId]: 'order-service' },
      accessTokens: {
        pools: [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId, 'partner'] }],
      },
    },
  });
  const module = { module: class {}, imports: [auth], controllers: [ProfilesController] };
  app = await resources.add(NestFactory.create(module, new FastifyAdapter(), { logger: false }));
  await app.listen(0, '127.0.0.1');
  base = await app.getUrl();
});

async function get(path: string, proofs: { txnToken?: string; accessToken?: string }) {
  const headers: Record<string, string> = {};
  if (proofs.txnToken !== undefined) headers['txn-token'] = proofs.txnToken;
  if (proofs.accessToken !== undefined) headers.authorization = `Bearer ${proofs.accessToken}`;
  const answer = await fetch(base + path, { headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const peer = () => issuer.machineToken(['users/read']);

describe('200', () => {
  it('takes a Txn-Token made for this service', async () => {
    const { status, body } = await get('/whoami', {
      txnToken: await gateway.userTxnToken('user-service'),
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'user',
      requestingWorkloads: ['gateway'],
      hasTxnToken: true,
    });
  });

  it('takes a peer for itself', async () => {
    const { body } = await get('/whoami', { accessToken: await peer() });
    expect(body).toMatchObject({
      kind: 'client',
      subject: issuer.machineClientId,
      hasTxnToken: false,
    });
  });

  it('takes a peer for the caller whose Txn-Token it was given: its scopes authorize, the caller is the subject', async () => {
    const txnToken = await gateway.userTxnToken('order-service', ['orders/write']);
    const { status, body } = await get('/whoami', { accessToken: await peer(), txnToken });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'user',
      scopes: ['orders/write'],
      workload: { name: 'order-service', scopes: ['users/read'] },
      requestingWorkloads: ['gateway', 'order-service'],
      hasTxnToken: false,
    });
    expect((await get('/profile', { accessToken: await peer(), txnToken })).status).toBe(200);
  });
});

describe('a route that is not for peers', () => {
  it('accepts the user through the gateway, and returns 403 to a peer that calls for the user', async () => {
    const own = await gateway.userTxnToken('user-service');
    expect((await get('/account', { txnToken: own })).status).toBe(200);
    const txnToken = await gateway.userTxnToken('order-service');
    const rejected = await get('/account', { accessToken: await peer(), txnToken });
    expect(rejected).toMatchObject({ status: 403, body: { code: 'peer_not_allowed' } });
  });
});

describe('401', () => {
  it.each<[string, () => Promise<{ txnToken?: string; accessToken?: string }>]>([
    ['no proof', () => Promise.resolve({})],
    [
      'a Txn-Token for another service',
      async () => ({ txnToken: await gateway.userTxnToken('order-service') }),
    ],
    [
      "a peer with a Txn-Token that wasn't made for it",
      async () => ({
        accessToken: await peer(),
        txnToken: await gateway.userTxnToken('user-service'),
      }),
    ],
    [
      "a user's access token",
      async () => ({ accessToken: await issuer.userToken(['users/read']) }),
    ],
    [
      "a user's access token beside a good Txn-Token",
      async () => ({
        accessToken: await issuer.userToken(),
        txnToken: await gateway.userTxnToken('user-service'),
      }),
    ],
    [
      'a machine that is no peer',
      async () => ({
        accessToken: await issuer.machineToken(['users/read'], {
          claims: { sub: 'partner', client_id: 'partner' },
        }),
      }),
    ],
    ['an access token sent as Txn-Token', async () => ({ txnToken: await peer() })],
    [
      'a Txn-Token sent as access token',
      async () => ({ accessToken: await gateway.machineTxnToken('user-service') }),
    ],
    [
      'an expired Txn-Token',
      async () => ({
        txnToken: await gateway.userTxnToken('user-service', [], {
          claims: { iat: 1_700_000_000, exp: 1_700_000_060 },
        }),
      }),
    ],
  ])('refuses %s', async (_name, proofs) => {
    expect((await get('/whoami', await proofs())).status).toBe(401);
  });
});

describe('403', () => {
  it("does not let a caller's scopes stand in for the peer's", async () => {
    const accessToken = await issuer.machineToken(['orders/read']);
    const txnToken = await gateway.userTxnToken('order-service', ['users/read']);
    expect((await get('/profile', { accessToken, txnToken })).status).toBe(403);
  });

  it('looks at the subject where a route is for users', async () => {
    const txnToken = await gateway.machineTxnToken('order-service', ['users/read']);
    expect((await get('/profile', { accessToken: await peer(), txnToken })).status).toBe(403);
  });
});
