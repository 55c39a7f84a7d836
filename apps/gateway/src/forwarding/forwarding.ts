import type { Logger } from '@gatehouse/platform-core';
import type { HealthReports } from '@gatehouse/platform-nest';
import type { GatewayConfig } from '../config.js';
import { RequestBodies } from './bodies/request-bodies.js';
import { bodyLimits, responseLimits, saturationLimits } from './forwarding-settings.js';
import type { ResponseLimits } from './response/response-relay.js';
import { Saturation } from './saturation.js';
import { Upstreams } from './upstreams/upstreams.js';

/** What all forwarded requests share, and its state for health. */
export class Forwarding {
  readonly bodies: RequestBodies;
  readonly upstreams: Upstreams;
  readonly responses: ResponseLimits;

  constructor(config: GatewayConfig, logger: Logger) {
    this.bodies = new RequestBodies(
      bodyLimits(config),
      new Saturation('request bodies', logger, saturationLimits(config)),
    );
    this.upstreams = new Upstreams(config, logger);
    this.responses = responseLimits(config);
  }

  /** For health: the cause of recent rejections, by what is used up. */
  reports(): HealthReports {
    const all = [['request-bodies', this.bodies] as const, ...this.upstreams];
    return Object.fromEntries(
      all.map(([name, { saturation }]) => [name, () => saturation.cause ?? true]),
    );
  }

  /** What is in use, and how many requests were rejected since the start, for operators. */
  details(): object {
    const all = [['request-bodies', this.bodies] as const, ...this.upstreams];
    return Object.fromEntries(
      all.map(([name, { usage, saturation }]) => [
        name,
        { ...usage, rejected: saturation.rejected },
      ]),
    );
  }
}
