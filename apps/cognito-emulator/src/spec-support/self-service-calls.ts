import { z } from 'zod';
import { serviceModel } from '../generated/service-model.js';
import type { OperationName } from '../operations/operation.js';
import { httpCall } from './http-call.js';

/** A call of an operation with somebody's access token and whatever else its input has to have. */
export interface SelfServiceCall {
  readonly name: OperationName;
  readonly input: (AccessToken: string) => Readonly<Record<string, unknown>>;
}

const DeviceKey = 'eu-west-1_01234567-89ab-cdef-0123-456789abcdef';

/** A value for each member that some operation requires beside the token. */
const samples: Readonly<Record<string, unknown>> = {
  AttributeName: 'email',
  Code: '123456',
  Credential: {},
  CredentialId: 'credential',
  DeviceKey,
  DeviceRememberedStatus: 'remembered',
  MFAOptions: [],
  ProposedPassword: 'Another-horse-battery-8',
  SessionId: 'session-of-somebody-else-123',
  UserAttributeNames: ['name'],
  UserAttributes: [{ Name: 'email', Value: 'thief@example.com' }],
  UserCode: '123456',
};

/**
 * The operations whose input has an access token, by the service's model.
 * @throws when the model requires a member that `samples` has no value for
 */
export function selfServiceCalls(): readonly SelfServiceCall[] {
  return Object.entries(serviceModel)
    .filter(([, schema]) => 'AccessToken' in schema.shape)
    .map(([name, schema]) => {
      const members = Object.entries<z.core.$ZodType>(schema.shape);
      const required = members
        .filter(([member, one]) => member !== 'AccessToken' && !(one instanceof z.ZodOptional))
        .map(([member]) => [member, samples[member]] as const);
      const others = Object.fromEntries(required);
      const { error } = schema.safeParse({ ...others, AccessToken: 'a.b.c' });
      if (error !== undefined) throw new Error(`no sample input of ${name}: ${error.message}`);
      return {
        name: name as OperationName,
        input: (AccessToken: string) => ({ ...others, AccessToken }),
      };
    });
}

/** Sends a call as an app does, unsigned. */
export async function send(url: string, { name, input }: SelfServiceCall, token: string) {
  const answer = await httpCall(url, {
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
    },
    body: JSON.stringify(input(token)),
  });
  return { status: answer.status, body: answer.json() };
}

/** What Cognito says to a token without the scope for self-service (aws-amplify/amplify-js#1906). */
export const missingScope = {
  __type: 'NotAuthorizedException',
  message: 'Access Token does not have required scopes',
};
