import type { ClientCredentialsTokenSource } from '@gatehouse/auth-core';
import { ServiceClient } from '@gatehouse/auth-nest';
import {
  type RevocationBatch,
  type RevocationMessage,
  revocationReceipt,
  scopes,
} from '@gatehouse/contracts';
import { randomUUID } from 'node:crypto';
import { type GatewayCallLimits, gatewayCallLimits } from './revocation-limits.js';
import type { RevocationTarget } from './revocation-target.js';

type SentBatch = Omit<RevocationBatch, 'revocations'> & {
  readonly revocations: readonly RevocationMessage[];
};

/** One gateway, told over its management port. */
export class GatewayTarget implements RevocationTarget {
  readonly name: string;
  private readonly gateway: ServiceClient;

  constructor(
    managementUrl: string,
    source: ClientCredentialsTokenSource,
    limits: GatewayCallLimits = gatewayCallLimits,
  ) {
    this.name = managementUrl;
    this.gateway = new ServiceClient({
      name: `gateway ${managementUrl}`,
      baseUrl: managementUrl,
      tokens: { source, scopes: [scopes.gatewayRevoke] },
      limits: {
        ...limits,
        headersTimeoutMilliseconds: limits.deadlineMilliseconds,
        // It is asked twice a second anyway, and one that has started again must be told at once.
        breakerFailureShare: 1,
      },
    });
  }

  send(revocations: readonly RevocationMessage[]): Promise<string> {
    return this.post({ revocations });
  }

  async complete(): Promise<void> {
    await this.post({ revocations: [], isComplete: true });
  }

  close(): Promise<void> {
    return this.gateway.onApplicationShutdown();
  }

  private async post(batch: SentBatch): Promise<string> {
    const { body } = await this.gateway.request({
      method: 'POST',
      path: '/revocations',
      body: batch,
      idempotencyKey: randomUUID(),
      parse: (answer) => revocationReceipt.parse(answer),
    });
    return body.instance;
  }
}
