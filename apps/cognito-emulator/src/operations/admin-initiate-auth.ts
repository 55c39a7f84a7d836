import { requireClientOfPool } from '../domain/pool/user-pool-client.js';
import { operation } from './operation.js';
import { beginSignIn } from './sign-in/begin-sign-in.js';

/** Begins a sign-in on a user's behalf, or renews one (API reference, AdminInitiateAuth). */
export const adminInitiateAuth = operation({
  name: 'AdminInitiateAuth',
  access: 'iam',
  handle(services, request, { region }) {
    const pool = services.pools.get(request.UserPoolId, region);
    const found = services.pools.findClient(request.ClientId);
    const client = requireClientOfPool(found, pool.id, request.ClientId);
    const { AuthParameters: parameters = {}, ClientMetadata: validationData } = request;
    const attempt = { pool, client, parameters, validationData, byAdmin: true };
    return beginSignIn(services, { ...attempt, session: request.Session }, request.AuthFlow);
  },
});
