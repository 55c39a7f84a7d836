import type { AccessTokenVerifierOptions, TxnTokenVerifierOptions } from '@gatehouse/auth-core';
import type { ElevatedRights } from './elevated-rights.js';
import type { TokenExtractor } from './extractors/token-extractor.js';
import type { OnRefusal } from './refusal.js';

/** How an app tells who calls. Exactly one of the two ways is given. */
export type AuthOptions = EdgeAuthOptions | ServiceAuthOptions;

interface AnyAuthOptions {
  /** Every scope there is. A route that asks for another stops the start. */
  readonly scopeVocabulary: readonly string[];
  /** Rights that count for users only after a sign-in of a level and an age; absent: none. */
  readonly elevatedRights?: ElevatedRights;
  /** For whoever counts refusals. */
  readonly onRefusal?: OnRefusal;
}

/** At the edge callers show Cognito access tokens. */
export interface EdgeAuthOptions extends AnyAuthOptions {
  readonly accessTokens: AccessTokenVerifierOptions & {
    /** Where in a request the token is; absent: `bearerToken`, the Authorization header alone. */
    readonly extractToken?: TokenExtractor;
  };
}

/** Behind the gateway callers show Txn-Tokens, and peers their own access tokens. */
export interface ServiceAuthOptions extends AnyAuthOptions {
  readonly txnTokens: TxnTokenVerifierOptions & {
    /** The name Txn-Tokens for this service carry. */
    readonly audience: string;
  };
  readonly peers?: {
    /** The name of each peer by its client id. */
    readonly names: Readonly<Record<string, string>>;
    readonly accessTokens: AccessTokenVerifierOptions;
  };
}
