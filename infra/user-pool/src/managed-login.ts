import {
  CfnManagedLoginBranding,
  type CfnUserPool,
  type CfnUserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

/**
 * The version of the pages at the domain: managed login, which knows passkeys and `prompt=login`. The classic hosted UI, which
 * is the default, knows neither (developer guide, "User pool managed login").
 */
export const managedLoginVersion = 2;

/** Gives the pages of each client that uses them the style of Cognito. Managed login shows no page without a style. */
export function managedLoginStyles(
  scope: Construct,
  pool: CfnUserPool,
  clients: ReadonlyMap<string, CfnUserPoolClient>,
): void {
  for (const [id, client] of clients) {
    if (!client.allowedOAuthFlows?.includes('code')) continue;
    new CfnManagedLoginBranding(scope, `${id}Style`, {
      userPoolId: pool.ref,
      clientId: client.ref,
      useCognitoProvidedValues: true,
    });
  }
}
