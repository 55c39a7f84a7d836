import { clientCredentialsLimits } from '@gatehouse/auth-core';
import { fields } from '@gatehouse/platform-core';
import { machineTokenSettings } from '@gatehouse/platform-nest';
import { serviceSettings } from '@gatehouse/service-kit';
import { z } from 'zod';
import { userServiceSettings } from './customers/user-service-settings.js';

export const serviceName = 'order-service';

/** order-service's settings, read from the environment. */
export const orderServiceConfig = z.object({
  ...serviceSettings({ name: serviceName, port: 3001 }),
  ...machineTokenSettings(clientCredentialsLimits),
  ...userServiceSettings,
  COGNITO_TOKEN_URL: fields
    .httpUrl()
    .describe("Cognito's token endpoint: `https://<domain>/oauth2/token`."),
  COGNITO_CLIENT_ID: fields.text().describe("The service's own machine client."),
  COGNITO_CLIENT_SECRET: fields.secret().describe('The secret of that client.'),
  COGNITO_CLIENT_SECRET_NEXT: fields
    .secret()
    .optional()
    .describe(
      'The secret that replaces the other one while Cognito accepts both. The service uses the one that works.',
    ),
});

export type OrderServiceConfig = z.output<typeof orderServiceConfig>;
