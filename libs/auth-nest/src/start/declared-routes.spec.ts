import type { Principal, UserPrincipal } from '@gatehouse/auth-core';
import { useResources } from '@gatehouse/test-kit';
import {
  All,
  Controller,
  Get,
  Injectable,
  Post,
  Scope,
  Sse,
  type Type,
  Version,
  VersioningType,
} from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { EMPTY } from 'rxjs';
import { AuthModule } from '../auth.module.js';
import { CurrentPrincipal } from '../decorators/current-principal.decorator.js';
import {
  Authenticated,
  MachinesOnly,
  MaxAuthAge,
  OptionalAuthentication,
  Public,
  RequireAcr,
  RequireAnyScope,
  RequireGroups,
  RequireScopes,
  UsersOnly,
} from '../decorators/requirement.decorators.js';
import { adapters, StartedApp } from '../spec-support/started-app.js';
import { RouteDeclarationError } from './declared-routes.js';

const pools = [{ issuer: 'https://issuer', jwksUri: 'https://issuer/keys', clientIds: ['web'] }];

function start(
  controllers: Type[],
  scopesByGroup = { everyone: [] as string[], byGroup: {} },
  adapter?: AbstractHttpAdapter,
) {
  const accessTokens = { pools, scopesByGroup };
  const auth = AuthModule.forRoot({ scopeVocabulary: ['orders/write'], accessTokens });
  return resources.add(
    StartedApp.start({
      auth,
      controllers,
      adapter,
      prepare: (app) => {
        app.setGlobalPrefix('api');
        app.enableVersioning({ type: VersioningType.URI });
      },
    }),
  );
}

/** All that stops the start. */
async function faultsOf(...given: Parameters<typeof start>): Promise<readonly string[]> {
  const error: unknown = await start(...given).catch((thrown: unknown) => thrown);
  if (error instanceof StartedApp) await error.close();
  return error instanceof RouteDeclarationError ? error.faults : [];
}

/** The faults of one route that is decorated so. */
async function faultsOfRoute(...decorators: MethodDecorator[]): Promise<readonly string[]> {
  @Controller()
  class Routes {
    route() {
      return {};
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Routes.prototype, 'route')!;
  for (const decorate of [Get(), ...decorators]) decorate(Routes.prototype, 'route', descriptor);
  return (await faultsOf([Routes])).map((fault) => fault.replace('Routes.route ', ''));
}

const none = [] as unknown as [string];

@Controller('good')
class GoodController {
  @Get()
  @Public()
  get() {
    return {};
  }

  @Get('maybe')
  @OptionalAuthentication()
  maybe(@CurrentPrincipal() caller: Principal | undefined) {
    return { kind: caller?.kind };
  }

  @Get('own')
  @UsersOnly()
  own(@CurrentPrincipal('user') user: UserPrincipal) {
    return { username: user.username };
  }
}

const resources = useResources();

describe('the start goes well', () => {
  it('when every route says whom it lets in', async () => {
    expect(await faultsOf([GoodController])).toEqual([]);
  });

  it.each(adapters)(
    'on %s, and the routes are where prefix and version put them',
    async (_name, adapter) => {
      @Controller({ path: 'orders', version: '2' })
      class Versioned {
        @Get()
        @Public()
        get() {
          return {};
        }
      }
      const app = await start([Versioned], undefined, adapter());
      expect((await app.get('/api/v2/orders')).status).toBe(200);
    },
  );
});

describe('the start stops', () => {
  it('with one message that lists every fault of every route', async () => {
    @Controller('bad')
    class BadController {
      @Get()
      forgotten() {
        return {};
      }

      @Post()
      @RequireScopes('orders/wirte')
      misspelt() {
        return {};
      }

      helper() {
        return {};
      }
    }
    const table = { everyone: ['orders/raed'], byGroup: { staff: ['orders/write', 'orders/all'] } };
    const error: unknown = await start([GoodController, BadController], table).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as Error).message.split('\n  ')).toEqual([
      'Routes must say whom they let in:',
      'BadController.forgotten declares nothing: add @Public() or a requirement',
      'BadController.misspelt asks for the scope orders/wirte, which the vocabulary does not know',
      'scopesByGroup grants orders/raed, which the vocabulary does not know',
      'scopesByGroup grants orders/all, which the vocabulary does not know',
    ]);
  });

  it('for undeclared routes of every sort: all methods, events, versions, inherited, a request long', async () => {
    abstract class Base {
      @Get('inherited')
      inherited() {
        return {};
      }
    }
    @Controller('sorts')
    class Sorts extends Base {
      @All('all')
      all() {
        return {};
      }

      @Sse('events')
      events() {
        return EMPTY;
      }

      @Get('versioned')
      @Version('2')
      versioned() {
        return {};
      }
    }
    @Controller('short')
    @Injectable({ scope: Scope.REQUEST })
    class ShortLived {
      @Get()
      get() {
        return {};
      }
    }
    const fault = 'declares nothing: add @Public() or a requirement';
    expect(await faultsOf([Sorts, ShortLived])).toEqual([
      `Sorts.all ${fault}`,
      `Sorts.events ${fault}`,
      `Sorts.versioned ${fault}`,
      `Sorts.inherited ${fault}`,
      `ShortLived.get ${fault}`,
    ]);
  });

  it('once for a class whose own declaration is wrong', async () => {
    @RequireScopes('orders/none')
    class Base {}
    @Controller()
    @Public()
    @UsersOnly()
    class Routes extends Base {
      @Get('one')
      one() {
        return {};
      }

      @Get('two')
      two() {
        return {};
      }
    }
    expect(await faultsOf([Routes])).toEqual([
      'Base asks for the scope orders/none, which the vocabulary does not know',
      'Routes is @Public() and also declares @UsersOnly() or @MachinesOnly()',
    ]);
  });

  it.each<[decorators: MethodDecorator[], fault: string]>([
    [
      [RequireAnyScope('orders/x')],
      'asks for the scope orders/x, which the vocabulary does not know',
    ],
    [[Public(), Authenticated()], 'is @Public() and also declares @Authenticated()'],
    [
      [RequireGroups('staff'), OptionalAuthentication()],
      'is @OptionalAuthentication() and also declares @RequireGroups()',
    ],
    [
      [Public(), OptionalAuthentication()],
      'is @Public() and also declares @OptionalAuthentication()',
    ],
    [[RequireScopes(...none)], 'declares @RequireScopes() with nothing in it'],
    [[RequireAnyScope(...none)], 'declares @RequireAnyScope() with nothing in it'],
    [[RequireGroups(...none)], 'declares @RequireGroups() with nothing in it'],
    [[RequireAcr(...none)], 'declares @RequireAcr() with nothing in it'],
    [[RequireGroups(' ')], 'declares @RequireGroups() with something that is no name'],
    [[RequireAcr('a", x="b')], 'declares @RequireAcr() with something that is no name'],
    ...[0, -1, 1.5, NaN, Infinity].map((seconds): [MethodDecorator[], string] => [
      [MaxAuthAge(seconds)],
      'declares @MaxAuthAge() with something else than a positive whole number of seconds',
    ]),
    [[MachinesOnly(), RequireGroups('staff')], 'is for machines, and none meets @RequireGroups()'],
    [[MachinesOnly(), RequireAcr('high')], 'is for machines, and none meets @RequireAcr()'],
    [[MachinesOnly(), MaxAuthAge(60)], 'is for machines, and none meets @MaxAuthAge()'],
    [
      [RequireScopes('orders/write'), RequireScopes('orders/write')],
      'declares @RequireScopes() more than once',
    ],
    [[UsersOnly(), MachinesOnly()], 'declares @UsersOnly() or @MachinesOnly() more than once'],
    [[MaxAuthAge(60), MaxAuthAge(61)], 'declares @MaxAuthAge() more than once'],
  ])('for contradictions and what can never be met (%#): %s', async (decorators, fault) => {
    expect(await faultsOfRoute(...decorators)).toEqual([fault]);
  });

  it.each<[decorators: MethodDecorator[], kind: 'user' | 'client' | undefined, fault: string]>([
    [
      [Authenticated()],
      'user',
      "asks for @CurrentPrincipal('user') and does not declare @UsersOnly()",
    ],
    [
      [UsersOnly()],
      'client',
      "asks for @CurrentPrincipal('client') and does not declare @MachinesOnly()",
    ],
    [
      [OptionalAuthentication()],
      'user',
      "asks for @CurrentPrincipal('user') and does not declare @UsersOnly()",
    ],
    [[Public()], undefined, 'is @Public() and asks for the caller, whom it never knows'],
  ])('for a parameter the route cannot fill (%#)', async (decorators, kind, fault) => {
    const parameter: MethodDecorator = (target, name) => {
      const decorate = (CurrentPrincipal as (kind?: string) => ParameterDecorator)(kind);
      decorate(target, name, 0);
    };
    expect(await faultsOfRoute(...decorators, parameter)).toEqual([fault]);
  });

  it('for a method that is replaced, whose decorators nobody would see', async () => {
    const replace: MethodDecorator = (target, name, descriptor) => {
      descriptor.value = (() => ({})) as never;
      Get('replaced')(target, name, descriptor);
    };
    @Controller()
    @Public()
    class Replaced {
      @replace
      @UsersOnly()
      wrapped() {
        return {};
      }

      @Get('bound')
      @UsersOnly()
      bound() {
        return {};
      }

      constructor() {
        this.bound = this.bound.bind(this);
      }
    }
    expect(await faultsOf([Replaced])).toEqual([
      'Replaced.wrapped is replaced by another decorator, so that what is declared is lost: put that below',
      'Replaced.bound is replaced in the constructor, where its decorators are lost',
    ]);
  });
});
