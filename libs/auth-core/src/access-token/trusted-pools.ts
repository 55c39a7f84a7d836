/** One user pool whose tokens are taken, and from which of its app clients. */
export interface TrustedPool {
  /** What tokens say, without a trailing slash. */
  readonly issuer: string;
  /** Address of its keys: `jwksUriOf(issuer)`, unless the issuer is not reachable by that name. */
  readonly jwksUri: string;
  readonly clientIds: readonly string[];
  /** Values taken in an `aud` claim, which only some access tokens carry. Absent: the token's own client id. */
  readonly audiences?: readonly string[];
  /**
   * Whether one of two published keys signs access tokens and the other ID tokens, as with Cognito (true). An issuer
   * that signs access tokens with any of two needs false.
   */
  readonly separateKeys?: boolean;
}

/**
 * The address at which Cognito publishes an issuer's keys ("Verifying JSON web tokens", Amazon Cognito developer guide).
 *
 * @param issuer without a slash at its end
 */
export function jwksUriOf(issuer: string): string {
  return `${issuer}/.well-known/jwks.json`;
}

/** `eu-west-1_AbCdEfGhI` out of an issuer: its last path segment. */
export function poolIdOf(issuer: string): string {
  return issuer.slice(issuer.lastIndexOf('/') + 1);
}

const awsIssuer =
  /^https:\/\/(issuer-)?(cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[\w-]+_[0-9a-zA-Z]+)$/;

/**
 * Both names of a pool's issuer: AWS issues under `cognito-idp.<region>` or, once a pool has opted in, under
 * `issuer-cognito-idp.<region>` (IssuerConfiguration of CreateUserPool). An issuer elsewhere has one name.
 */
export function issuerNames(issuer: string): readonly string[] {
  const host = awsIssuer.exec(issuer)?.[2];
  return host === undefined ? [issuer] : [`https://${host}`, `https://issuer-${host}`];
}

/** Trusted pools by each name of their issuer. */
export function poolsByIssuer(pools: readonly TrustedPool[]): ReadonlyMap<string, TrustedPool> {
  return new Map(pools.flatMap((pool) => issuerNames(pool.issuer).map((name) => [name, pool])));
}
