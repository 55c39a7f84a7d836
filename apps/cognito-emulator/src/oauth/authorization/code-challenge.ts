import { createHash } from 'node:crypto';
import { equalInConstantTime } from '../../domain/constant-time.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Services } from '../../operations/services.js';
import type { Refuse } from './authorization-types.js';
import type { Parameters } from './parameters.js';

/** A SHA-256 digest in base64url (RFC 7636 §4.2). */
const challengeForm = /^[\w-]{43}$/;

/** What code verifiers look like (RFC 7636 §4.1). */
const verifierForm = /^[\w.~-]{43,128}$/;

/**
 * The code challenge of a request. Only S256 is known, and a challenge without its method is one by the method `plain`
 * (developer guide, "Authorize endpoint"; RFC 7636 §4.3).
 */
export function pkceIn(
  { requiresPkce }: Pick<Services, 'requiresPkce'>,
  client: UserPoolClient,
  parameters: Parameters,
  refuse: Refuse,
): { readonly codeChallenge?: string | undefined } {
  const { code_challenge: codeChallenge, code_challenge_method: method } = parameters;
  if (codeChallenge === undefined && method === undefined) {
    const isPublicCode = client.secrets.length === 0 && parameters.response_type === 'code';
    if (requiresPkce && isPublicCode) throw refuse('invalid_request', 'code_challenge is missing.');
    return {};
  }
  if (method !== 'S256') throw refuse('invalid_request', 'code_challenge_method must be S256.');
  if (!challengeForm.test(codeChallenge ?? ''))
    throw refuse('invalid_request', 'code_challenge is no SHA-256 digest in base64url.');
  return { codeChallenge };
}

/**
 * Whether a token request shows the verifier of a code's challenge. A verifier for a code that was asked for without a
 * challenge is as wrong as a missing one: somebody has slipped in a code of another request (RFC 9700 §2.1.1).
 */
export function provesCodeChallenge(
  challenge: string | undefined,
  verifier: string | undefined,
): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier;
  const digest = createHash('sha256').update(verifier).digest('base64url');
  return verifierForm.test(verifier) && equalInConstantTime(digest, challenge);
}
