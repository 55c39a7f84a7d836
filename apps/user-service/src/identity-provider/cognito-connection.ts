import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { OnApplicationShutdown } from '@nestjs/common';

/** The one client of Cognito's API that all parts of the service share, until it stops. */
export class CognitoConnection implements OnApplicationShutdown {
  constructor(readonly client: CognitoIdentityProviderClient) {}

  onApplicationShutdown(): void {
    this.client.destroy();
  }
}
