import { BadInput } from '../emulator-api/input.js';
import type { UserPool } from '../domain/pool/user-pool.js';
import { operations } from '../operations/index.js';
import type { OperationName } from '../operations/operation.js';
import type { Visit } from './page.js';

/**
 * Runs an operation of the API as the administrator of a pool would.
 * @throws ServiceError, and BadInput for what the service's model doesn't take
 */
export async function runAsAdministrator(
  { parts }: Visit,
  pool: UserPool,
  name: OperationName,
  input: object,
): Promise<object> {
  const operation = operations.get(name);
  if (operation === undefined) throw new Error(`there is no operation ${name}`);
  const result = operation.input.safeParse({ UserPoolId: pool.id, ...input });
  if (!result.success) throw new BadInput('What you entered has a form that isn’t accepted.');
  return operation.handle(parts.services, result.data, { region: pool.region });
}
