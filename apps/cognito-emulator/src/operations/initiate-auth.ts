import { invalidParameter, unsupported } from '../domain/errors.js';
import { allowsAuthFlow } from '../domain/pool/client-rules.js';
import { operation } from './operation.js';
import { authFlows } from './sign-in/index.js';

/** Two names for one flow (SDK, AuthFlowType). */
const synonyms: Readonly<Record<string, string>> = { REFRESH_TOKEN: 'REFRESH_TOKEN_AUTH' };

/** Begins a sign-in, or renews one (API reference, InitiateAuth). */
export const initiateAuth = operation({
  name: 'InitiateAuth',
  access: 'none',
  handle(services, request, { region }) {
    const { client, pool } = services.pools.getClient(request.ClientId, region);
    const name = synonyms[request.AuthFlow] ?? request.AuthFlow;
    if (name.startsWith('ADMIN_')) throw invalidParameter('Initiate Auth method not supported.');
    if (!allowsAuthFlow(client, name))
      throw invalidParameter(`${name} flow not enabled for this client`);
    const flow = authFlows.get(name);
    if (flow === undefined) throw unsupported(`InitiateAuth with ${name}`);
    const { AuthParameters: parameters = {}, ClientMetadata: clientMetadata } = request;
    return flow.run(services, { pool, client, parameters, clientMetadata });
  },
});
