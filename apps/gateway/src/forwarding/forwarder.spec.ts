import { loadConfig } from '@gatehouse/platform-core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { gatewayConfig } from '../config.js';
import { routes } from '../routes.js';
import type { TxnTokenMinter } from '../txn-token/txn-token-minter.js';
import { Forwarder } from './forwarder.js';

const config = loadConfig(gatewayConfig, {
  COGNITO_ISSUER: 'http://issuer',
  COGNITO_CLIENT_IDS: 'web',
  ORDER_SERVICE_URL: 'http://orders',
  USER_SERVICE_URL: 'http://users',
});

describe('Forwarder', () => {
  it('forwards nothing for a caller who has gone', () => {
    const calls: string[] = [];
    const reply = { from: () => calls.push('from'), hijack: () => calls.push('hijack') };
    const request = { raw: { url: '/orders', socket: { remoteAddress: undefined } } };
    new Forwarder(config, {} as TxnTokenMinter).forward(
      routes.find(({ prefix }) => prefix === 'orders')!,
      request as unknown as FastifyRequest,
      reply as unknown as FastifyReply,
    );
    expect(calls).toEqual(['hijack']);
  });
});
