import { operation } from '../operation.js';
import { beginSignIn } from './begin-sign-in.js';
import { signInServices } from './sign-in-services.js';

/** Begins a sign-in, or renews one (API reference, InitiateAuth). */
export const initiateAuth = operation({
  name: 'InitiateAuth',
  access: 'none',
  uses: ['pools', ...signInServices],
  handle(services, request, { region }) {
    const { client, pool } = services.pools.getClient(request.ClientId, region);
    const { AuthParameters: parameters = {}, ClientMetadata: validationData } = request;
    const attempt = { pool, client, parameters, validationData, byAdmin: false };
    return beginSignIn(services, { ...attempt, session: request.Session }, request.AuthFlow);
  },
});
