/**
 * What every service behind the gateway has in common, on top of platform-nest, persistence and auth-nest: its settings,
 * the proofs it accepts of its callers and its OpenAPI document. It knows no service by name and no table. The gateway
 * does not use it.
 */
export { OpenApiController } from './openapi/openapi.controller.js';
export { OpenApiModule } from './openapi/openapi.module.js';
export { type ServiceApi, serviceDocument } from './openapi/service-document.js';
export { ServiceModule } from './service.module.js';
export { serviceAuthOptions } from './settings/service-auth-options.js';
export {
  missingServiceSettings,
  type ServiceConfig,
  serviceSettings,
} from './settings/service-settings.js';
