/**
 * What every service behind the gateway has in common, on top of platform-nest, persistence and auth-nest: its settings
 * and the proofs it accepts of its callers. It knows no service by name and no table. The gateway does not use it.
 */
export { serviceAuthOptions } from './settings/service-auth-options.js';
export {
  missingServiceSettings,
  type ServiceConfig,
  serviceSettings,
} from './settings/service-settings.js';
