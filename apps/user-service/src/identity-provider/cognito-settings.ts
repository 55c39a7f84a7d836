import { fields } from '@gatehouse/platform-core';
import type { z } from 'zod';
import { type CognitoLimits, cognitoLimits } from './cognito-client.js';

/** The limits of calls to Cognito's API. */
export const cognitoCallSettings = {
  COGNITO_CONNECT_TIMEOUT_MILLISECONDS: fields
    .milliseconds(cognitoLimits.connectMilliseconds, { min: 10 })
    .describe("The longest time to connect to Cognito's API."),
  COGNITO_TIMEOUT_MILLISECONDS: fields
    .milliseconds(cognitoLimits.requestMilliseconds, { min: 10 })
    .describe("The longest time of a call to Cognito's API."),
  COGNITO_ATTEMPTS: fields
    .count(cognitoLimits.attempts, { max: 10 })
    .describe('How often a call to Cognito that fails on the way is made at most.'),
};

type CognitoCallConfig = z.output<z.ZodObject<typeof cognitoCallSettings>>;

export function cognitoLimitsOf(config: CognitoCallConfig): CognitoLimits {
  return {
    connectMilliseconds: config.COGNITO_CONNECT_TIMEOUT_MILLISECONDS,
    requestMilliseconds: config.COGNITO_TIMEOUT_MILLISECONDS,
    attempts: config.COGNITO_ATTEMPTS,
  };
}
