import { fields } from '@gatehouse/platform-core';
import { serviceSettings } from '@gatehouse/service-kit';
import { z } from 'zod';

export const serviceName = 'order-service';

/** order-service's settings, read from the environment. */
export const orderServiceConfig = z.object({
  ...serviceSettings({ name: serviceName, port: 3001 }),
  USER_SERVICE_URL: fields.httpUrl(),
  /** Cognito's token endpoint, `https://<domain>/oauth2/token`. */
  COGNITO_TOKEN_URL: fields.httpUrl(),
  /** This service's own machine client. */
  COGNITO_CLIENT_ID: z.string().min(1),
  COGNITO_CLIENT_SECRET: fields.secret(),
  /** The secret that takes the other's place, while Cognito takes both; the one that works is used. */
  COGNITO_CLIENT_SECRET_NEXT: fields.secret().optional(),
});

export type OrderServiceConfig = z.output<typeof orderServiceConfig>;
