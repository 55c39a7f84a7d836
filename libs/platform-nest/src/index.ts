/**
 * How a Nest app of this system is made: Fastify with bounds, request ids, JSON logs, problem+json errors, body
 * checks by schema, probes and a draining end. It refuses to know tokens, tables and upstreams.
 */
export { appLimits, type AppLimits } from './app-limits.js';
export { type AppOptions, createApp, listen, type ListenOptions } from './create-app.js';
export { isClosing } from './end-connections.js';
export {
  type HealthChecks,
  healthPaths,
  type HealthReports,
  type HealthSources,
  registerHealth,
} from './health.js';
export { lastAnswer } from './last-answer.js';
export { Answers } from './openapi/answers.decorator.js';
export {
  type OpenApiDocument,
  openApiDocument,
  type OpenApiOptions,
} from './openapi/openapi-document.js';
export type { DocumentedRoute, RouteAccess } from './openapi/documented-route.js';
export { OpenApiError } from './openapi/openapi-error.js';
export { type DeclaredRefusal, Refuses } from './openapi/refuses.decorator.js';
export { RequestHeader } from './openapi/request-header.decorator.js';
export { machineTokenLimitsOf, machineTokenSettings } from './machine-token-settings.js';
export { plainAddress } from './plain-address.js';
export { ProblemFilter } from './problem.filter.js';
export { allowedMethods } from './request-form.js';
export {
  RecordsSecurityEvent,
  type SecurityEventOptions,
} from './security-events/records-security-event.decorator.js';
export {
  recordRejection,
  securityEventOf,
  type SecurityEventNames,
} from './security-events/request-security-event.js';
export { responseDefaults } from './response-defaults.js';
export { sendProblem } from './send-problem.js';
export { bodySettings, listenOptions, serverLimits, serverSettings } from './server-settings.js';
export { type SchemaPipe, valid } from './valid.pipe.js';
export {
  type ValkeyConnectionLimits,
  valkeyConnectionLimits,
  valkeyConnectionLimitsOf,
  valkeyConnectionSettings,
} from './valkey/valkey-connection-settings.js';
export {
  accessTokenLimitsOf,
  txnTokenLimitsOf,
  verificationSettings,
} from './verification-settings.js';
