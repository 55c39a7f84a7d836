import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { spyOn } from 'jest-mock';
import { loadConfig } from '@gatehouse/platform-core';
import { freePorts, useResources } from '@gatehouse/test-kit';
import { gatewayConfig } from './config.js';
import { ValkeySubscription } from './revocation/valkey-subscription.js';
import { startGateway } from './start-gateway.js';
import { upstreamSettings } from './testing/upstream-settings.js';

describe('a start of the gateway that fails', () => {
  const resources = useResources();
  const closeValkey = spyOn(ValkeySubscription.prototype, 'close');
  let environment: Record<string, string>;
  let ports: Record<'PORT' | 'MANAGEMENT_PORT', number>;

  beforeEach(async () => {
    closeValkey.mockClear();
    const [port = 0, management = 0] = await freePorts(2);
    ports = { PORT: port, MANAGEMENT_PORT: management };
    environment = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      PORT: `${port}`,
      MANAGEMENT_PORT: `${management}`,
      MANAGEMENT_CLIENT_IDS: 'machine',
      COGNITO_ISSUER: 'http://127.0.0.1:1/pool',
      COGNITO_CLIENT_IDS: 'client',
      VALKEY_URL: 'redis://127.0.0.1:1',
      ...upstreamSettings('http://127.0.0.1:1'),
    };
  });
  afterAll(() => closeValkey.mockRestore());

  const start = (more: Record<string, string> = {}) =>
    resources.add(startGateway(loadConfig(gatewayConfig, { ...environment, ...more })));
  const listening = async (port: number): Promise<Server> => {
    const server = resources.add(createServer());
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };

  it.each(['PORT', 'MANAGEMENT_PORT'] as const)(
    'because %s is taken rejects with the cause and leaves nothing open',
    async (taken) => {
      const other = await listening(ports[taken]);
      await expect(start()).rejects.toMatchObject({ code: 'EADDRINUSE', port: ports[taken] });
      expect(closeValkey).toHaveBeenCalledTimes(1);
      await new Promise((resolve) => other.close(resolve));
      const gateway = await start();
      expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
    },
  );

  it('because a setting is missing rejects with the cause and leaves nothing open', async () => {
    const incomplete = start({ COGNITO_ISSUER: '' });
    await expect(incomplete).rejects.toMatchObject({ name: 'ConfigError' });
    expect(closeValkey).toHaveBeenCalledTimes(1);
  });
});
