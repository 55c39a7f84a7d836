import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

/** Makes the users in the pool that are not there yet, confirmed, with their passwords and groups. */
export async function seedDemoUsers({ endpoint, poolId, users }) {
  const cognito = new CognitoIdentityProviderClient({
    region: poolId.split('_')[0],
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  for (const user of users) await seedUser(cognito, poolId, user);
  cognito.destroy();
}

async function seedUser(cognito, poolId, { email, group, name, password }) {
  const target = { UserPoolId: poolId, Username: email };
  const attributes = { email, name, email_verified: 'true' };
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  // Without a temporary password, a pool that has one-time codes as a first factor confirms a user who has no password.
  const created = {
    UserAttributes,
    TemporaryPassword: `Temporary-${password}`,
    MessageAction: 'SUPPRESS',
  };
  await cognito.send(new AdminCreateUserCommand({ ...target, ...created })).catch((error) => {
    if (error.name !== 'UsernameExistsException') throw error;
  });
  const { UserStatus } = await cognito.send(new AdminGetUserCommand(target));
  if (UserStatus !== 'CONFIRMED') {
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...target, Password: password, Permanent: true }),
    );
  }
  await cognito.send(new AdminAddUserToGroupCommand({ ...target, GroupName: group }));
}
