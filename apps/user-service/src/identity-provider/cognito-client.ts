import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** How long Cognito may take, and how often a call that failed on the way is made. */
export interface CognitoLimits {
  /** Longest time to connect. */
  readonly connectMilliseconds: number;
  /** Longest time of a call. */
  readonly requestMilliseconds: number;
  /** How often a call that fails on the way is made at most. */
  readonly attempts: number;
}

export const cognitoLimits: CognitoLimits = {
  connectMilliseconds: 2_000,
  requestMilliseconds: 5_000,
  attempts: 2,
};

/** The SDK's client within bounds. What users do for themselves takes no AWS credentials, what support does for them does. */
export function createCognitoClient(
  options: { readonly region: string; readonly endpoint?: string },
  limits: CognitoLimits = cognitoLimits,
): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient({
    region: options.region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    maxAttempts: limits.attempts,
    requestHandler: {
      connectionTimeout: limits.connectMilliseconds,
      requestTimeout: limits.requestMilliseconds,
      throwOnRequestTimeout: true,
    },
  });
  repeatNoReachedLimit(client);
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (result.output) dates.set(result.output.$metadata, dateOf(result.response));
      return result;
    },
    { name: 'rememberDate', step: 'deserialize', priority: 'high' },
  );
  return client;
}

/**
 * The SDK considers LimitExceededException to be throttling and repeats the call. Cognito limits a user's attempts with it,
 * and only those of users who exist: a repetition cannot succeed, and its time would reveal that the user exists.
 */
function repeatNoReachedLimit({ config }: CognitoIdentityProviderClient): void {
  const standard = config.retryStrategy;
  config.retryStrategy = async () => {
    const strategy = await standard();
    if (!('refreshRetryTokenForRetry' in strategy)) return strategy;
    return {
      acquireInitialRetryToken: (scope) => strategy.acquireInitialRetryToken(scope),
      refreshRetryTokenForRetry: (token, info) => {
        const { name } = (info as { readonly error?: Partial<Error> }).error ?? {};
        if (name === 'LimitExceededException') throw new Error('a limit is not retried');
        return strategy.refreshRetryTokenForRetry(token, info);
      },
      recordSuccess: (token) => strategy.recordSuccess(token),
    };
  };
}

const dates = new WeakMap<object, string | undefined>();

function dateOf(response: unknown): string | undefined {
  const { headers = {} } = response as { readonly headers?: Readonly<Record<string, string>> };
  return headers.date;
}

/**
 * When Cognito gave an answer by its own clock, in whole seconds since the epoch: what it did then is later than every
 * `iat` it had written by then. Undefined where the answer has no date.
 */
export function answeredAt({ $metadata }: { readonly $metadata: object }): number | undefined {
  const milliseconds = Date.parse(dates.get($metadata) ?? '');
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
