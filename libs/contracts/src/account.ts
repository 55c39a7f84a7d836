import { z } from 'zod';
import { refreshToken } from './users.js';

/**
 * What a sign-out ends: this session, or with `everywhere` all of the user's. Given the session's refresh token, Cognito
 * forgets it too; without it, its refresh token still works there and the gateways refuse what comes of it.
 */
export const signOut = z
  .strictObject({ everywhere: z.boolean().default(false), refresh_token: refreshToken.optional() })
  .refine(
    ({ everywhere, refresh_token: token }) => !everywhere || token === undefined,
    'everywhere needs no refresh_token',
  );
export type SignOut = z.output<typeof signOut>;
