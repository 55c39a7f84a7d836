import type { Tokens } from '@gatehouse/contracts';

/**
 * The `sub` of the user whom Cognito has just given these tokens, for the log. The signature is not checked: the tokens come
 * from Cognito itself over its own connection, and nothing is decided by them.
 */
export function subjectOfTokens({ access_token: accessToken }: Tokens): string | undefined {
  try {
    const [, payload = ''] = accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub?: unknown };
    return typeof claims.sub === 'string' ? claims.sub : undefined;
  } catch {
    return undefined;
  }
}
