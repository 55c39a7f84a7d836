import { clientCredentialsLimits } from '@gatehouse/auth-core';
import { serviceClientLimits } from '@gatehouse/auth-nest';
import { scopes } from '@gatehouse/contracts';
import { describeSettings, loadConfig } from '@gatehouse/platform-core';
import { useResources } from '@gatehouse/test-kit';
import { z } from 'zod';
import { machineClientSettings, machineTokens } from './machine-client-settings.js';
import { peerOptions, peerSettings } from './peer-settings.js';

const schema = z.object({
  ...machineClientSettings,
  ...peerSettings('stock-room', { deadlineMilliseconds: 2_000 }),
});
const least = {
  STOCK_ROOM_URL: 'http://stock',
  COGNITO_TOKEN_URL: 'http://pool.example/oauth2/token',
  COGNITO_CLIENT_ID: 'machine',
  COGNITO_CLIENT_SECRET: 'secret',
};
const peer = { name: 'stock-room', scopes: [scopes.usersRead] } as const;

describe('the settings of calls to a peer', () => {
  const resources = useResources();
  const optionsFor = (environment: Record<string, string> = {}) => {
    const options = peerOptions(loadConfig(schema, { ...least, ...environment }), peer);
    if (options.tokens !== undefined) resources.add(options.tokens.source);
    return options;
  };

  it('have the usual limits as defaults, and those that the service states', () => {
    expect(optionsFor()).toMatchObject({
      name: 'stock-room',
      baseUrl: 'http://stock',
      tokens: { scopes: ['users/read'] },
      limits: { ...serviceClientLimits, deadlineMilliseconds: 2_000 },
    });
  });

  it('name the peer, and are described', () => {
    const settings = describeSettings(z.object(peerSettings('stock-room')));
    expect(settings).toHaveLength(Object.keys(serviceClientLimits).length + 1);
    for (const { name } of settings) expect(name).toMatch(/^STOCK_ROOM_[A-Z_]+$/);
    expect(settings.find(({ name }) => name === 'STOCK_ROOM_URL')?.description).toBe(
      'The address of stock-room.',
    );
  });

  it('limit calls, each its own', () => {
    const names = Object.keys(peerSettings('stock-room')).filter((name) => !/URL|SHARE/.test(name));
    // Each setting has a value of its own, so that none can stand for another.
    const values = Object.fromEntries(
      names.map((name, index) => [name, String(name.endsWith('BYTES') ? 2_000 : 10 + index)]),
    );
    const shares = { STOCK_ROOM_RETRY_SHARE: '0.3', STOCK_ROOM_BREAKER_SHARE: '0.9' };
    const stated = (name: string) => Number(values[`STOCK_ROOM_${name}`]);
    expect(optionsFor({ ...values, ...shares, STOCK_ROOM_RETRIES: '4' }).limits).toEqual({
      connections: stated('CONNECTIONS'),
      concurrentCalls: stated('CONCURRENT_CALLS'),
      connectTimeoutMilliseconds: stated('CONNECT_TIMEOUT_MILLISECONDS'),
      headersTimeoutMilliseconds: stated('HEAD_TIMEOUT_MILLISECONDS'),
      bodyTimeoutMilliseconds: stated('BODY_TIMEOUT_MILLISECONDS'),
      deadlineMilliseconds: stated('DEADLINE_MILLISECONDS'),
      answerBytes: 2_000,
      retries: 4,
      retryBudgetShare: 0.3,
      retryBudgetLeast: stated('RETRY_LEAST'),
      retryBudgetWindowSeconds: stated('RETRY_WINDOW_SECONDS'),
      firstRetryPauseMilliseconds: stated('RETRY_PAUSE_MILLISECONDS'),
      longestRetryPauseMilliseconds: stated('LONGEST_RETRY_PAUSE_MILLISECONDS'),
      breakerFailureShare: 0.9,
      breakerCalls: stated('BREAKER_CALLS'),
      breakerLeastCalls: stated('BREAKER_LEAST_CALLS'),
      breakerOpenMilliseconds: stated('BREAKER_OPEN_MILLISECONDS'),
    });
  });
});

describe('the settings of a machine client', () => {
  it('require the client, its secret and where it gets tokens', () => {
    expect(() => loadConfig(z.object(machineClientSettings), {})).toThrow(
      /COGNITO_TOKEN_URL: is missing\n {2}COGNITO_CLIENT_ID: is missing\n {2}COGNITO_CLIENT_SECRET: is missing/,
    );
  });

  it.each([undefined, 'next'])('make a source of tokens with the next secret %s', (next) => {
    const more = next === undefined ? {} : { COGNITO_CLIENT_SECRET_NEXT: next };
    const config = loadConfig(z.object(machineClientSettings), { ...least, ...more });
    expect(clientCredentialsLimits.requestsPerSecond).toBe(
      config.MACHINE_TOKEN_REQUESTS_PER_SECOND,
    );
    const source = machineTokens(config);
    expect(source).toBeDefined();
    source.close();
  });
});
