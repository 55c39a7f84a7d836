import {
  type Claims,
  optional,
  type Reader,
  required,
  strings,
  text,
  wholeSeconds,
} from './claims.js';

/** How tokens spell one property of a principal. */
export interface CarriedClaim {
  /** The claim of a Cognito access token; absent: the property is derived, not copied. */
  readonly accessToken?: string;
  /** The member of the object in the Txn-Token that the table stands for. */
  readonly txnToken: string;
  /** Returns a value of the claim's type, undefined for any other value. */
  readonly read: Reader<unknown>;
  /** Whether a Txn-Token without the claim is rejected. */
  readonly isRequired?: true;
  /** The property's value where a token lacks the claim. */
  readonly whenAbsent?: readonly never[];
}

type CarriedClaims = Readonly<Record<string, CarriedClaim>>;

/** What `tctx` states about every caller. */
export const callerClaims = {
  /** The pool that issued the token, such as `eu-west-1_AbCdEfGhI`. With `subject` it identifies the caller for good. */
  poolId: { txnToken: 'pool_id', read: text, isRequired: true },
  /** The app client the token was issued to. */
  clientId: { txnToken: 'client_id', read: text, isRequired: true },
} as const satisfies CarriedClaims;

/**
 * What an access token and `tctx` state about a user. A row is all that a claim needs: `UserPrincipal`, the claim policy of
 * access tokens and both directions of Txn-Tokens are derived from this table.
 */
export const userClaims = {
  username: { accessToken: 'username', txnToken: 'username', read: text, isRequired: true },
  /** Without the group that Cognito creates for an identity provider, which is not a right. */
  groups: { accessToken: 'cognito:groups', txnToken: 'groups', read: strings, whenAbsent: [] },
  /** The identity provider a federated user signed in with; absent for users of the pool's own. */
  identityProvider: { txnToken: 'identity_provider', read: text },
  /** When the user last authenticated, in seconds since the epoch. */
  authTime: { accessToken: 'auth_time', txnToken: 'auth_time', read: wholeSeconds },
  /** The level of that authentication; absent: unknown. */
  acr: { accessToken: 'acr', txnToken: 'acr', read: text },
  /** The methods of that authentication; absent: unknown. */
  amr: { accessToken: 'amr', txnToken: 'amr', read: strings },
  /** Identifies the sign-in; all tokens of one sign-in share it. */
  originJti: { accessToken: 'origin_jti', txnToken: 'origin_jti', read: text },
} as const satisfies CarriedClaims;

/** What `rctx` states about the request. */
export const requestClaims = {
  /** The caller's address as the gateway saw it. */
  clientAddress: { txnToken: 'req_ip', read: text },
} as const satisfies CarriedClaims;

type ValueOf<Row extends CarriedClaim> = NonNullable<ReturnType<Row['read']>>;

type PresentIn<Table extends CarriedClaims> = {
  [Name in keyof Table]: Table[Name] extends
    { readonly isRequired: true } | { readonly whenAbsent: unknown }
    ? Name
    : never;
}[keyof Table];

/** The properties of a principal that a table stands for. */
export type CarriedProperties<Table extends CarriedClaims> = {
  readonly [Name in keyof Pick<Table, PresentIn<Table>>]: ValueOf<Table[Name]>;
} & {
  readonly [Name in keyof Omit<Table, PresentIn<Table>>]?: ValueOf<Table[Name]>;
};

/** The object of a Txn-Token that a table stands for. */
export type TxnTokenObject<Table extends CarriedClaims> = {
  readonly [Name in keyof Table as Table[Name]['txnToken']]?: ValueOf<Table[Name]>;
};

/** The user's properties in an access token. A machine's token has no `username`. */
export type AccessTokenUser = Partial<CarriedProperties<typeof userClaims>> &
  Pick<CarriedProperties<typeof userClaims>, 'groups'>;

type Mutable = Record<string, unknown>;

// Loops and Object.assign, here and in the callers: an object spread of this size takes tens of microseconds on Node 20, and
// every new token would pay for it.

/**
 * The user's properties in an access token.
 *
 * @throws ClaimError for a claim of the wrong type
 */
export function accessTokenUser(claims: Claims): AccessTokenUser {
  const properties: Mutable = {};
  for (const [property, { accessToken, read, whenAbsent }] of Object.entries<CarriedClaim>(
    userClaims,
  )) {
    if (accessToken === undefined) continue;
    properties[property] = frozen(optional(claims, accessToken, read) ?? whenAbsent);
  }
  return properties as unknown as AccessTokenUser;
}

/** The user's properties alone, of an object that has others too. */
export function pickUser(from: AccessTokenUser): AccessTokenUser {
  const properties: Mutable = {};
  for (const property of Object.keys(userClaims)) {
    properties[property] = (from as Mutable)[property];
  }
  return properties as unknown as AccessTokenUser;
}

/**
 * The properties of a principal in an object of a Txn-Token.
 *
 * @throws ClaimError for a required claim that is missing and for a claim of the wrong type
 */
export function decodeClaims<Table extends CarriedClaims>(
  table: Table,
  claims: Claims,
): CarriedProperties<Table> {
  const properties: Mutable = {};
  for (const [property, { txnToken, read, isRequired, whenAbsent }] of Object.entries(table)) {
    const value = (isRequired ? required : optional)(claims, txnToken, read);
    properties[property] = frozen(value ?? whenAbsent);
  }
  return properties as CarriedProperties<Table>;
}

/** The object of a Txn-Token for the properties of a principal. Absent properties are undefined, which JSON leaves out. */
export function encodeClaims<Table extends CarriedClaims>(
  table: Table,
  properties: CarriedProperties<Table>,
): TxnTokenObject<Table> {
  const claims: Mutable = {};
  for (const [property, { txnToken }] of Object.entries(table)) {
    claims[txnToken] = (properties as Mutable)[property];
  }
  return claims as TxnTokenObject<Table>;
}

/** A principal is cached and shared by many requests. */
function frozen(value: unknown): unknown {
  return Array.isArray(value) ? Object.freeze(value) : value;
}
