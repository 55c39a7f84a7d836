import type { Clock } from '@gatehouse/platform-core';
import { equalInConstantTime } from '../constant-time.js';
import { ServiceError } from '../errors.js';
import { randomCode } from '../random.js';
import type { Attributes, CodePurpose, ContactAttribute, SentCode, SentCodes } from './user.js';

const hour = 3_600_000;

/** How long codes are good: an hour to reset a password, a day for the rest (developer guide, "Quotas"). */
const lifetimes: Readonly<Record<CodePurpose, number>> = {
  signUp: 24 * hour,
  passwordReset: hour,
  email: 24 * hour,
  phone_number: 24 * hour,
};

/** The code that proves an attribute of a user who is confirmed is named like the attribute. */
export const purposeOfVerifying = (attribute: ContactAttribute): CodePurpose => attribute;

/**
 * A fresh six-digit code.
 * @param newValue what the attribute is to become once the code is given back
 */
export function newCode(
  clock: Clock,
  purpose: CodePurpose,
  attribute: ContactAttribute,
  newValue?: string,
): SentCode {
  const expiresAt = clock.nowMilliseconds() + lifetimes[purpose];
  return { code: randomCode(), attribute, expiresAt, newValue };
}

/** A user's codes with one more, in the place of the last one for the same purpose. */
export function withCode(
  codes: SentCodes | undefined,
  purpose: CodePurpose,
  sent: SentCode,
): SentCodes {
  return { ...codes, [purpose]: sent };
}

/** A user's codes without that for a purpose: a code is good once. */
export function withoutCode(codes: SentCodes | undefined, purpose: CodePurpose): SentCodes {
  const { [purpose]: _used, ...others } = codes ?? {};
  return others;
}

/** The codes that are still good when attributes change: not those that went to an address the user no longer has. */
export function codesAfterChange(
  codes: SentCodes | undefined,
  before: Attributes,
  after: Attributes,
): SentCodes {
  const good = Object.entries(codes ?? {}).filter(
    ([, { attribute }]) => after[attribute] === before[attribute],
  );
  return Object.fromEntries(good);
}

/**
 * Finds the code that was sent for a purpose and is given back. How often somebody may guess is bounded by the rate of
 * the operation, not here.
 * @throws ExpiredCodeException without a code that is still good, CodeMismatchException for a wrong one.
 */
export function checkCode(
  clock: Clock,
  codes: SentCodes | undefined,
  purpose: CodePurpose,
  given: string,
): SentCode {
  const sent = codes?.[purpose];
  if (sent === undefined || clock.nowMilliseconds() >= sent.expiresAt) throw expiredCode();
  if (!equalInConstantTime(sent.code, given)) throw codeMismatch();
  return sent;
}

export const codeMismatch = () =>
  new ServiceError(
    'CodeMismatchException',
    'Invalid verification code provided, please try again.',
  );

export const expiredCode = () =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
