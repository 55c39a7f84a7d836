import { secretHash } from '../domain/secret-hash.js';
import { operations } from '../operations/index.js';
import type { OperationName } from '../operations/operation.js';
import type { Visit } from './page.js';
import { refusedInput } from './refused-input.js';

/**
 * Runs an operation of the API for a page: what it checks, counts and refuses holds for the pages too. The page is
 * Cognito's own, and proves the client's secret itself.
 * @throws ServiceError, and FormRefusal for what the service's model doesn't take
 */
export async function runOperation(
  visit: Visit,
  name: OperationName,
  input: object,
  caller: object = {},
): Promise<object> {
  const operation = operations.get(name);
  if (operation === undefined) throw new Error(`there is no operation ${name}`);
  const result = operation.input.safeParse(input);
  if (result.success) return operation.handle(visit.services, result.data, caller);
  throw refusedInput(visit, input, result.error.issues[0]);
}

/** What names a client and a user to an operation. */
export function namesOf({ client }: Visit, username: string) {
  const [secret] = client.secrets;
  const names = { ClientId: client.id, Username: username };
  return secret === undefined
    ? names
    : { ...names, SecretHash: secretHash(secret.value, username, client.id) };
}
