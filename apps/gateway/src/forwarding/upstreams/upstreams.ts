import type { Logger } from '@gatehouse/platform-core';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { GatewayConfig } from '../../config.js';
import { type UpstreamName, upstreams } from '../../routes.js';
import {
  queueLimits,
  retryLimits,
  saturationLimits,
  streamLimits,
} from '../forwarding-settings.js';
import { Saturation } from '../saturation.js';
import { Upstream } from './upstream.js';

/** All upstreams. Their connections are closed after the last response. */
export class Upstreams implements OnApplicationShutdown {
  private readonly byName: ReadonlyMap<UpstreamName, Upstream>;

  constructor(config: GatewayConfig, logger: Logger) {
    const names = Object.keys(upstreams) as UpstreamName[];
    this.byName = new Map(
      names.map((name) => [
        name,
        new Upstream({
          url: config[upstreams[name]],
          timeoutMilliseconds: config.UPSTREAM_TIMEOUT_SECONDS * 1000,
          connectTimeoutMilliseconds: config.UPSTREAM_CONNECT_TIMEOUT_SECONDS * 1000,
          retries: retryLimits(config),
          queue: queueLimits(config),
          streams: streamLimits(config),
          saturation: new Saturation(name, logger, saturationLimits(config)),
        }),
      ]),
    );
  }

  get(name: UpstreamName): Upstream {
    const upstream = this.byName.get(name);
    if (!upstream) throw new Error(`unknown upstream ${name}`);
    return upstream;
  }

  [Symbol.iterator](): IterableIterator<[UpstreamName, Upstream]> {
    return this.byName.entries();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.byName.values()].map((upstream) => upstream.close()));
  }
}
