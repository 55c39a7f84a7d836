import { type CodeTokens, poolIdOf, type UserPrincipal } from '@gatehouse/auth-core';
import { z } from 'zod';
import { IdentityProviderUnavailableError } from '../identity-provider/errors.js';
import { payloadOf } from '../identity-provider/session-of-token.js';
import { EarlierSignInError, OtherUserError } from './step-up.errors.js';

/**
 * So much the clocks of Cognito and of this service may differ, in seconds. A sign-in that is older than the step-up by no
 * more than this counts as one made for it.
 */
export const clockSkewSeconds = 5;

const common = {
  iss: z.string(),
  sub: z.string(),
  /** When the user proved who they are, in seconds since the epoch (OpenID Connect Core §2). */
  auth_time: z.int(),
};
const accessClaims = z.object({
  ...common,
  token_use: z.literal('access'),
  client_id: z.string(),
});
const idClaims = z.object({
  ...common,
  token_use: z.literal('id'),
  aud: z.string(),
  nonce: z.string().optional(),
});

/** What the tokens of a visit to the pool's pages must show. */
export interface ExpectedSignIn {
  readonly user: UserPrincipal;
  readonly clientId: string;
  readonly nonce: string;
  /** When the step-up began, in seconds since the epoch. */
  readonly startedAt: number;
}

/**
 * Checks that both tokens are of this user's sign-in, through this client, after the step-up began. Signatures are not
 * checked: the tokens come from Cognito itself, in its response (OpenID Connect Core §3.1.3.7).
 *
 * @returns whether the sign-in is the one that was asked for, by its `nonce`
 * @throws IdentityProviderUnavailableError when a token cannot be read or is of another client
 * @throws OtherUserError when a token is of another user or pool
 * @throws EarlierSignInError when the user signed in before the step-up began
 */
export function isExpectedSignIn(
  { accessToken, idToken }: CodeTokens,
  { user, clientId, nonce, startedAt }: ExpectedSignIn,
): boolean {
  const access = accessClaims.safeParse(payloadOf(accessToken)).data;
  const id = idClaims.safeParse(payloadOf(idToken)).data;
  if (access?.client_id !== clientId || id?.aud !== clientId) {
    throw new IdentityProviderUnavailableError('incomplete response');
  }
  const tokens = [access, id];
  if (!tokens.every(({ iss, sub }) => poolIdOf(iss) === user.poolId && sub === user.subject)) {
    throw new OtherUserError();
  }
  if (id.nonce !== nonce) return false;
  const earliest = startedAt - clockSkewSeconds;
  if (!tokens.every(({ auth_time: signedInAt }) => signedInAt >= earliest)) {
    throw new EarlierSignInError();
  }
  return true;
}
