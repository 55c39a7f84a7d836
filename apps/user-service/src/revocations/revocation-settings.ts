import { fields } from '@gatehouse/platform-core';
import { valkeyConnectionLimitsOf, valkeyConnectionSettings } from '@gatehouse/platform-nest';
import type { z } from 'zod';
import {
  type GatewayCallLimits,
  gatewayCallLimits,
  type RevocationLimits,
  revocationLimits,
  type ValkeyLimits,
  valkeyLimits,
} from './revocation-limits.js';

/** The settings of ended sessions: how they are stored and sent to the gateways. */
export const revocationSettings = {
  VALKEY_URL: fields
    .valkeyUrl()
    .optional()
    .describe(
      'The Valkey or Redis through which gateways hear of sessions that end: `redis://…` or `rediss://…`.',
    ),
  ...valkeyConnectionSettings(valkeyLimits),
  VALKEY_COMMAND_TIMEOUT_MILLISECONDS: fields
    .milliseconds(valkeyLimits.commandMilliseconds, { min: 10 })
    .describe(
      'The longest time of a command to Valkey. Keep it below a second, so that ended sessions are rejected within one.',
    ),
  GATEWAY_CONNECTIONS: fields
    .count(gatewayCallLimits.connections, { max: 1_000 })
    .describe('The most connections to the management port of each gateway.'),
  GATEWAY_CONNECT_TIMEOUT_MILLISECONDS: fields
    .milliseconds(gatewayCallLimits.connectTimeoutMilliseconds, { min: 10 })
    .describe('The longest time to connect to a management port.'),
  GATEWAY_TIMEOUT_MILLISECONDS: fields
    .milliseconds(gatewayCallLimits.deadlineMilliseconds, { min: 10 })
    .describe(
      'The longest time of a call to a management port. Keep it below a second, so that ended sessions are rejected within one.',
    ),
  SESSION_LIFETIME_SECONDS: fields
    .seconds(2_592_000, { min: 3_600, max: 315_360_000 })
    .describe(
      "How long a session can be refreshed: the longest `RefreshTokenValidity` of all pools' clients. Cognito accepts no less than an hour.",
    ),
  REVOCATION_DEADLINE_SECONDS: fields
    .seconds(revocationLimits.deliveryMilliseconds / 1_000, { min: 1, max: 30 })
    .describe(
      'How long a caller that ends sessions waits until every gateway knows, before the response is 503.',
    ),
  REVOCATION_CATCH_UP_MILLISECONDS: fields
    .milliseconds(revocationLimits.catchUpMilliseconds, { min: 50 })
    .describe('How often gateways are sent what they lack, after an outage or a restart.'),
  REVOCATION_RETRY_PAUSE_MILLISECONDS: fields
    .milliseconds(revocationLimits.retryPauseMilliseconds, { min: 10 })
    .describe('The pause between two attempts to notify a gateway while a caller waits.'),
  REVOCATION_REPORT_AFTER_SECONDS: fields
    .seconds(revocationLimits.reportAfterMilliseconds / 1_000)
    .describe(
      'A gateway that is out of reach for so long is reported by the log and by readiness.',
    ),
  REVOCATION_CLEANUP_SECONDS: fields
    .seconds(revocationLimits.removeExpiredMilliseconds / 1_000, { min: 1 })
    .describe('How often ended sessions that no token concerns any more are removed.'),
  REVOCATION_USAGE_SECONDS: fields
    .seconds(revocationLimits.watchUsageMilliseconds / 1_000, { min: 1 })
    .describe('How often the service checks how full the store of ended sessions is.'),
  REVOCATION_RECOUNT_SECONDS: fields
    .seconds(revocationLimits.recountMilliseconds / 1_000, { max: 60 })
    .describe('How long the number of ended sessions in the store is remembered.'),
};

type RevocationConfig = z.output<z.ZodObject<typeof revocationSettings>>;

export function revocationLimitsOf(config: RevocationConfig): RevocationLimits {
  return {
    deliveryMilliseconds: config.REVOCATION_DEADLINE_SECONDS * 1_000,
    catchUpMilliseconds: config.REVOCATION_CATCH_UP_MILLISECONDS,
    retryPauseMilliseconds: config.REVOCATION_RETRY_PAUSE_MILLISECONDS,
    reportAfterMilliseconds: config.REVOCATION_REPORT_AFTER_SECONDS * 1_000,
    removeExpiredMilliseconds: config.REVOCATION_CLEANUP_SECONDS * 1_000,
    watchUsageMilliseconds: config.REVOCATION_USAGE_SECONDS * 1_000,
    recountMilliseconds: config.REVOCATION_RECOUNT_SECONDS * 1_000,
  };
}

export function gatewayCallLimitsOf(config: RevocationConfig): GatewayCallLimits {
  return {
    connections: config.GATEWAY_CONNECTIONS,
    deadlineMilliseconds: config.GATEWAY_TIMEOUT_MILLISECONDS,
    connectTimeoutMilliseconds: config.GATEWAY_CONNECT_TIMEOUT_MILLISECONDS,
  };
}

export function valkeyLimitsOf(config: RevocationConfig): ValkeyLimits {
  return {
    ...valkeyConnectionLimitsOf(config),
    commandMilliseconds: config.VALKEY_COMMAND_TIMEOUT_MILLISECONDS,
  };
}
