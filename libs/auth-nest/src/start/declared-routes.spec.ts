import { Controller, Get, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AuthModule } from './auth.module.js';
import { RouteDeclarationError } from './declared-routes.js';
import { Public, RequireScopes } from './decorators/requirement.decorators.js';

@Controller('good')
class GoodController {
  @Get()
  @Public()
  get() {
    return {};
  }
}

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

async function start(controllers: (typeof GoodController | typeof BadController)[]) {
  const auth = AuthModule.forRoot({
    scopeVocabulary: ['orders/write'],
    accessTokens: { pools: [] },
  });
  const module = { module: class {}, imports: [auth], controllers };
  const app = await NestFactory.create(module, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  try {
    await app.init();
  } finally {
    await app.close();
  }
}

describe('the start', () => {
  it('goes well when every route says whom it lets in', async () => {
    await expect(start([GoodController])).resolves.toBeUndefined();
  });

  it('stops and lists every route that does not', async () => {
    const fault: unknown = await start([GoodController, BadController]).catch(
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(RouteDeclarationError);
    expect((fault as RouteDeclarationError).faults).toEqual([
      'BadController.forgotten declares nothing: add @Public() or a requirement',
      'BadController.misspelt asks for the scope orders/wirte, which the vocabulary does not know',
    ]);
  });
});
