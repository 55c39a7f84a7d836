import { fields, type MissingSettings } from '@gatehouse/platform-core';
import { serviceSettings } from '@gatehouse/service-kit';
import { z } from 'zod';

export const serviceName = 'user-service';

/** user-service's settings, read from the environment. */
export const userServiceConfig = z.object({
  ...serviceSettings({ name: serviceName, port: 3002 }),
  COGNITO_REGION: z.string().regex(/^[a-z]+(-[a-z0-9]+)+$/, 'must be an AWS region'),
  /** Where Cognito's API is; absent: at AWS. */
  COGNITO_ENDPOINT: fields.httpUrl().optional(),
  /** The confidential app client users sign in through. */
  COGNITO_CLIENT_ID: z.string().min(1),
  COGNITO_CLIENT_SECRET: fields.secret(),
  /** The pool whose users these are, as its tokens name it. */
  COGNITO_ISSUER: fields.httpUrl(),
  /** Management ports of all gateways that don't share a Valkey: those are told of sessions that end. */
  GATEWAY_MANAGEMENT_URLS: fields.csv().pipe(z.array(fields.httpUrl())).optional(),
  /** This service's own machine client, to tell them. */
  COGNITO_MACHINE_CLIENT_ID: z.string().min(1).optional(),
  COGNITO_MACHINE_CLIENT_SECRET: fields.secret().optional(),
  /** The secret that takes over, while both are good. */
  COGNITO_MACHINE_CLIENT_SECRET_NEXT: fields.secret().optional(),
  /** The Valkey or Redis through which gateways hear of sessions that end: `redis://…` or `rediss://…`. */
  VALKEY_URL: fields.valkeyUrl().optional(),
  /**
   * How long a session can be refreshed: the longest `RefreshTokenValidity` of all pools' clients, in seconds. Cognito
   * accepts no less than an hour.
   */
  SESSION_LIFETIME_SECONDS: fields.seconds(2_592_000, { min: 3_600, max: 315_360_000 }),
  /** How long a caller that ends sessions waits until every gateway knows, before the response is 503. */
  REVOCATION_DEADLINE_SECONDS: fields.seconds(2, { min: 1, max: 30 }),
});

/** Ended sessions are sent to the gateways with the token of a machine client. */
export const missingUserServiceSettings: MissingSettings = (values) => {
  const needed = [
    'COGNITO_MACHINE_CLIENT_ID',
    'COGNITO_MACHINE_CLIENT_SECRET',
    'COGNITO_TOKEN_URL',
  ];
  return values.has('GATEWAY_MANAGEMENT_URLS') ? needed.filter((name) => !values.has(name)) : [];
};

export type UserServiceConfig = z.output<typeof userServiceConfig>;
