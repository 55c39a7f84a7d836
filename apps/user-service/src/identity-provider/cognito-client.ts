import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** How long Cognito may take, and how often a call that failed on the way is made. */
interface CognitoLimits {
  readonly connectMilliseconds: number;
  readonly requestMilliseconds: number;
  readonly attempts: number;
}

const cognitoLimits: CognitoLimits = {
  connectMilliseconds: 2_000,
  requestMilliseconds: 5_000,
  attempts: 2,
};

/** The SDK's client within bounds. The operations this service uses take no AWS credentials. */
export function createCognitoClient(
  options: { readonly region: string; readonly endpoint?: string },
  limits: CognitoLimits = cognitoLimits,
): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region: options.region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    maxAttempts: limits.attempts,
    requestHandler: {
      connectionTimeout: limits.connectMilliseconds,
      requestTimeout: limits.requestMilliseconds,
      throwOnRequestTimeout: true,
    },
  });
}
