import { invalidParameter, unsupported } from '../../domain/errors.js';
import { allowsAuthFlow } from '../../domain/pool/client-rules.js';
import type { SignInAttempt } from './auth-flow.js';
import { beforeSignIn } from './before-sign-in.js';
import { authFlows } from './flows/index.js';
import type { SignInServices } from './sign-in-services.js';

/** Two names for one flow (SDK, AuthFlowType). */
export const synonyms: Readonly<Record<string, string>> = {
  REFRESH_TOKEN: 'REFRESH_TOKEN_AUTH',
  ADMIN_NO_SRP_AUTH: 'ADMIN_USER_PASSWORD_AUTH',
};

/**
 * Begins a sign-in by the flow that was asked for, for InitiateAuth and AdminInitiateAuth.
 * @throws InvalidParameterException for a flow the client may not use.
 */
export async function beginSignIn(
  services: SignInServices,
  attempt: SignInAttempt,
  authFlow: string,
): Promise<object> {
  const name = synonyms[authFlow] ?? authFlow;
  const flow = authFlows.get(name);
  if (attempt.byAdmin ? name === 'USER_PASSWORD_AUTH' : name.startsWith('ADMIN_'))
    throw invalidParameter('Initiate Auth method not supported.');
  if (!allowsAuthFlow(attempt.client, name))
    throw invalidParameter(
      attempt.byAdmin
        ? 'Auth flow not enabled for this client'
        : `${name} flow not enabled for this client`,
    );
  if (flow === undefined) throw unsupported(`InitiateAuth with ${name}`);
  await beforeSignIn(services, attempt, flow);
  return flow.run(services, attempt);
}
