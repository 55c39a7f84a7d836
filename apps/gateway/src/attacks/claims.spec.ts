import {
  AuthModule,
  MachinesOnly,
  RequireGroups,
  RequireScopes,
  UsersOnly,
} from '@gatehouse/auth-nest';
import { loadConfig } from '@gatehouse/platform-core';
import {
  forgedTokens,
  TestIssuer,
  tokensWithoutGroup,
  tokensWithoutScope,
  useResources,
} from '@gatehouse/test-kit';
import { startApp, type StartedApp } from '@gatehouse/test-kit/nest';
import { Controller, Get, type INestApplication } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { decodeJwt } from 'jose';
import { gatewayConfig } from '../config.js';
import { type RunningGateway, startGateway } from '../start-gateway.js';
import { gatewayEnvironment } from './attacked-gateway.js';
import { presentToken, refused } from './present-token.js';
import { RecordingUpstream } from './recording-upstream.js';

const resources = useResources();
const issuer = await resources.add(TestIssuer.start());
const [forged, withoutScope, withoutGroup] = await resources.open(() =>
  Promise.all([
    forgedTokens(issuer),
    tokensWithoutScope(issuer, 'orders/read'),
    tokensWithoutGroup(issuer, 'support'),
  ]),
);
const attacks = forged.filter(({ group }) => group === 'claims');

describe('a started gateway', () => {
  let upstream: RecordingUpstream;
  let gateway: RunningGateway;

  beforeAll(async () => {
    upstream = await resources.add(RecordingUpstream.start());
    const environment = {
      ...gatewayEnvironment(issuer, upstream.url),
      COGNITO_CLIENT_IDS: `${issuer.clientId},${issuer.machineClientId}`,
      COGNITO_SCOPES_BY_GROUP: 'true',
    };
    gateway = await resources.add(startGateway(loadConfig(gatewayConfig, environment)));
  });

  afterEach(async () => {
    upstream.received.length = 0;
    const good = await presentToken(gateway.url, await issuer.userToken());
    expect(good.status).toBe(200);
    upstream.received.length = 0;
  });

  it.each(attacks.map((attack) => [attack.name, attack] as const))(
    'answers 401 to %s',
    async (_name, { token, after = [] }) => {
      for (const shown of after) await presentToken(gateway.url, shown);
      upstream.received.length = 0;
      expect(await presentToken(gateway.url, token)).toEqual(refused);
      expect(upstream.received).toEqual([]);
    },
  );

  it('tells services no right a customer asked for and may not have', async () => {
    const scopes = ['openid', 'orders/read', 'orders/refund', 'users/support'];
    for (const token of [
      await issuer.oauthUserToken(scopes),
      await issuer.federatedUserToken('Google', { claims: { scope: scopes.join(' ') } }),
      await issuer.federatedUserToken('support', { claims: { scope: scopes.join(' ') } }),
    ]) {
      await presentToken(gateway.url, token);
      const { headers } = upstream.received.pop() ?? {};
      const { scope, tctx } = decodeJwt(String(headers?.['txn-token']));
      expect(scope).toBe('openid orders/read');
      expect(tctx).toMatchObject({ groups: [] });
    }
  });
});

@Controller()
class RightsController {
  @Get('scope')
  @RequireScopes('orders/read')
  scope() {
    return {};
  }

  @Get('group')
  @RequireGroups('support')
  group() {
    return {};
  }

  @Get('user')
  @UsersOnly()
  user() {
    return {};
  }

  @Get('machine')
  @MachinesOnly()
  machine() {
    return {};
  }
}

describe('a started service', () => {
  let service: StartedApp<INestApplication>;

  beforeAll(async () => {
    const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
    const pools = [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId] }];
    const auth = AuthModule.forRoot({
      scopeVocabulary: ['orders/read'],
      accessTokens: { pools },
    });
    const module = { module: RightsController, imports: [auth], controllers: [RightsController] };
    service = await resources.add(startApp(module, { adapter: new FastifyAdapter() }));
  });

  const get = (path: string, token: string) =>
    fetch(service.url + path, { headers: { authorization: `Bearer ${token}` } });

  it('answers 200 where the right is held', async () => {
    for (const [path, token] of [
      ['/scope', issuer.userToken(['orders/read'])],
      ['/scope', issuer.machineToken(['orders/read'])],
      ['/group', issuer.groupMemberToken(['support'])],
      ['/user', issuer.federatedUserToken()],
      ['/machine', issuer.machineToken([])],
    ] as const) {
      expect((await get(path, await token)).status).toBe(200);
    }
  });

  it.each(withoutScope.map(({ name, token }) => [name, token]))(
    'answers 403 to %s where orders/read is due',
    async (_name, token) => {
      const answer = await get('/scope', token);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('www-authenticate')).toBe(
        'Bearer realm="gatehouse", error="insufficient_scope", scope="orders/read"',
      );
    },
  );

  it.each(withoutGroup.map(({ name, token }) => [name, token]))(
    'answers 403 to %s where support is due',
    async (_name, token) => {
      expect((await get('/group', token)).status).toBe(403);
    },
  );

  it('answers 403 to a machine where a user is due, and the reverse', async () => {
    const machine = await issuer.machineToken(['orders/read']);
    expect((await get('/user', machine)).status).toBe(403);
    expect((await get('/group', machine)).status).toBe(403);
    for (const token of [await issuer.userToken(), await issuer.federatedUserToken()]) {
      expect((await get('/machine', token)).status).toBe(403);
    }
  });
});
