import type { AccessTokenVerifierOptions, TxnTokenVerifierOptions } from '@gatehouse/auth-core';

/** How an app tells who calls. Exactly one of the two ways is given. */
export type AuthOptions = EdgeAuthOptions | ServiceAuthOptions;

interface AnyAuthOptions {
  /** Every scope there is. A route that asks for another stops the start. */
  readonly scopeVocabulary: readonly string[];
}

/** At the edge callers show Cognito access tokens. */
export interface EdgeAuthOptions extends AnyAuthOptions {
  readonly accessTokens: AccessTokenVerifierOptions;
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
