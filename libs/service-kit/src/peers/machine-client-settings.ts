import { clientCredentialsLimits, ClientCredentialsTokenSource } from '@gatehouse/auth-core';
import { fields } from '@gatehouse/platform-core';
import { machineTokenLimitsOf, machineTokenSettings } from '@gatehouse/platform-nest';
import type { z } from 'zod';

/** The settings of a service that calls others with its own machine client, to spread into its `z.object`. */
export const machineClientSettings = {
  ...machineTokenSettings(clientCredentialsLimits),
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
};

export type MachineClientConfig = z.output<z.ZodObject<typeof machineClientSettings>>;

/** The source of the service's own tokens. */
export function machineTokens(config: MachineClientConfig): ClientCredentialsTokenSource {
  const { COGNITO_CLIENT_SECRET: secret, COGNITO_CLIENT_SECRET_NEXT: next } = config;
  return new ClientCredentialsTokenSource({
    tokenUrl: config.COGNITO_TOKEN_URL,
    clientId: config.COGNITO_CLIENT_ID,
    clientSecrets: next === undefined ? [secret] : [secret, next],
    limits: machineTokenLimitsOf(config),
  });
}
