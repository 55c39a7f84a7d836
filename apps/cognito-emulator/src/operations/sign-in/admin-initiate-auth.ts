import { operation } from '../operation.js';
import { beginSignIn } from './begin-sign-in.js';
import { clientOfPool } from './client-of-pool.js';
import { signInServices } from './sign-in-services.js';

/** Begins a sign-in on a user's behalf, or renews one (API reference, AdminInitiateAuth). */
export const adminInitiateAuth = operation({
  name: 'AdminInitiateAuth',
  access: 'iam',
  uses: ['pools', ...signInServices],
  handle(services, request, { region }) {
    const { pool, client } = clientOfPool(services, request, region);
    const { AuthParameters: parameters = {}, ClientMetadata: validationData } = request;
    const attempt = { pool, client, parameters, validationData, byAdmin: true };
    return beginSignIn(services, { ...attempt, session: request.Session }, request.AuthFlow);
  },
});
