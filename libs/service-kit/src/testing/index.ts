/**
 * What the specs of services have in common: the tests that hold for every service, and what they start a service with.
 * Specs alone can import it: it is no part of the build.
 */
export { describeOpenApiDocument, type DocumentedService } from './describe-openapi-document.js';
export { noDatabase } from './no-database.js';
