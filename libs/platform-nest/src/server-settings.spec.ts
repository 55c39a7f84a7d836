import { createLogger, describeSettings, loadConfig } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { appLimits, limitsFor } from './app-limits.js';
import { createApp, listen } from './create-app.js';
import { bodySettings, listenOptions, serverLimits, serverSettings } from './server-settings.js';

const schema = z.object({ ...serverSettings(true), ...bodySettings });
const load = (environment: Record<string, string> = {}) => loadConfig(schema, environment);

describe('the settings of the server', () => {
  it('have the usual limits as defaults', () => {
    const { bodyLimitBytes, timeoutCheckMilliseconds: _, ...usual } = limitsFor(true);
    expect(serverLimits(load())).toEqual(usual);
    expect(load().BODY_LIMIT_BYTES).toBe(bodyLimitBytes);
    const { headBytes, headerFields } = appLimits;
    const edge = loadConfig(z.object(serverSettings(false)), {});
    expect(serverLimits(edge)).toMatchObject({ headBytes, headerFields });
    expect(serverLimits(edge)).not.toHaveProperty('jsonLevels');
  });

  it('are described', () => {
    expect(describeSettings(schema)).toHaveLength(Object.keys(schema.shape).length);
  });

  it.each([
    ['REQUEST_HEAD_BYTES', '1023'],
    ['REQUEST_HEADER_FIELDS', '1000'],
    ['REQUEST_HEAD_TIMEOUT_SECONDS', '0'],
    ['REQUEST_HEAD_TIMEOUT_SECONDS', '30'],
    ['REQUEST_TIMEOUT_SECONDS', '10'],
    ['KEEP_ALIVE_TIMEOUT_SECONDS', '-1'],
    ['HOST_LOOKUP_TIMEOUT_SECONDS', '5s'],
    ['SHUTDOWN_GRACE_SECONDS', '3601'],
    ['BODY_LIMIT_BYTES', '0'],
    ['JSON_MAX_DEPTH', '1e1'],
  ])('reject %s of %j', (name, value) => {
    const named = name === 'REQUEST_TIMEOUT_SECONDS' ? 'REQUEST_HEAD_TIMEOUT_SECONDS' : name;
    expect(() => load({ [name]: value })).toThrow(`${named}: must be`);
  });
});

@Controller()
class Things {
  @Post('things')
  add(@Body() body: unknown) {
    return { body };
  }

  @Get('endless')
  wait(): Promise<void> {
    return new Promise(() => undefined);
  }
}

@Module({ controllers: [Things] })
class ThingsModule {}

interface SentRequest {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

describe('an app with such settings', () => {
  const resources = useResources();
  let app: NestFastifyApplication;
  let url: string;

  const start = async (environment: Record<string, string>) => {
    const config = load(environment);
    app = await resources.add(
      createApp(ThingsModule, {
        logger: createLogger('test', 'silent'),
        bodyLimitBytes: config.BODY_LIMIT_BYTES,
        limits: serverLimits(config),
      }),
    );
    url = await listen(app, listenOptions({ ...config, PORT: 0, HOST: '127.0.0.1' }));
  };

  it.each<[string, Record<string, string>, SentRequest, number]>([
    [
      'the bytes of a head',
      { REQUEST_HEAD_BYTES: '1024' },
      { headers: { a: 'a'.repeat(1_024) } },
      431,
    ],
    [
      'the fields of a head',
      { REQUEST_HEADER_FIELDS: '10' },
      { headers: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, ''])) },
      431,
    ],
    ['the bytes of a body', { BODY_LIMIT_BYTES: '3' }, { body: '[1, 2]' }, 413],
    ['the depth of a body', { JSON_MAX_DEPTH: '2' }, { body: '[[[1]]]' }, 400],
  ])('limits %s', async (_name, environment, request, status) => {
    await start(environment);
    const send = (more: SentRequest) =>
      fetch(`${url}/things`, {
        method: 'POST',
        body: '[]',
        ...more,
        headers: { 'content-type': 'application/json', ...more.headers },
      });
    expect((await send({})).status).toBe(201);
    expect((await send(request)).status).toBe(status);
  });

  it('closes without waiting longer than its grace for a request in progress', async () => {
    await start({ SHUTDOWN_GRACE_SECONDS: '0' });
    const inProgress = new Promise((resolve) => app.getHttpServer().once('request', resolve));
    const request = fetch(`${url}/endless`).catch(() => 'ended');
    await inProgress;
    await app.close();
    expect(await request).toBe('ended');
  });
});

describe('listenOptions', () => {
  it('waits for a host name no longer than the settings state', async () => {
    const config = load({ HOST_LOOKUP_TIMEOUT_SECONDS: '0' });
    const app = await createApp(ThingsModule, { logger: createLogger('test', 'silent') });
    const listening = listen(app, listenOptions({ ...config, PORT: 0, HOST: 'nowhere.invalid' }));
    await expect(listening).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
    await app.close();
  });
});
