import type { Principal } from '@gatehouse/auth-core';
import { TestGateway, TestIssuer, useResources } from '@gatehouse/test-kit';
import { Controller, Get } from '@nestjs/common';
import { AuthModule } from './auth.module.js';
import { CurrentPrincipal } from './decorators/current-principal.decorator.js';
import {
  OptionalAuthentication,
  Public,
  RequireScopes,
} from './decorators/requirement.decorators.js';
import { adapters, StartedApp } from './spec-support/started-app.js';

@Controller()
@OptionalAuthentication()
class CatalogueController {
  @Get('prices')
  prices(@CurrentPrincipal() caller: Principal | undefined) {
    return { caller: caller ? caller.kind : 'anonymous' };
  }

  @Get('stock')
  @RequireScopes('stock/read')
  stock() {
    return {};
  }

  @Get('imprint')
  @Public()
  imprint() {
    return {};
  }
}

@Controller('staff')
@RequireScopes('stock/read')
class StaffController {
  @Get('menu')
  @OptionalAuthentication()
  menu() {
    return {};
  }
}

const controllers = [CatalogueController, StaffController];
const scopeVocabulary = ['stock/read'];

describe.each(adapters)('optional authentication on %s', (_name, adapter) => {
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
    const pools = [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId] }];
    const accessTokens = { pools };
    const atEdge = AuthModule.forRoot({ scopeVocabulary, accessTokens });
    const behind = AuthModule.forRoot({
      scopeVocabulary,
      txnTokens: { audience: 'catalogue', issuer: 'gateway', jwksUri: gateway.jwksUri },
      peers: { names: { [machineClientId]: 'orders' }, accessTokens },
    });
    [edge, service] = (await Promise.all(
      [atEdge, behind].map((auth) =>
        resources.add(StartedApp.start({ auth, controllers, adapter: adapter() })),
      ),
    )) as [StartedApp, StartedApp];
  });

  async function get(app: StartedApp, path: string, headers: Record<string, string> = {}) {
    const answer = await app.get(path, headers);
    return { status: answer.status, body: await answer.json() };
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const txn = (token: string) => ({ 'txn-token': token });

  it('lets anyone in who shows nothing', async () => {
    for (const app of [edge, service]) {
      const anonymous = { status: 200, body: { caller: 'anonymous' } };
      expect(await get(app, '/prices')).toEqual(anonymous);
      expect((await get(app, '/staff/menu')).status).toBe(200);
    }
  });

  it('knows who shows a token', async () => {
    const user = { status: 200, body: { caller: 'user' } };
    const machine = { status: 200, body: { caller: 'client' } };
    expect(await get(edge, '/prices', bearer(await issuer.userToken()))).toEqual(user);
    expect(await get(edge, '/prices', bearer(await issuer.machineToken([])))).toEqual(machine);
    expect(await get(service, '/prices', txn(await gateway.userTxnToken('catalogue')))).toEqual(
      user,
    );
    const peer = bearer(await issuer.machineToken([]));
    expect(await get(service, '/prices', peer)).toEqual(machine);
    const forUser = { ...peer, ...txn(await gateway.userTxnToken('orders')) };
    expect(await get(service, '/prices', forUser)).toEqual(user);
  });

  it('refuses who shows a bad one', async () => {
    const expired = await issuer.userToken([], { claims: { exp: 1_700_000_000 } });
    for (const authorization of [
      'Bearer garbage',
      `Bearer ${expired}`,
      'Basic dTpw',
      'Bearer ',
      '',
    ]) {
      for (const app of [edge, service]) {
        expect((await get(app, '/prices', { authorization })).status).toBe(401);
      }
    }
    for (const token of ['garbage', '', await gateway.userTxnToken('orders')]) {
      expect((await get(service, '/prices', txn(token))).status).toBe(401);
    }
    const user = bearer(await issuer.userToken());
    expect((await get(service, '/prices', user)).status).toBe(401);
  });

  it('refuses two tokens', async () => {
    const header = ['Authorization', `Bearer ${await issuer.userToken()}`];
    for (const app of [edge, service]) {
      expect((await app.raw('GET', '/prices', [...header, ...header])).status).toBe(400);
    }
  });

  it('neither opens what a handler demands, nor is asked of what is public', async () => {
    for (const app of [edge, service]) {
      expect((await get(app, '/stock')).status).toBe(401);
      expect((await get(app, '/imprint', bearer('garbage'))).status).toBe(200);
    }
    expect((await get(edge, '/stock', bearer(await issuer.userToken()))).status).toBe(403);
    expect((await get(edge, '/staff/menu', bearer(await issuer.userToken()))).status).toBe(200);
  });
});
