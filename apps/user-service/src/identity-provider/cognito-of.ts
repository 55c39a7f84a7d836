import { type Clock, poolIdOf, systemClock } from '@gatehouse/auth-core';
import type { UserServiceConfig } from '../config.js';
import { Sealer } from '../sealed/sealer.js';
import { PagesSignIn, pagesState } from '../step-up/pages-sign-in.js';
import { stepUp, StepUpHandles } from '../step-up/step-up-handles.js';
import { StepUpService } from '../step-up/step-up.service.js';
import { createCognitoClient } from './cognito-client.js';
import { CognitoConnection } from './cognito-connection.js';
import { cognitoLimitsOf } from './cognito-settings.js';
import { IdentityProvider } from './identity-provider.js';
import { OwnAccount } from './own-account.js';
import { OwnDevices } from './own-devices.js';
import { CognitoSignIn } from './sign-in/cognito-sign-in.js';
import { sealingKeyOf } from './sign-in/sign-in-settings.js';
import { signInState } from './sign-in/sign-in-state.js';
import { UserDirectory } from './user-directory.js';

/** The parts of Cognito that the service uses, over one connection. */
export function cognitoOf(config: UserServiceConfig) {
  const cognito = createCognitoClient(
    { region: config.COGNITO_REGION, endpoint: config.COGNITO_ENDPOINT },
    cognitoLimitsOf(config),
  );
  const poolId = poolIdOf(config.COGNITO_ISSUER);
  const app = { id: config.COGNITO_CLIENT_ID, secret: config.COGNITO_CLIENT_SECRET };
  const accountApp = {
    id: config.COGNITO_ACCOUNT_CLIENT_ID,
    secret: config.COGNITO_ACCOUNT_CLIENT_SECRET,
  };
  const sealing = { key: sealingKeyOf(config), clock: systemClock };
  const signInThrough = (client: typeof app, purpose: string) =>
    new CognitoSignIn(cognito, {
      client,
      sealer: new Sealer({ ...sealing, purpose, content: signInState }),
      sessionSeconds: config.COGNITO_SESSION_SECONDS,
      totpIssuer: config.TOTP_ISSUER,
    });
  const handles = new StepUpHandles(
    new Sealer({ ...sealing, purpose: 'step-up', content: stepUp }),
  );
  return {
    connection: new CognitoConnection(cognito),
    identityProvider: new IdentityProvider(cognito, app, poolId),
    directory: new UserDirectory(cognito, poolId),
    signIn: signInThrough(app, 'sign-in'),
    stepUps: new StepUpService(
      signInThrough(accountApp, 'step-up sign-in'),
      handles,
      pagesOf(config, sealing),
    ),
    own: new OwnAccount(cognito),
    ownDevices: new OwnDevices(cognito),
  };
}

/** The pool's pages, where users step up who have no password; undefined where the pool's domain is not configured. */
function pagesOf(
  config: UserServiceConfig,
  sealing: { readonly key: string; readonly clock: Clock },
): PagesSignIn | undefined {
  const { COGNITO_DOMAIN_URL: domainUrl, COGNITO_TIMEOUT_MILLISECONDS: timeoutMilliseconds } =
    config;
  if (domainUrl === undefined) return undefined;
  return new PagesSignIn({
    authorizationUrl: `${domainUrl}/oauth2/authorize`,
    client: {
      tokenUrl: config.COGNITO_TOKEN_URL ?? `${domainUrl}/oauth2/token`,
      clientId: config.COGNITO_ACCOUNT_CLIENT_ID,
      clientSecret: config.COGNITO_ACCOUNT_CLIENT_SECRET,
      timeoutMilliseconds,
    },
    sealer: new Sealer({ ...sealing, purpose: 'step-up pages', content: pagesState }),
    clock: sealing.clock,
  });
}
