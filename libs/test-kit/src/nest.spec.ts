import { Controller, Get } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { startApp } from './nest.js';
import { useResources } from './use-resources.js';

@Controller()
class HelloController {
  @Get('hello')
  hello() {
    return { hello: true };
  }
}

const module = { module: HelloController, controllers: [HelloController] };

describe('startApp', () => {
  const resources = useResources();

  it('starts a module on a port of its own, prepared as told, and ends it', async () => {
    const started = await resources.add(
      startApp(module, {
        adapter: new FastifyAdapter(),
        prepare: (app) => {
          app.setGlobalPrefix('v1');
        },
      }),
    );
    const { app, url } = started;
    expect(url).toBe(await app.getUrl());
    expect(await (await fetch(`${url}/v1/hello`)).json()).toEqual({ hello: true });
    expect((await fetch(`${url}/hello`)).status).toBe(404);
    await started.close();
    await expect(fetch(`${url}/v1/hello`)).rejects.toThrow();
  });

  it('reports what stops the start', async () => {
    const prepare = () => Promise.reject(new Error('not today'));
    const options = { adapter: new FastifyAdapter(), prepare };
    await expect(startApp(module, options)).rejects.toThrow('not today');
  });
});
