import { fields } from '@gatehouse/platform-core';

/** The usual limits of a verifier of tokens. This library knows no verifier, so that an app states them. */
interface UsualLimits {
  readonly claims: { readonly clockSkewSeconds: number };
  readonly keys: {
    readonly freshSeconds: number;
    readonly coolDownSeconds: number;
    readonly staleSeconds: number;
  };
  readonly jwks: {
    readonly maxBytes: number;
    readonly maxKeys: number;
    readonly timeoutMilliseconds: number;
  };
  readonly verifiedTokens: { readonly maxAgeSeconds: number; readonly maxCharacters: number };
}

/** The settings of an app that verifies tokens, read by `accessTokenLimitsOf` and `txnTokenLimitsOf`. */
export const verificationSettings = ({ claims, keys, jwks, verifiedTokens }: UsualLimits) => ({
  JWKS_CACHE_SECONDS: fields
    .seconds(keys.freshSeconds, { min: 10 })
    .describe("Cognito's keys are fetched again after so long, in the background."),
  JWKS_COOL_DOWN_SECONDS: fields
    .seconds(keys.coolDownSeconds, { min: 1, max: 300 })
    .describe("The shortest time between two fetches of Cognito's keys for an unknown `kid`."),
  JWKS_STALE_SECONDS: fields
    .seconds(keys.staleSeconds, { max: 604_800 })
    .describe("How long Cognito's keys are used while they cannot be fetched again."),
  JWKS_TIMEOUT_SECONDS: fields
    .seconds(jwks.timeoutMilliseconds / 1_000, { min: 1, max: 60 })
    .describe('The longest time of a fetch of keys.'),
  JWKS_LIMIT_BYTES: fields
    .bytes(jwks.maxBytes, { min: 1_024, max: 16_777_216 })
    .describe('The largest response with keys.'),
  JWKS_MAX_KEYS: fields
    .count(jwks.maxKeys, { max: 1_000 })
    .describe('The most keys in such a response.'),
  CLOCK_SKEW_SECONDS: fields
    .seconds(claims.clockSkewSeconds, { max: 60 })
    .describe("The difference allowed between Cognito's clock and that of the app."),
  TOKEN_CACHE_SECONDS: fields
    .seconds(verifiedTokens.maxAgeSeconds, { max: 3_600 })
    .describe(
      'How long a verified token is remembered, but not past its `exp`; 0 verifies it each time.',
    ),
  TOKEN_CACHE_CHARACTERS: fields
    .count(verifiedTokens.maxCharacters, { min: 0, max: 1_073_741_824 })
    .describe('The most characters of tokens remembered at once, in each cache.'),
});

type VerificationConfig = Readonly<Record<keyof ReturnType<typeof verificationSettings>, number>>;

/** The `limits` of a verifier of Cognito's access tokens. */
export function accessTokenLimitsOf(config: VerificationConfig) {
  return {
    claims: { clockSkewSeconds: config.CLOCK_SKEW_SECONDS },
    keys: {
      freshSeconds: config.JWKS_CACHE_SECONDS,
      coolDownSeconds: config.JWKS_COOL_DOWN_SECONDS,
      staleSeconds: config.JWKS_STALE_SECONDS,
      jwks: jwksLimitsOf(config),
    },
    verifiedTokens: verifiedTokenLimitsOf(config),
  };
}

/**
 * The `limits` of a verifier of Txn-Tokens. How long their keys are cached and used through an outage is no setting: the
 * gateway's rotation of keys relies on it.
 */
export function txnTokenLimitsOf(config: VerificationConfig) {
  return {
    keys: { jwks: jwksLimitsOf(config) },
    verifiedTokens: verifiedTokenLimitsOf(config),
  };
}

function jwksLimitsOf(config: VerificationConfig) {
  return {
    maxBytes: config.JWKS_LIMIT_BYTES,
    maxKeys: config.JWKS_MAX_KEYS,
    timeoutMilliseconds: config.JWKS_TIMEOUT_SECONDS * 1_000,
  };
}

function verifiedTokenLimitsOf(config: VerificationConfig) {
  return {
    maxAgeSeconds: config.TOKEN_CACHE_SECONDS,
    maxCharacters: config.TOKEN_CACHE_CHARACTERS,
  };
}
