import { poolIdOf, systemClock } from '@gatehouse/auth-core';
import type { UserServiceConfig } from '../config.js';
import { Sealer } from '../sealed/sealer.js';
import { createCognitoClient } from './cognito-client.js';
import { CognitoConnection } from './cognito-connection.js';
import { cognitoLimitsOf } from './cognito-settings.js';
import { IdentityProvider } from './identity-provider.js';
import { CognitoSignIn } from './sign-in/cognito-sign-in.js';
import { sealingKeyOf } from './sign-in/sign-in-settings.js';
import { signInState } from './sign-in/sign-in-state.js';
import { UserDirectory } from './user-directory.js';

/** The parts of Cognito that the service uses, over one connection. */
export function cognitoOf(config: UserServiceConfig) {
  const client = createCognitoClient(
    { region: config.COGNITO_REGION, endpoint: config.COGNITO_ENDPOINT },
    cognitoLimitsOf(config),
  );
  const poolId = poolIdOf(config.COGNITO_ISSUER);
  const app = { id: config.COGNITO_CLIENT_ID, secret: config.COGNITO_CLIENT_SECRET };
  return {
    cognito: new CognitoConnection(client),
    identityProvider: new IdentityProvider(client, app, poolId),
    directory: new UserDirectory(client, poolId),
    signIn: new CognitoSignIn(client, {
      client: app,
      sealer: new Sealer({
        key: sealingKeyOf(config),
        purpose: 'sign-in',
        content: signInState,
        clock: systemClock,
      }),
      sessionSeconds: config.COGNITO_SESSION_SECONDS,
      totpIssuer: config.TOTP_ISSUER,
    }),
  };
}
