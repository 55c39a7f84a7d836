import { ServiceError, unsupported } from '../domain/errors.js';
import { serviceModel } from '../generated/service-model.js';
import type { Operation } from '../operations/operation.js';
import { operations } from '../operations/index.js';
import type { Services } from '../operations/services.js';
import { type CallOrigin, checkAccess } from './access-check.js';
import { validated } from './validation.js';

/** Runs one operation on input as it came from JSON: who calls and what they sent is checked before it is handled. */
export async function dispatch(
  services: Services,
  name: string,
  body: object,
  origin: CallOrigin,
): Promise<object> {
  const operation = operationNamed(name);
  const input = validated(operation.input, body);
  const caller = await checkAccess(operation, services, origin, input);
  return operation.handle(services, input, caller);
}

/** @throws UnsupportedOperationException for what Cognito has and the emulator doesn't, or UnknownOperationException */
function operationNamed(name: string): Operation {
  const operation = operations.get(name);
  if (operation !== undefined) return operation;
  if (Object.hasOwn(serviceModel, name)) throw unsupported(name);
  throw new ServiceError('UnknownOperationException', '');
}
