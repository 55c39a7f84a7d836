import type { ClientPrincipal, Principal, UserPrincipal } from '@gatehouse/auth-core';
import { TestIssuer, useResources } from '@gatehouse/test-kit';
import { Controller, type ExecutionContext, Get } from '@nestjs/common';
import { AuthModule } from '../auth.module.js';
import { StartedApp } from '../spec-support/started-app.js';
import { CurrentPrincipal, currentPrincipal } from './current-principal.decorator.js';
import { Authenticated, MachinesOnly, UsersOnly } from './requirement.decorators.js';

@Controller()
class CallersController {
  @Get('any')
  @Authenticated()
  any(@CurrentPrincipal() caller: Principal) {
    return { kind: caller.kind };
  }

  @Get('user')
  @UsersOnly()
  user(@CurrentPrincipal('user') user: UserPrincipal) {
    return { username: user.username };
  }

  @Get('machine')
  @MachinesOnly()
  machine(@CurrentPrincipal('client') machine: ClientPrincipal) {
    return { clientId: machine.clientId };
  }
}

describe('@CurrentPrincipal()', () => {
  const resources = useResources();
  let issuer: TestIssuer;
  let app: StartedApp;

  beforeAll(async () => {
    issuer = await resources.add(TestIssuer.start());
    const { issuer: name, jwksUri, clientId, machineClientId } = issuer;
    const pools = [{ issuer: name, jwksUri, clientIds: [clientId, machineClientId] }];
    const auth = AuthModule.forRoot({ scopeVocabulary: [], accessTokens: { pools } });
    app = await resources.add(StartedApp.start({ auth, controllers: [CallersController] }));
  });

  async function get(path: string, token: string) {
    const answer = await app.get(path, { authorization: `Bearer ${token}` });
    return { status: answer.status, body: await answer.json() };
  }

  it('is the caller, of the kind that is asked for', async () => {
    const [user, machine] = await Promise.all([issuer.userToken(), issuer.machineToken([])]);
    expect((await get('/any', user)).body).toEqual({ kind: 'user' });
    expect((await get('/any', machine)).body).toEqual({ kind: 'client' });
    expect((await get('/user', user)).body).toEqual({ username: issuer.userSubject });
    expect((await get('/machine', machine)).body).toEqual({ clientId: issuer.machineClientId });
    expect((await get('/user', machine)).status).toBe(403);
    expect((await get('/machine', user)).status).toBe(403);
  });

  it('is a refusal for another kind, even where no guard has seen to it', () => {
    const principal = { kind: 'client' };
    const context = { switchToHttp: () => ({ getRequest: () => ({ principal }) }) };
    const read = (kind?: 'user' | 'client') =>
      currentPrincipal(kind, context as unknown as ExecutionContext);
    expect(() => read('user')).toThrow('needs a user');
    expect(read('client')).toBe(principal);
    expect(read()).toBe(principal);
  });

  it('compiles on parameters that take what it gives alone', () => {
    class Mismatches {
      // @ts-expect-error A machine may come here.
      any(@CurrentPrincipal() user: UserPrincipal) {
        return user;
      }

      // @ts-expect-error A machine is no user.
      machine(@CurrentPrincipal('client') user: UserPrincipal) {
        return user;
      }

      // @ts-expect-error There is no such kind.
      other(@CurrentPrincipal('service') caller: Principal) {
        return caller;
      }

      fine(@CurrentPrincipal('user') first: Principal, @CurrentPrincipal() second?: Principal) {
        return [first, second];
      }
    }
    expect(Mismatches).toBeDefined();
  });
});
