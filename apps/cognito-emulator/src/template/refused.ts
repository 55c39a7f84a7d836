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

/** What Cognito refuses as a fault of the template; anything else as it is. */
export function asTemplateError(logicalId: string | undefined, error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  return new TemplateError(`${logicalId ?? 'a resource'}: ${error.publicMessage}`);
}
