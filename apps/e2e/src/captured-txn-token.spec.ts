import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { services, variablePrefix } from '@gatehouse/services';
import { freePorts, type StartedProcess, startProcess, useResources } from '@gatehouse/test-kit';
import { System } from './system.js';

const gatewayScript = fileURLToPath(new URL('../../gateway/dist/main.js', import.meta.url));
const userServiceScript = fileURLToPath(
  new URL('../../user-service/dist/main.js', import.meta.url),
);
const system = System.shared();
const { pool, emulatorUrl, localDirectory } = system.description;
const issuer = {
  COGNITO_ISSUER: `${emulatorUrl}/${pool.id}`,
  COGNITO_JWKS_URI: `${emulatorUrl}/${pool.id}/.well-known/jwks.json`,
};

const resources = useResources();
let spy: Server;
const captured: string[] = [];
let gatewayUrl: string;
let userServiceUrl: string;

/** A gateway whose upstreams are a spy that keeps Txn-Tokens, and a user-service that trusts this gateway. */
beforeAll(async () => {
  spy = createServer((request, response) => {
    captured.push(String(request.headers['txn-token']));
    response.end('{}');
  });
  resources.add(spy);
  await new Promise<void>((resolve) => spy.listen(0, '127.0.0.1', resolve));
  const spyUrl = `http://127.0.0.1:${(spy.address() as AddressInfo).port}`;
  const [gatewayPort, userServicePort] = await freePorts(2);
  gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
  userServiceUrl = `http://127.0.0.1:${userServicePort}`;
  const gateway = {
    ...issuer,
    NODE_ENV: 'test',
    PORT: `${gatewayPort}`,
    COGNITO_CLIENT_IDS: `${pool.clients['user-service']}`,
    ...Object.fromEntries(services.map(({ name }) => [`${variablePrefix(name)}_URL`, spyUrl])),
  };
  const userService = {
    ...issuer,
    NODE_ENV: 'test',
    PORT: `${userServicePort}`,
    DATABASE_URL_FILE: `${localDirectory}/postgres/urls/users`,
    COGNITO_REGION: 'eu-west-1',
    COGNITO_ENDPOINT: emulatorUrl,
    COGNITO_CLIENT_ID: `${pool.clients['user-service']}`,
    COGNITO_CLIENT_SECRET_FILE: `${localDirectory}/secrets/user-service`,
    COGNITO_ACCOUNT_CLIENT_ID: `${pool.clients.account}`,
    COGNITO_ACCOUNT_CLIENT_SECRET_FILE: `${localDirectory}/secrets/account`,
    TXN_TOKEN_JWKS_URI: `${gatewayUrl}/.well-known/txn-token-jwks.json`,
    PEER_CLIENTS: `${pool.clients['order-service']}=order-service`,
  };
  const endsWell = async (process: StartedProcess) => expect(await process.stop()).toBe(0);
  await resources.add(
    startProcess({
      script: gatewayScript,
      environment: gateway,
      readyUrl: `${gatewayUrl}/health`,
    }),
    endsWell,
  );
  await resources.add(
    startProcess({
      script: userServiceScript,
      environment: userService,
      readyUrl: `${userServiceUrl}/health`,
    }),
    endsWell,
  );
});

describe('a Txn-Token captured at one service', () => {
  it('opens that service, and no other', async () => {
    const { access_token: token } = await system.signInAs('customer');
    await system.callAt(gatewayUrl, '/orders', { token });
    await system.callAt(gatewayUrl, '/users/me', { token });
    const [forOrders = '', forUsers = ''] = captured;
    const whoAmI = (txnToken: string) =>
      system.callAt(userServiceUrl, '/users/me', { headers: { 'txn-token': txnToken } });
    expect((await whoAmI(forUsers)).status).toBe(200);
    expect((await whoAmI(forOrders)).status).toBe(401);
  });

  it('is believed from the peer it was made for, and from nobody else', async () => {
    const { access_token: user } = await system.signInAs('customer');
    captured.length = 0;
    await system.callAt(gatewayUrl, '/orders', { token: user });
    await system.callAt(gatewayUrl, '/users/me', { token: user });
    const [forOrders = '', forUsers = ''] = captured;
    const peer = await system.machineToken('order-service', 'users/read');
    const partner = await system.machineToken('partner', 'orders/read');
    const asking = async (token: string, txnToken: string) =>
      (
        await system.callAt(userServiceUrl, '/users/me', {
          token,
          headers: { 'txn-token': txnToken },
        })
      ).status;
    expect(await asking(peer, forOrders)).toBe(200);
    expect(await asking(peer, forUsers)).toBe(401);
    expect(await asking(partner, forOrders)).toBe(401);
  });
});
