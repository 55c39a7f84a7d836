import type { UserPool } from '../../domain/pool/user-pool.js';
import type { UserPoolClient } from '../../domain/pool/user-pool-client.js';
import type { Services } from '../../operations/services.js';

export interface GrantRequest {
  readonly pool: UserPool;
  /** Already authenticated. */
  readonly client: UserPoolClient;
  readonly form: ReadonlyMap<string, string>;
}

export interface TokenResponse {
  readonly id_token?: string | undefined;
  readonly access_token: string;
  readonly refresh_token?: string | undefined;
  /** Seconds. */
  readonly expires_in: number;
  readonly token_type: 'Bearer';
}

/** One value of `grant_type` at the token endpoint. */
export interface Grant {
  readonly name: string;
  /** @throws OAuthError for what is refused; nothing has changed then. */
  handle(services: Services, request: GrantRequest): Promise<TokenResponse>;
}
