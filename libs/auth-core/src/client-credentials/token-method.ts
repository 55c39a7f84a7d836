import type { PostRequest } from './bounded-post.js';
import type { TokenUnavailableReason } from './token-unavailable.error.js';

/** Where tokens come from: an address, and by which of Cognito's two ways. Exactly one is given. */
export type TokenMethodOptions =
  | {
      /** The token endpoint, `https://<domain>/oauth2/token`. */
      readonly tokenUrl: string;
      readonly getClientTokenUrl?: undefined;
    }
  | {
      /** Cognito's API, `https://cognito-idp.<region>.amazonaws.com/`; needs no domain of the pool. */
      readonly getClientTokenUrl: string;
      readonly tokenUrl?: undefined;
    };

export interface TokenFields {
  readonly token: unknown;
  readonly tokenType: unknown;
  /** Seconds. */
  readonly expiresIn: unknown;
  /** The scopes granted, where the answer names them. */
  readonly scope?: unknown;
}

/** One of Cognito's two ways to give a machine a token. */
export interface TokenMethod {
  request(scopeSet: string, clientSecret: string): PostRequest;
  fields(answer: Readonly<Record<string, unknown>>): TokenFields;
  /** What a refusal means; undefined for one that isn't known. */
  fault(answer: Readonly<Record<string, unknown>>): TokenUnavailableReason | undefined;
}
