import type { Clock } from '@gatehouse/platform-core';
import { equalInConstantTime } from '../constant-time.js';
import { ServiceError } from '../errors.js';
import { randomCode } from '../random.js';
import type { ConfirmationCode } from './user.js';

const lifetimeMilliseconds = 24 * 3_600_000;

/** A fresh six-digit code, good for 24 hours (developer guide, "Quotas"). */
export function newConfirmationCode(
  clock: Clock,
  attribute: ConfirmationCode['attribute'],
): ConfirmationCode {
  const expiresAt = clock.nowMilliseconds() + lifetimeMilliseconds;
  return { code: randomCode(), attribute, expiresAt };
}

/** @throws ExpiredCodeException without a code that is still good, CodeMismatchException on a wrong one. */
export function checkConfirmationCode(
  clock: Clock,
  pending: ConfirmationCode | undefined,
  given: string,
): ConfirmationCode {
  if (pending === undefined || clock.nowMilliseconds() >= pending.expiresAt) throw expiredCode();
  if (!equalInConstantTime(pending.code, given))
    throw new ServiceError(
      'CodeMismatchException',
      'Invalid verification code provided, please try again.',
    );
  return pending;
}

export const expiredCode = () =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
