/**
 * What every process here needs before any framework: configuration from the environment, a clock
 * that can be replaced, structured logs, the problem type of RFC 9457, the grammar of HTTP addresses
 * and an orderly life from start to SIGTERM. It refuses to know HTTP servers, Nest, tokens and tables.
 */
export { type Clock, systemClock } from './clock.js';
export {
  ConfigError,
  loadConfig,
  type MissingSettings,
  missingSettings,
  missingSettingsError,
  presentSettings,
  requireSettings,
  StartError,
} from './config.js';
export * as fields from './config-fields.js';
export { describeSettings, secretNames, type Setting } from './describe-settings.js';
export { DomainError, type FaultKind } from './domain-error.js';
export {
  defaultPort,
  type HttpHost,
  type HttpUrl,
  isIpv4,
  isIpv6,
  parseHost,
  parseHttpUrl,
  parseOrigin,
} from './http-address.js';
export { localAddressOf } from './local-address.js';
export { createLogger, type Logger, type LogLevel } from './logger.js';
export { isProduction, type NodeEnvironment } from './node-env.js';
export { type OpenedResources, openResources } from './opened-resources.js';
export { type Problem, problem } from './problem.js';
export { type RunningProcess, runProcess, runTask, shutdownSettings } from './process.js';
export { countHeader } from './raw-headers.js';
export { readBounded } from './read-bounded.js';
export {
  type SecurityEvent,
  securityEvent,
  type SecurityLog,
  type SecurityName,
  type SecuritySubject,
} from './security-event/security-event.js';
export {
  type SecurityEventName,
  securityEvents,
  type SecurityOutcome,
} from './security-event/security-events.js';
export {
  generatedSecurityLogKey,
  securityLogKey,
  securityLogSettings,
} from './security-event/security-log-key.js';
export {
  type Condition,
  inProduction,
  lessThan,
  requiredWhen,
  unlessSet,
  whenSet,
} from './setting-metadata.js';
