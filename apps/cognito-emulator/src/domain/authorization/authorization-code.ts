import { ownedByClient, ownedByPool, ownedByUser } from '../owners.js';
import type { Collection } from '../store.js';
import type { ClaimOverrides } from '../token/claim-overrides.js';
import type { Factor } from '../user/factor.js';

/** What a user's sign-in gave a client at the authorization endpoint, before the client has fetched its tokens. */
export interface AuthorizationGrant {
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce?: string | undefined;
  /** The S256 challenge whose verifier the token request has to show. */
  readonly codeChallenge?: string | undefined;
  /** What the access token is bound to (RFC 8707). */
  readonly resource?: string | undefined;
  readonly factors: readonly Factor[];
  /** The `event_id` of its tokens. */
  readonly eventId: string;
  /** When the user proved who they are. */
  readonly authenticatedAt: number;
  /** What the pool's pre token generation function asked for when the user signed in. */
  readonly overrides?: ClaimOverrides | undefined;
}

/** A code that stands for a grant. It is kept when it is used, so that a second use is noticed. */
export interface AuthorizationCode extends AuthorizationGrant {
  /** The digest of the code. */
  readonly id: string;
  readonly expiresAt: number;
  /** The session its tokens are of, once it is used. */
  readonly usedFor?: string | undefined;
}

export const authorizationCodes: Collection<AuthorizationCode> = {
  name: 'authorizationCodes',
  keyOf: (code) => code.id,
  owners: { pool: ownedByPool, user: ownedByUser, client: ownedByClient },
  indexes: {},
};
