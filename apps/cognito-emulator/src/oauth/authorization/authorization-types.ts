import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Change } from '../../domain/store.js';
import type { AuthorizationError, AuthorizationErrorCode } from './authorization-errors.js';
import type { Parameters } from './parameters.js';
import type { ResponseTarget } from './response-location.js';

export type Prompt = 'none' | 'login' | 'select_account' | 'consent';

/** What a client asks for with a user's sign-in, found to be something that it may ask for. */
export interface AuthorizationRequest extends ResponseTarget {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly redirectUri: string;
  readonly responseType: 'code' | 'token';
  readonly scopes: readonly string[];
  readonly state?: string | undefined;
  readonly nonce?: string | undefined;
  /** For the method S256, the only one there is. */
  readonly codeChallenge?: string | undefined;
  /** What the access token is to be bound to (RFC 8707). */
  readonly resource?: string | undefined;
  readonly prompt: readonly Prompt[];
  readonly loginHint?: string | undefined;
  readonly lang?: string | undefined;
  readonly identityProvider?: string | undefined;
  readonly idpIdentifier?: string | undefined;
  /** The levels asked for, any of which will do; none in the Lite plan. */
  readonly acrValues: readonly string[];
  readonly maxAgeSeconds?: number | undefined;
  /** The parameters as they came. */
  readonly parameters: Parameters;
}

/** Makes the error that tells the client at its redirect URI. */
export type Refuse = (code: AuthorizationErrorCode, description?: string) => AuthorizationError;

/** Where the browser goes with what the client asked for, and what has to be kept before it does. */
export interface CompletedAuthorization {
  readonly location: string;
  /** The `event_id` of the tokens it leads to. */
  readonly eventId: string;
  readonly changes: readonly Change[];
}
