import { operation } from '../operation.js';
import { mfaConfigOf } from './mfa-config.js';

/** A pool's MFA settings (API reference, GetUserPoolMfaConfig). */
export const getUserPoolMfaConfig = operation({
  name: 'GetUserPoolMfaConfig',
  access: 'iam',
  uses: ['pools'],
  handle: ({ pools }, request, { region }) => mfaConfigOf(pools.get(request.UserPoolId, region)),
});
