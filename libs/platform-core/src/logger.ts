import {
  type DestinationStream,
  pino,
  type SerializedError,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';
import type { Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Whatever ends up under one of these names is never written, at the first three depths of an entry. */
const secretNames = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["txn-token"]',
  '["cognito-access-token"]',
  'password',
  'secret',
  'clientSecret',
  'token',
  'accessToken',
  'idToken',
  'refreshToken',
];
const redactedPaths = secretNames.flatMap((name) => {
  const dotted = name.startsWith('[') ? name : `.${name}`;
  return [name, `*${dotted}`, `*.*${dotted}`];
});

/**
 * What tells of a fault, and nothing else an error carries: undici's parser keeps the octets of an answer that it
 * couldn't read, and others keep what they were asked.
 */
function describeError(error: Error): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, code } = stdSerializers.err(error) as SerializedError & {
    readonly code?: unknown;
  };
  return { type, message, stack, code };
}

/** JSON lines on standard output unless told otherwise, one app name on each, secrets struck out by field name. */
export function createLogger(
  name: string,
  level: LogLevel = 'info',
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: { app: name },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: redactedPaths, censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
