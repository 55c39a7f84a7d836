/** A pool with an app client and users, made through the API, as either server takes it. */
import { call } from './calls.mjs';

export const password = 'Correct-horse-7';

export async function makePool(url) {
  const { UserPool } = await call(url, 'CreateUserPool', {
    PoolName: 'bench',
    UsernameAttributes: ['email'],
  });
  const poolId = UserPool.Id;
  const { UserPoolClient } = await call(url, 'CreateUserPoolClient', {
    UserPoolId: poolId,
    ClientName: 'web',
    ExplicitAuthFlows: [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
  });
  return { poolId, clientId: UserPoolClient.ClientId };
}

/** In a pool whose users sign in by email. */
export const usernameOf = (index) => `user-${String(index).padStart(6, '0')}@example.com`;

export async function makeUser(url, poolId, index) {
  const Username = usernameOf(index);
  await call(url, 'AdminCreateUser', {
    UserPoolId: poolId,
    Username,
    MessageAction: 'SUPPRESS',
    TemporaryPassword: 'Temporary-pass-1',
    UserAttributes: [
      { Name: 'email', Value: Username },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  await call(url, 'AdminSetUserPassword', {
    UserPoolId: poolId,
    Username,
    Password: password,
    Permanent: true,
  });
}

export async function signIn(url, clientId, index) {
  const { AuthenticationResult } = await call(url, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: clientId,
    AuthParameters: { USERNAME: usernameOf(index), PASSWORD: password },
  });
  if (!AuthenticationResult?.AccessToken) throw new Error('a sign-in gave no token');
}
