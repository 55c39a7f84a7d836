import { pino, stdTimeFunctions } from 'pino';
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

/** JSON lines on standard output, one app name on each, secrets struck out by field name. */
export function createLogger(name: string, level: LogLevel = 'info'): Logger {
  return pino({
    level,
    base: { app: name },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: redactedPaths, censor: '[redacted]' },
  });
}
