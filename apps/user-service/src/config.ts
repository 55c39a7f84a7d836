import { clientCredentialsLimits } from '@gatehouse/auth-core';
import { fields, requiredWhen, whenSet } from '@gatehouse/platform-core';
import { machineTokenSettings } from '@gatehouse/platform-nest';
import { serviceSettings } from '@gatehouse/service-kit';
import { z } from 'zod';
import { signOutSettings } from './account/sign-out-settings.js';
import { erasureSettings } from './erasures/erasure-settings.js';
import { cognitoCallSettings } from './identity-provider/cognito-settings.js';
import { signInSettings } from './identity-provider/sign-in/sign-in-settings.js';
import { mailSettings } from './mail/mail-settings.js';
import { revocationSettings } from './revocations/revocation-settings.js';

export const serviceName = 'user-service';

const notifiesGateways = whenSet('GATEWAY_MANAGEMENT_URLS');

/** user-service's settings, read from the environment. */
export const userServiceConfig = z.object({
  ...serviceSettings({ name: serviceName, port: 3002 }),
  ...machineTokenSettings(clientCredentialsLimits),
  COGNITO_REGION: fields.region().describe("The pool's region."),
  COGNITO_ENDPOINT: fields
    .httpUrl()
    .optional()
    .describe("The address of Cognito's API. Absent: AWS."),
  ...cognitoCallSettings,
  COGNITO_CLIENT_ID: fields
    .text()
    .describe('The confidential app client that users sign in through.'),
  COGNITO_CLIENT_SECRET: fields.secret().describe('The secret of that client.'),
  COGNITO_ACCOUNT_CLIENT_ID: fields
    .text()
    .describe(
      "The confidential app client whose tokens change a user's own account at Cognito, the stack's output `AccountClientId`.",
    ),
  COGNITO_ACCOUNT_CLIENT_SECRET: fields.secret().describe('The secret of the account client.'),
  COGNITO_DOMAIN_URL: fields
    .httpUrl()
    .optional()
    .describe(
      "The pool's domain as browsers reach it, for step-up at its pages and for the OpenAPI document. Absent: no step-up there, and the document has that of the token endpoint.",
    ),
  ...signInSettings,
  COGNITO_ISSUER: fields
    .httpUrl()
    .describe("The issuer of the pool whose users these are, as the pool's tokens name it."),
  GATEWAY_MANAGEMENT_URLS: fields
    .httpUrls()
    .optional()
    .describe(
      'The management ports of all gateways that share no Valkey. The service notifies them of sessions that end.',
    ),
  COGNITO_MACHINE_CLIENT_ID: requiredWhen(
    notifiesGateways,
    fields.text().describe("The service's own machine client, with which it notifies gateways."),
  ),
  COGNITO_MACHINE_CLIENT_SECRET: requiredWhen(
    notifiesGateways,
    fields.secret().describe('The secret of the machine client.'),
  ),
  COGNITO_MACHINE_CLIENT_SECRET_NEXT: fields
    .secret()
    .optional()
    .describe(
      'The secret that replaces the other one while Cognito accepts both. The service uses the one that works.',
    ),
  COGNITO_TOKEN_URL: requiredWhen(
    notifiesGateways,
    fields
      .httpUrl()
      .describe(
        "Cognito's token endpoint: `https://<domain>/oauth2/token`. Absent: that of `COGNITO_DOMAIN_URL`.",
      ),
  ),
  ...revocationSettings,
  ...signOutSettings,
  ...mailSettings,
  ...erasureSettings,
});

export type UserServiceConfig = z.output<typeof userServiceConfig>;
