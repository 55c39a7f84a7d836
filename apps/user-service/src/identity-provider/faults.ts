import type { FaultKind } from '@gatehouse/platform-core';

/** What callers are told of an exception, and the log. */
export type Fault = readonly [
  kind: FaultKind,
  code: string,
  message: string,
  retryAfterSeconds?: number,
  logReason?: string,
];

/** One response, whatever the reason, which only the log states. */
export const cannotSignIn = (logReason: string): Fault => [
  'refused',
  'invalid_credentials',
  'The username or the password is wrong, or the account cannot sign in. A new account must be confirmed first.',
  undefined,
  logReason,
];
export const invalidCodeFor = (logReason?: string): Fault => [
  'invalid',
  'invalid_code',
  'The code is wrong or has expired. After several attempts, no code is accepted for a while.',
  undefined,
  logReason,
];
export const invalidCode = invalidCodeFor();
export const invalidRefreshToken = [
  'refused',
  'invalid_refresh_token',
  'The refresh token is not valid any more. Sign in again.',
] as const satisfies Fault;
export const noSuchUser = [
  'not_found',
  'user_not_found',
  'There is no such user.',
] as const satisfies Fault;
export const userExists: Fault = [
  'conflict',
  'user_exists',
  'There is an account with this address.',
];
export const notThisSession = [
  'invalid',
  'invalid_refresh_token',
  "The refresh token does not belong to this session, does not work any more, or is of a client whose secret this service does not have. Nothing has ended. Sign out without a refresh token, or with the session's own.",
] as const satisfies Fault;
export const tooManyRequests = [
  'limited',
  'too_many_requests',
  'Try again shortly.',
  5,
] as const satisfies Fault;
export const tooManyAttempts: Fault = ['limited', 'too_many_attempts', 'Try again later.', 60];
/** A response to a challenge whose sign-in is no more. */
export const signInOver = [
  'refused',
  'sign_in_expired',
  'The sign-in has expired or has failed too often. Sign in from the beginning.',
] as const satisfies Fault;
export const otherChallenge = [
  'invalid',
  'other_challenge',
  'The session is of another challenge.',
] as const satisfies Fault;
export const recentPassword: Fault = [
  'invalid',
  'password_policy',
  'The password was used lately. Choose another one.',
];
export const factorUnavailable: Fault = [
  'invalid',
  'factor_unavailable',
  'This factor cannot be used for the account.',
];
export const codeNotSent: Fault = [
  'unavailable',
  'code_not_sent',
  'The code could not be sent. Try again shortly.',
  30,
];
export const stepUpOver: Fault = [
  'forbidden',
  'step_up_required',
  'The step-up is over. Confirm again that it is you: POST /account/step-up.',
];
export const wrongPassword: Fault = ['invalid', 'wrong_password', 'The current password is wrong.'];
export const rejectedPasskey: Fault = [
  'invalid',
  'passkey_rejected',
  'The passkey was not accepted. Begin its registration again.',
];
export const noDevices: Fault = ['invalid', 'no_devices', 'Devices are not remembered here.'];
export const noSuchPasskey = [
  'not_found',
  'passkey_not_found',
  'There is no such passkey.',
] as const satisfies Fault;
