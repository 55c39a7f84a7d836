/**
 * What every service behind the gateway has in common, on top of platform-nest, persistence and auth-nest: its settings,
 * the proofs it accepts of its callers, its calls to other services, its OpenAPI document, and its start and end. A service is a `ServiceDefinition`
 * and a main program that passes it to `runService`; specs pass it to `startService`. It knows no service by name and no
 * table. The gateway does not use it.
 */
export type { ServiceApi } from './openapi/service-document.js';
export { type Call, CurrentCall } from './peers/current-call.decorator.js';
export { machineClientSettings } from './peers/machine-client-settings.js';
export { peerOptions, peerSettings } from './peers/peer-settings.js';
export { ServiceModule } from './service.module.js';
export { type ServiceConfig, serviceSettings } from './settings/service-settings.js';
export { runService } from './start/run-service.js';
export type { ServiceDefinition } from './start/service-definition.js';
export { type RunningService, startService } from './start/start-service.js';
