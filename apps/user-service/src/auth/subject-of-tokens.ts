import type { Tokens } from '@gatehouse/contracts';
import { payloadOf } from '../identity-provider/session-of-token.js';

/**
 * The `sub` of the user whom Cognito has just given these tokens, for the log. The signature is not checked: the tokens come
 * from Cognito itself over its own connection, and nothing is decided by them.
 */
export function subjectOfTokens({ access_token: accessToken }: Tokens): string | undefined {
  const claims = payloadOf(accessToken) as { readonly sub?: unknown } | null | undefined;
  return typeof claims?.sub === 'string' ? claims.sub : undefined;
}
