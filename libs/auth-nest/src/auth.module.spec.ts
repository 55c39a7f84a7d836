import type { Principal, TrustedPool } from '@gatehouse/auth-core';
import { TestIssuer, useResources } from '@gatehouse/test-kit';
import { Controller, Get, Module } from '@nestjs/common';
import { AuthModule } from './auth.module.js';
import { CurrentPrincipal } from './decorators/current-principal.decorator.js';
import {
  Authenticated,
  MachinesOnly,
  MaxAuthAge,
  Public,
  RequireAcr,
  RequireAnyScope,
  RequireGroups,
  RequireScopes,
  UsersOnly,
} from './decorators/requirement.decorators.js';
import { adapters, StartedApp } from './spec-support/started-app.js';

@Controller('orders')
class OrdersController {
  @Get('public')
  @Public()
  anyone() {
    return { ok: true };
  }

  @Get('any')
  @Authenticated()
  any(@CurrentPrincipal() caller: Principal) {
    return { kind: caller.kind, subject: caller.subject };
  }

  @Get('both')
  @RequireScopes('orders/read', 'orders/write')
  both() {
    return { ok: true };
  }

  @Get('either')
  @RequireAnyScope('orders/read', 'orders/read-all')
  either() {
    return { ok: true };
  }

  @Get('group')
  @RequireGroups('support', 'fulfilment')
  group() {
    return { ok: true };
  }

  @Get('users')
  @UsersOnly()
  users() {
    return { ok: true };
  }

  @Get('machines')
  @MachinesOnly()
  machines() {
    return { ok: true };
  }

  @Get('strong')
  @RequireAcr('urn:cognito:loa:4')
  strong() {
    return { ok: true };
  }

  @Get('recent')
  @MaxAuthAge(300)
  recent() {
    return { ok: true };
  }
}

@Controller('closed')
@UsersOnly()
class ClosedController {
  @Get('opened')
  @Public()
  opened() {
    return { ok: true };
  }

  @Get('narrowed')
  @RequireScopes('orders/read')
  narrowed() {
    return { ok: true };
  }
}

@Controller('open')
@Public()
class OpenController {
  @Get('closed')
  @RequireScopes('orders/read')
  closed() {
    return { ok: true };
  }
}

const scopeVocabulary = ['orders/read', 'orders/write', 'orders/read-all'];

/** Gives out what the app is to be made with, as a configuration module would. */
@Module({ providers: [{ provide: 'pools', useFactory: poolsOfIssuer }], exports: ['pools'] })
class PoolsModule {}

const resources = useResources();
let issuer: TestIssuer;

function poolsOfIssuer(): TrustedPool[] {
  const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
  return [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId] }];
}

beforeAll(async () => (issuer = await resources.add(TestIssuer.start())));

describe.each(adapters)('on %s', (_name, adapter) => {
  let app: StartedApp;

  beforeAll(async () => {
    const auth = AuthModule.forRootAsync({
      imports: [PoolsModule],
      inject: ['pools'],
      useFactory: (pools: TrustedPool[]) =>
        Promise.resolve({ scopeVocabulary, accessTokens: { pools } }),
    });
    const controllers = [OrdersController, ClosedController, OpenController];
    app = await resources.add(StartedApp.start({ auth, controllers, adapter: adapter() }));
  });

  function get(path: string, token?: string, headers: Record<string, string> = {}) {
    const credentials = { authorization: `Bearer ${token ?? ''}` };
    return app.get(path, token === undefined ? headers : { ...credentials, ...headers });
  }

  const statusOf = async (path: string, token?: string) => (await get(path, token)).status;

  describe('200', () => {
    it('opens public routes to anyone, whatever they carry', async () => {
      expect(await statusOf('/orders/public')).toBe(200);
      expect(await statusOf('/orders/public', 'garbage')).toBe(200);
      expect(await statusOf('/closed/opened')).toBe(200);
    });

    it('tells a user from a machine', async () => {
      const user = await (await get('/orders/any', await issuer.userToken())).json();
      expect(user).toEqual({ kind: 'user', subject: issuer.userSubject });
      const machine = await (await get('/orders/any', await issuer.machineToken([]))).json();
      expect(machine).toEqual({ kind: 'client', subject: issuer.machineClientId });
    });

    it('takes what the decorators ask for', async () => {
      const user = (scopes: string[], claims = {}) => issuer.userToken(scopes, { claims });
      expect(await statusOf('/orders/both', await user(['orders/read', 'orders/write']))).toBe(200);
      expect(await statusOf('/orders/either', await user(['orders/read-all']))).toBe(200);
      expect(
        await statusOf('/orders/group', await user([], { 'cognito:groups': ['fulfilment'] })),
      ).toBe(200);
      expect(await statusOf('/orders/users', await user([]))).toBe(200);
      expect(await statusOf('/orders/machines', await issuer.machineToken([]))).toBe(200);
      expect(await statusOf('/orders/strong', await user([], { acr: 'urn:cognito:loa:4' }))).toBe(
        200,
      );
      expect(await statusOf('/orders/recent', await user([]))).toBe(200);
      expect(await statusOf('/closed/narrowed', await user(['orders/read']))).toBe(200);
    });
  });

  describe('400', () => {
    it('refuses two Authorization headers', async () => {
      const token = await issuer.userToken();
      const header = ['Authorization', `Bearer ${token}`];
      const { status, headers } = await app.raw('GET', '/orders/any', [...header, ...header]);
      expect(status).toBe(400);
      expect(headers['www-authenticate']).toContain('error="invalid_request"');
    });
  });

  describe('401', () => {
    it('challenges without an error when there is no token', async () => {
      const answer = await get('/orders/any');
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="gatehouse"');
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ status: 401, code: 'missing_token' });
    });

    it('does not say what is wrong with a token', async () => {
      const tokens = await Promise.all([
        issuer.idToken(),
        issuer.userToken([], { claims: { exp: 1 } }),
        issuer.userToken([], { claims: { client_id: 'other' } }),
        Promise.resolve('garbage'),
      ]);
      const bodies = new Set<string>();
      for (const token of tokens) {
        const answer = await get('/orders/any', token);
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toBe(
          'Bearer realm="gatehouse", error="invalid_token"',
        );
        const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>;
        const fields = [...answer.headers].filter(
          ([name]) => !['date', 'x-request-id'].includes(name),
        );
        bodies.add(
          JSON.stringify({ body, fields: fields.filter(([name]) => name !== 'content-length') }),
        );
      }
      expect(bodies.size).toBe(1);
      expect([...bodies].join()).not.toMatch(/exp|client|token_use|malformed|garbage/);
    });

    it.each([
      ['another scheme', (token: string) => ({ authorization: `Basic ${token}` })],
      [
        'two tokens in one header',
        (token: string) => ({ authorization: `Bearer ${token}, Bearer ${token}` }),
      ],
      ['the bare token', (token: string) => ({ authorization: token })],
      ['Proxy-Authorization', (token: string) => ({ 'proxy-authorization': `Bearer ${token}` })],
      ['a cookie', (token: string) => ({ cookie: `access_token=${token}` })],
      ['a header of its own', (token: string) => ({ 'access-token': token })],
    ])('takes no token from %s', async (_name, headers) => {
      const answer = await get('/orders/any', undefined, headers(await issuer.userToken()));
      expect(answer.status).toBe(401);
    });

    it('takes no token from the query', async () => {
      expect(await statusOf(`/orders/any?access_token=${await issuer.userToken()}`)).toBe(401);
    });

    it('asks for a stronger or newer sign-in', async () => {
      const strong = await get(
        '/orders/strong',
        await issuer.userToken([], { claims: { acr: 'urn:cognito:loa:1' } }),
      );
      expect(strong.status).toBe(401);
      expect(strong.headers.get('www-authenticate')).toBe(
        'Bearer realm="gatehouse", error="insufficient_user_authentication", acr_values="urn:cognito:loa:4"',
      );
      const old = { claims: { auth_time: Math.floor(Date.now() / 1000) - 301 } };
      const recent = await get('/orders/recent', await issuer.userToken([], old));
      expect(recent.headers.get('www-authenticate')).toContain('max_age="300"');
      expect(await statusOf('/orders/strong', await issuer.userToken())).toBe(401);
      expect(await statusOf('/orders/recent', await issuer.machineToken([]))).toBe(401);
    });
  });

  describe('403', () => {
    it('names the scopes that are missing', async () => {
      const answer = await get('/orders/both', await issuer.userToken(['orders/read']));
      expect(answer.status).toBe(403);
      expect(answer.headers.get('www-authenticate')).toBe(
        'Bearer realm="gatehouse", error="insufficient_scope", scope="orders/read orders/write"',
      );
    });

    it.each([
      'orders/read-all-x',
      'orders/rea',
      'Orders/read',
      'orders',
      'read',
      'orders/read/',
      'orders/read,orders/write',
    ])('does not take %s for orders/read', async (scope) => {
      expect(await statusOf('/closed/narrowed', await issuer.userToken([scope]))).toBe(403);
    });

    it('keeps groups, kinds and class requirements', async () => {
      const read = ['orders/read'];
      const federated = { claims: { 'cognito:groups': ['eu-west-1_TestPool1_Google'] } };
      expect(await statusOf('/orders/group', await issuer.userToken([], federated))).toBe(403);
      expect(await statusOf('/orders/group', await issuer.machineToken(['support']))).toBe(403);
      expect(await statusOf('/orders/users', await issuer.machineToken([]))).toBe(403);
      expect(await statusOf('/orders/machines', await issuer.userToken())).toBe(403);
      expect(await statusOf('/closed/narrowed', await issuer.machineToken(read))).toBe(403);
      expect(await statusOf('/open/closed', await issuer.userToken())).toBe(403);
    });
  });

  describe('503', () => {
    it('is the answer while keys cannot be had', async () => {
      const dark = await resources.add(TestIssuer.start());
      dark.keyServer.respond = () => ({ status: 500, body: '' });
      const { issuer: name, jwksUri, clientId } = dark;
      const accessTokens = { pools: [{ issuer: name, jwksUri, clientIds: [clientId] }] };
      const auth = AuthModule.forRoot({ scopeVocabulary, accessTokens });
      const controllers = [OrdersController];
      const other = await resources.add(
        StartedApp.start({ auth, controllers, adapter: adapter() }),
      );
      const headers = { authorization: `Bearer ${await dark.userToken()}` };
      const answer = await other.get('/orders/any', headers);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(answer.headers.get('www-authenticate')).toBeNull();
      expect(await statusOf('/orders/any', await issuer.userToken())).toBe(200);
    });
  });
});
