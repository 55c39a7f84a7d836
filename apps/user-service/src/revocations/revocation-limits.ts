import { type ValkeyConnectionLimits, valkeyConnectionLimits } from '@gatehouse/platform-nest';

/** How ended sessions are stored and sent to the gateways. */
export interface RevocationLimits {
  /** How long a caller waits until every gateway has a revocation. */
  readonly deliveryMilliseconds: number;
  /** How long a gateway that was unavailable, or has restarted, may lack what it missed. */
  readonly catchUpMilliseconds: number;
  /** Pause between two attempts to send a revocation that a caller waits for. */
  readonly retryPauseMilliseconds: number;
  /** A gateway that is out of reach for so long is reported. Processes that start together are not worth a line. */
  readonly reportAfterMilliseconds: number;
  /** Interval of the removal of expired revocations. */
  readonly removeExpiredMilliseconds: number;
  /** Interval of the check how full the store is. */
  readonly watchUsageMilliseconds: number;
  /** Rows are counted again after so long; in between, each process knows only its own additions. */
  readonly recountMilliseconds: number;
}

export const revocationLimits: RevocationLimits = {
  deliveryMilliseconds: 2_000,
  catchUpMilliseconds: 500,
  retryPauseMilliseconds: 100,
  reportAfterMilliseconds: 15_000,
  removeExpiredMilliseconds: 600_000,
  watchUsageMilliseconds: 30_000,
  recountMilliseconds: 5_000,
};

/** How user-service calls the management port of a gateway. */
export interface GatewayCallLimits {
  /** Connections to each gateway. */
  readonly connections: number;
  /** Longest time of a call in all. */
  readonly deadlineMilliseconds: number;
  /** Longest time to connect. */
  readonly connectTimeoutMilliseconds: number;
}

export const gatewayCallLimits: GatewayCallLimits = {
  connections: 4,
  deadlineMilliseconds: 900,
  connectTimeoutMilliseconds: 500,
};

/** How user-service connects to Valkey and writes to it. */
export interface ValkeyLimits extends ValkeyConnectionLimits {
  /** Longest time of a command. */
  readonly commandMilliseconds: number;
}

export const valkeyLimits: ValkeyLimits = {
  ...valkeyConnectionLimits,
  /** Longest time to connect. */
  connectMilliseconds: 1_000,
  commandMilliseconds: 900,
};
