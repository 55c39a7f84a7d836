import { ClaimError, type InvalidTokenError } from './invalid-token-errors.js';

/** A claims set as it came out of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** Returns the value if it is of the type, else undefined. */
export type Reader<Value> = (value: unknown) => Value | undefined;

/** @throws ClaimError when the claim is missing or of another type */
export function required<Value>(claims: Claims, name: string, read: Reader<Value>): Value {
  const value = optional(claims, name, read);
  if (value === undefined) throw new ClaimError(`${name} is missing`);
  return value;
}

/** @throws ClaimError when the claim is there and of another type */
export function optional<Value>(
  claims: Claims,
  name: string,
  read: Reader<Value>,
): Value | undefined {
  if (!Object.hasOwn(claims, name)) return undefined;
  const value = read(claims[name]);
  if (value === undefined) throw new ClaimError(`${name} is of the wrong type`);
  return value;
}

/** A string that isn't empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A NumericDate (RFC 7519 §2) as Cognito writes it: whole, positive seconds since the epoch. */
export function wholeSeconds(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}

/** An array of strings. */
export function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
    ? value
    : undefined;
}

/** The entries of a `scope` value (RFC 6749 §3.3), possibly none. */
export function scopeList(value: unknown): readonly string[] | undefined {
  return typeof value === 'string' ? value.split(' ').filter(Boolean) : undefined;
}

/** @throws InvalidTokenError, of the given class, when the condition doesn't hold */
export function demand(
  condition: boolean,
  Refusal: new (detail: string) => InvalidTokenError,
  detail: string,
): asserts condition {
  if (!condition) throw new Refusal(detail);
}
