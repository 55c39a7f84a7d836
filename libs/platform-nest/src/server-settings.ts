import { fields, lessThan, shutdownSettings } from '@gatehouse/platform-core';
import { type AppLimits, appLimits, limitsFor } from './app-limits.js';
import type { ListenOptions } from './create-app.js';

/** Beyond this Node drops header fields silently. */
const mostHeaderFields = 900;

/**
 * The settings of an app's HTTP server, read by `serverLimits` and `listenOptions`.
 *
 * @param behindGateway whether the gateway calls the app, which adds fields of its own to the head that it received
 */
export const serverSettings = (behindGateway: boolean) => {
  const usual = limitsFor(behindGateway);
  const room = behindGateway
    ? " More than the gateway's, which adds a Txn-Token and other fields."
    : '';
  return {
    REQUEST_HEAD_BYTES: fields
      .bytes(usual.headBytes, { min: 1_024, max: 1_048_576 })
      .describe(`The largest request line and header fields together; more is 431.${room}`),
    REQUEST_HEADER_FIELDS: fields
      .count(usual.headerFields, { min: 10, max: mostHeaderFields })
      .describe(`The most header fields of a request; more is 431.${room}`),
    REQUEST_HEAD_TIMEOUT_SECONDS: lessThan(
      'REQUEST_TIMEOUT_SECONDS',
      fields
        .seconds(usual.headersMilliseconds / 1_000, { min: 1, max: 300 })
        .describe(
          'The longest time until the head is complete, from the start of its connection or the request before; later is 408.',
        ),
    ),
    REQUEST_TIMEOUT_SECONDS: fields
      .seconds(usual.requestMilliseconds / 1_000, { min: 2, max: 3_600 })
      .describe('The same for the whole request with its body.'),
    KEEP_ALIVE_TIMEOUT_SECONDS: fields
      .seconds(usual.idleMilliseconds / 1_000, { min: 1, max: 3_600 })
      .describe(
        'A connection without a request is closed after so long. More than the idle timeout of a load balancer in front.',
      ),
    HOST_LOOKUP_TIMEOUT_SECONDS: fields
      .seconds(5, { max: 300 })
      .describe(
        'How long the app waits at the start until a `HOST` that is a name is an address of this machine.',
      ),
    ...shutdownSettings,
  };
};

/** The settings of an app that reads bodies itself. */
export const bodySettings = {
  BODY_LIMIT_BYTES: fields
    .bytes(appLimits.bodyLimitBytes)
    .describe("The largest body; a larger one is 413. No less than the gateway's."),
  JSON_MAX_DEPTH: fields
    .count(appLimits.jsonLevels, { max: 200 })
    .describe(
      'The deepest nesting of objects and arrays in a JSON body, in levels; deeper is 400.',
    ),
};

interface ServerConfig {
  readonly REQUEST_HEAD_BYTES: number;
  readonly REQUEST_HEADER_FIELDS: number;
  readonly REQUEST_HEAD_TIMEOUT_SECONDS: number;
  readonly REQUEST_TIMEOUT_SECONDS: number;
  readonly KEEP_ALIVE_TIMEOUT_SECONDS: number;
  readonly SHUTDOWN_GRACE_SECONDS: number;
  /** Absent in an app that does not read bodies. */
  readonly JSON_MAX_DEPTH?: number;
}

/** The `limits` of `createApp`, from the settings. */
export function serverLimits(config: ServerConfig): Partial<Omit<AppLimits, 'bodyLimitBytes'>> {
  return {
    headBytes: config.REQUEST_HEAD_BYTES,
    headerFields: config.REQUEST_HEADER_FIELDS,
    headersMilliseconds: config.REQUEST_HEAD_TIMEOUT_SECONDS * 1_000,
    requestMilliseconds: config.REQUEST_TIMEOUT_SECONDS * 1_000,
    idleMilliseconds: config.KEEP_ALIVE_TIMEOUT_SECONDS * 1_000,
    closingMilliseconds: config.SHUTDOWN_GRACE_SECONDS * 1_000,
    ...(config.JSON_MAX_DEPTH !== undefined && { jsonLevels: config.JSON_MAX_DEPTH }),
  };
}

/** The options of `listen`, from the settings. */
export function listenOptions(config: {
  readonly PORT: number;
  readonly HOST: string;
  readonly HOST_LOOKUP_TIMEOUT_SECONDS: number;
}): ListenOptions {
  return {
    port: config.PORT,
    host: config.HOST,
    lookupTimeoutSeconds: config.HOST_LOOKUP_TIMEOUT_SECONDS,
  };
}
