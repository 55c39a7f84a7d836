import type { AuthenticatedRequest } from '../authenticated-request.js';

/**
 * Finds the access token in a request; null when it carries none. It may throw an AuthError, and nothing else, for a
 * request that shows its token in a way that isn't taken.
 */
export type TokenExtractor = (request: AuthenticatedRequest) => string | null;
