import { z } from 'zod';
import { refreshToken } from './users.js';

/**
 * What a sign-out ends: this session, or with `everywhere` all of the user's. Given the session's own refresh token, Cognito
 * revokes it too; without it, the refresh token still works there and the gateways reject the tokens that it returns.
 */
export const signOut = z
  .strictObject({ everywhere: z.boolean().default(false), refresh_token: refreshToken.optional() })
  .refine(
    ({ everywhere, refresh_token: token }) => !everywhere || token === undefined,
    'everywhere needs no refresh_token',
  );
export type SignOut = z.output<typeof signOut>;
