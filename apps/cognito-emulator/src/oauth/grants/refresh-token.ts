import { ServiceError } from '../../domain/errors.js';
import { refresh } from '../../operations/sign-in/refresh.js';
import { OAuthError } from '../oauth-error.js';
import type { Grant } from './grant.js';

/** What refresh refuses because of the token and not because something broke. */
const tokenFaults = [
  'NotAuthorizedException',
  'RefreshTokenReuseException',
  'UserNotFoundException',
];

/** New tokens for a refresh token, whether an API sign-in gave it or an OAuth endpoint (RFC 6749 §6). */
export const refreshToken: Grant = {
  name: 'refresh_token',
  async handle(services, { pool, client, form }) {
    const token = form.get('refresh_token');
    if (token === undefined) throw new OAuthError('invalid_request', 'refresh_token is missing.');
    try {
      const issued = await refresh(services, { pool, client, token });
      return {
        id_token: issued.idToken,
        access_token: issued.accessToken,
        refresh_token: issued.refreshToken,
        expires_in: issued.expiresIn,
        token_type: 'Bearer',
      };
    } catch (error) {
      if (!(error instanceof ServiceError) || !tokenFaults.includes(error.code)) throw error;
      throw new OAuthError('invalid_grant');
    }
  },
};
