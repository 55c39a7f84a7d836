import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { loadConfig } from '@gatehouse/platform-core';
import { freePorts, useResources } from '@gatehouse/test-kit';
import { gatewayConfig } from './config.js';
import { startGateway } from './start-gateway.js';
import { upstreamSettings } from './testing/upstream-settings.js';

describe('a start of the gateway that fails', () => {
  const resources = useResources();
  let valkey: Server;
  let connections: Set<Socket>;
  let environment: Record<string, string>;
  let ports: Record<'PORT' | 'MANAGEMENT_PORT', number>;

  beforeEach(async () => {
    connections = new Set();
    valkey = await listening((socket) => {
      connections.add(socket);
      socket.resume();
      socket.on('error', () => undefined).on('close', () => connections.delete(socket));
    });
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
      VALKEY_URL: `redis://127.0.0.1:${(valkey.address() as AddressInfo).port}`,
      ...upstreamSettings('http://127.0.0.1:1'),
    };
  });

  const start = (more: Record<string, string> = {}) =>
    resources.add(startGateway(loadConfig(gatewayConfig, { ...environment, ...more })));
  const listening = async (onConnection: (socket: Socket) => void, port = 0): Promise<Server> => {
    const server = createServer(onConnection).listen(port, '127.0.0.1');
    resources.add(server, (one) => {
      for (const socket of connections) socket.destroy();
      return new Promise((resolve) => one.close(resolve));
    });
    await once(server, 'listening');
    return server;
  };
  const noConnections = async () => {
    while (connections.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it.each(['PORT', 'MANAGEMENT_PORT'] as const)(
    'because %s is taken rejects with the cause and leaves nothing open',
    async (taken) => {
      const other = await listening(() => undefined, ports[taken]);
      await expect(start()).rejects.toMatchObject({ code: 'EADDRINUSE', port: ports[taken] });
      await noConnections();
      await new Promise((resolve) => other.close(resolve));
      const gateway = await start();
      expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
      await gateway.close();
      await noConnections();
    },
  );

  it('because a setting is missing opens nothing', async () => {
    const incomplete = start({ COGNITO_ISSUER: '' });
    await expect(incomplete).rejects.toMatchObject({ name: 'ConfigError' });
    await noConnections();
  });
});
