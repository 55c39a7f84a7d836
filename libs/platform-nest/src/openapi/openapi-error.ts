/** A route can't be documented truly. It stops the start. */
export class OpenApiError extends Error {
  override name = 'OpenApiError';
}
