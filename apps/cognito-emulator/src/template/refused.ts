import { ServiceError } from '../domain/errors.js';
import { TemplateError } from './template.js';

/**
 * Does what Cognito may refuse for a resource.
 * @throws TemplateError with the resource and Cognito's words.
 */
export function refusable<Result>(logicalId: string | undefined, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asTemplateError(logicalId, error);
  }
}

/** Returns a rejection by Cognito as an error of the template that names resource and property, others unchanged. */
export function asTemplateError(logicalId: string | undefined, error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  const place = [
    logicalId ?? 'a resource',
    ...(error.property === undefined ? [] : [error.property]),
  ];
  return new TemplateError(`${place.join('.')}: ${error.publicMessage}`);
}
