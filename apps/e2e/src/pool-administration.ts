import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Group } from '@gatehouse/contracts';
import { type Customer, newAddress, password } from './new-customer.js';
import type { System } from './system.js';

/**
 * A client of the API of the system's pool. An `emulatorUrl` with `https:` is the domain of a real pool: the client then
 * calls AWS, with the credentials of the environment.
 */
export function cognitoOf({ description }: System): CognitoIdentityProviderClient {
  const { emulatorUrl, pool } = description;
  const region = pool.id.split('_')[0] ?? '';
  if (emulatorUrl.startsWith('https:')) return new CognitoIdentityProviderClient({ region });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new CognitoIdentityProviderClient({ endpoint: emulatorUrl, region, credentials });
}

/**
 * A user whom an administrator has created with a verified address and a password, and who has signed in. Nobody has to
 * read a code, so this works at a real pool, with credentials for `AdminCreateUser`, `AdminSetUserPassword` and, for a member
 * of a group, `AdminAddUserToGroup`.
 */
export async function provisionedCustomer(system: System, group?: Group): Promise<Customer> {
  const email = newAddress();
  const cognito = cognitoOf(system);
  const user = { UserPoolId: system.description.pool.id, Username: email };
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ];
  const temporary = {
    TemporaryPassword: `Temporary-${password}`,
    MessageAction: 'SUPPRESS',
  } as const;
  const { User } = await cognito.send(
    new AdminCreateUserCommand({ ...user, UserAttributes, ...temporary }),
  );
  await cognito.send(
    new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }),
  );
  if (group !== undefined) {
    await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: group }));
  }
  cognito.destroy();
  const tokens = await system.signIn(email, password);
  return { email, userId: User?.Username ?? '', tokens };
}
