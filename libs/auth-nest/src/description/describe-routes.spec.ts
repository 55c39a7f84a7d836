import { useResources } from '@gatehouse/test-kit';
import { All, Controller, Get, Module, Post, Version, VersioningType } from '@nestjs/common';
import { ModuleRef, NestFactory, RouterModule } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  Authenticated,
  Public,
  RequireScopes,
  UsersOnly,
} from '../decorators/requirement.decorators.js';
import { RouteDeclarationError } from '../start/declared-routes.js';
import { describeRoutes } from './describe-routes.js';

@RequireScopes('orders/read')
class Listing {
  @Get(['all', 'every'])
  all() {
    return {};
  }
}

@Controller('orders')
@UsersOnly()
class OrdersController extends Listing {
  @Get(':id')
  @RequireScopes('orders/write')
  get() {
    return {};
  }

  @Post()
  @Public()
  place() {
    return {};
  }

  helper() {
    return {};
  }
}

@Controller(['any', 'other'])
class AnyController {
  @All('*')
  any() {
    return {};
  }

  @Get()
  @Version(['2', '3'])
  versioned() {
    return {};
  }
}
Authenticated()(AnyController);

@Module({ controllers: [AnyController] })
class InnerModule {}

@Module({
  imports: [InnerModule, RouterModule.register([{ path: 'inner', module: InnerModule }])],
  controllers: [OrdersController],
})
class AppModule {}

describe('the routes of an app', () => {
  const resources = useResources();
  let app: NestFastifyApplication;
  const registered: string[] = [];

  beforeAll(async () => {
    app = await resources.add(
      NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
        logger: false,
      }),
    );
    app.setGlobalPrefix('api');
    app.enableVersioning({ type: VersioningType.URI });
    const fastify = app.getHttpAdapter().getInstance();
    fastify.addHook('onRoute', ({ method, url }) => {
      const methods = [method].flat();
      if (methods.length > 1) registered.push(`* ${url}`);
      else if (methods[0] !== 'HEAD') registered.push(`${String(methods[0])} ${url}`);
    });
    await app.init();
  });

  it('are those the server has, with every prefix, path and version', () => {
    const described = describeRoutes(app).map(({ method, path }) => `${method} ${path}`);
    expect(described).toContain('GET /api/v3/inner/other');
    expect(described).toContain('* /api/inner/any/*');
    expect(described.sort()).toEqual(registered.sort());
  });

  it('carry what is in force once classes and method are taken together', () => {
    const found = Object.fromEntries(
      describeRoutes(app).map((route) => [`${route.method} ${route.path}`, route.requirements]),
    );
    expect(found).toMatchObject({
      'GET /api/orders/all': { kind: 'user', allScopes: ['orders/read'] },
      'GET /api/orders/every': { kind: 'user', allScopes: ['orders/read'] },
      'GET /api/orders/:id': { kind: 'user', allScopes: ['orders/write'] },
      'POST /api/orders': { public: true },
      '* /api/inner/any/*': { authenticated: true },
    });
    expect(found['POST /api/orders']).toEqual({ public: true });
  });

  it('name the controller and the method', () => {
    const route = describeRoutes(app).find(({ path }) => path === '/api/orders/:id');
    const { get } = Object.getOwnPropertyDescriptors(OrdersController.prototype);
    expect(route).toMatchObject({ controller: OrdersController, name: 'get', handler: get.value });
  });

  it('are told to a part of the app as to whoever made it', () => {
    const inside = app.get(ModuleRef, { strict: false });
    expect(describeRoutes(inside)).toEqual(describeRoutes(app));
  });

  it('are not told while one declares nothing', async () => {
    @Controller()
    class Forgetful {
      @Get()
      forgotten() {
        return {};
      }
    }
    @Module({ controllers: [Forgetful] })
    class Forgotten {}
    const open = await resources.add(
      NestFactory.create(Forgotten, new FastifyAdapter(), { logger: false }),
    );
    expect(() => describeRoutes(open)).toThrow(RouteDeclarationError);
  });
});
