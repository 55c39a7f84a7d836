/**
 * What the specs of services have in common: the tests that hold for every service, and what they start a service with.
 * Only specs can import it, because the build does not contain it.
 */
export { describeDatabase, type StoredService } from './describe-database.js';
export { describeOpenApiDocument, type DocumentedService } from './describe-openapi-document.js';
export { noDatabase } from './no-database.js';
export { type ServiceSurroundings, testEnvironment, unreachable } from './test-environment.js';
