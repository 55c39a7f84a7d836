import type { DomainError, FaultKind } from '@gatehouse/platform-core';
import { IdentityProviderRefusal, IdentityProviderUnavailableError } from './errors.js';

type Fault = readonly [
  kind: FaultKind,
  code: string,
  message: string,
  retryAfterSeconds?: number,
  logReason?: string,
];
type FaultTable = ReadonlyMap<string, Fault>;

/** One response, whatever the reason, which only the log states. */
const cannotSignIn = (logReason: string): Fault => [
  'refused',
  'invalid_credentials',
  'The username or the password is wrong, or the account cannot sign in. A new account must be confirmed first.',
  undefined,
  logReason,
];
const invalidCodeFor = (logReason?: string): Fault => [
  'invalid',
  'invalid_code',
  'The code is wrong or has expired. After several attempts, no code is accepted for a while.',
  undefined,
  logReason,
];
const invalidCode = invalidCodeFor();
const invalidRefreshToken: Fault = [
  'refused',
  'invalid_refresh_token',
  'The refresh token is not valid any more. Sign in again.',
];
export const noSuchUser = [
  'not_found',
  'user_not_found',
  'There is no such user.',
] as const satisfies Fault;
const userExists: Fault = ['conflict', 'user_exists', 'There is an account with this address.'];
export const notThisSession = [
  'invalid',
  'invalid_refresh_token',
  "The refresh token does not belong to this session, does not work any more, or is of a client whose secret this service does not have. Nothing has ended. Sign out without a refresh token, or with the session's own.",
] as const satisfies Fault;
export const tooManyRequests = ['limited', 'too_many_requests', 'Try again shortly.', 5] as const;
const tooManyAttempts: Fault = ['limited', 'too_many_attempts', 'Try again later.', 60];

/** What Cognito's exceptions mean whatever the operation. */
const faults: FaultTable = new Map<string, Fault>([
  ['UsernameExistsException', userExists],
  ['AliasExistsException', userExists],
  [
    'UserNotConfirmedException',
    ['forbidden', 'user_not_confirmed', 'The account is not confirmed yet.'],
  ],
  [
    'PasswordResetRequiredException',
    ['forbidden', 'password_reset_required', 'The password must be reset first.'],
  ],
  ['CodeMismatchException', invalidCode],
  ['ExpiredCodeException', invalidCode],
  ['LimitExceededException', tooManyAttempts],
  ['TooManyFailedAttemptsException', tooManyAttempts],
  ['TooManyRequestsException', tooManyRequests],
  ['RefreshTokenReuseException', invalidRefreshToken],
  [
    'InvalidParameterException',
    ['invalid', 'invalid_request', 'The identity provider does not take this.'],
  ],
  // A trigger of the pool said no. Its text is for whoever wrote it, not for callers.
  [
    'UserLambdaValidationException',
    ['forbidden', 'refused_by_policy', 'This is not allowed here.'],
  ],
]);

const notThisUser = (fault: Fault): FaultTable =>
  new Map([
    ['NotAuthorizedException', fault],
    ['UserNotFoundException', fault],
  ]);

/**
 * The rejections of a sign-in that Cognito may state before it has checked the password: an account that is not
 * confirmed or must reset its password, and the verdict of a pre authentication trigger (developer guide, "Managing error
 * responses" and "Pre authentication Lambda trigger"). All become one response, so that a caller who does not know the
 * password learns nothing about the account.
 */
const signInFaults: FaultTable = new Map([
  ['NotAuthorizedException', cannotSignIn('invalid_credentials')],
  ['UserNotFoundException', cannotSignIn('invalid_credentials')],
  ['UserNotConfirmedException', cannotSignIn('user_not_confirmed')],
  ['PasswordResetRequiredException', cannotSignIn('password_reset_required')],
  ['UserLambdaValidationException', cannotSignIn('refused_by_policy')],
  ['UnsupportedUserStateException', cannotSignIn('unsupported_user_state')],
  ['InvalidParameterException', cannotSignIn('invalid_request')],
  ['CodeDeliveryFailureException', cannotSignIn('code_not_sent')],
]);

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
const recentPassword: Fault = [
  'invalid',
  'password_policy',
  'The password was used lately. Choose another one.',
];
const factorUnavailable: Fault = [
  'invalid',
  'factor_unavailable',
  'This factor cannot be used for the account.',
];

const codeNotSent: Fault = [
  'unavailable',
  'code_not_sent',
  'The code could not be sent. Try again shortly.',
  30,
];

/**
 * The rejections of a response after the first factor, and of a code. An account that is disabled or deleted meanwhile
 * looks like an expired sign-in.
 */
const challengeFaults: FaultTable = new Map<string, Fault>([
  ...[
    'NotAuthorizedException',
    'UserNotFoundException',
    'UserNotConfirmedException',
    'PasswordResetRequiredException',
  ].map((name): [string, Fault] => [name, signInOver]),
  ['EnableSoftwareTokenMFAException', invalidCode],
  ['PasswordHistoryPolicyViolationException', recentPassword],
  ['MFAMethodNotFoundException', factorUnavailable],
  ['SoftwareTokenMFANotFoundException', factorUnavailable],
  ['CodeDeliveryFailureException', codeNotSent],
]);

/** The rejections of WebAuthn that say that a passkey does not prove its user (SDK, RespondToAuthChallenge). */
const webAuthnExceptions = [
  'WebAuthnChallengeNotFoundException',
  'WebAuthnClientMismatchException',
  'WebAuthnCredentialNotSupportedException',
  'WebAuthnNotEnabledException',
  'WebAuthnOriginNotAllowedException',
  'WebAuthnRelyingPartyMismatchException',
];

/**
 * The rejections of a code for an account that is named: one response for wrong codes and for accounts that wait for none
 * or have had too many attempts, which Cognito counts for existing accounts alone (developer guide, "Quotas").
 */
const codeFaults: FaultTable = new Map(
  [
    'InvalidParameterException',
    'LimitExceededException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'TooManyFailedAttemptsException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ].map((name) => [name, invalidCodeFor(name)]),
);

const stepUpOver: Fault = [
  'forbidden',
  'step_up_required',
  'The step-up is over. Confirm again that it is you: POST /account/step-up.',
];
const wrongPassword: Fault = ['invalid', 'wrong_password', 'The current password is wrong.'];
const rejectedPasskey: Fault = [
  'invalid',
  'passkey_rejected',
  'The passkey was not accepted. Begin its registration again.',
];

const noDevices: Fault = ['invalid', 'no_devices', 'Devices are not remembered here.'];
/** What users may be told of their own account, when they have proved who they are. */
const ownAccountFaults: FaultTable = new Map<string, Fault>([
  ...[
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ].map((name): [string, Fault] => [name, stepUpOver]),
  ['EnableSoftwareTokenMFAException', invalidCode],
  ['PasswordHistoryPolicyViolationException', recentPassword],
  ['SoftwareTokenMFANotFoundException', factorUnavailable],
  ['WebAuthnNotEnabledException', factorUnavailable],
  ['OperationNotEnabledException', factorUnavailable],
  ['CodeDeliveryFailureException', codeNotSent],
]);

/** What an exception means in one operation. Whether an account exists can't be told from confirming or signing in. */
export const faultsOf = {
  signUp: notThisUser(['forbidden', 'sign_up_refused', 'Signing up is not possible.']),
  confirmSignUp: codeFaults,
  resendCode: new Map<string, Fault>(),
  forgotPassword: new Map<string, Fault>(),
  resetPassword: new Map([
    ...codeFaults,
    ['PasswordHistoryPolicyViolationException', recentPassword],
  ]),
  signIn: signInFaults,
  signInOnDevice: new Map<string, Fault>([
    ...signInFaults,
    ['ResourceNotFoundException', ['invalid', 'unknown_device', 'The device is not remembered.']],
  ]),
  proveIdentity: new Map<string, Fault>([
    ...signInFaults,
    ...['CodeDeliveryFailureException', 'ResourceNotFoundException', ...webAuthnExceptions].map(
      (name): [string, Fault] => [name, cannotSignIn(name)],
    ),
  ]),
  respondToChallenge: challengeFaults,
  changePassword: new Map<string, Fault>([
    ...ownAccountFaults,
    ['NotAuthorizedException', wrongPassword],
  ]),
  changeAccount: ownAccountFaults,
  registerPasskey: new Map<string, Fault>([
    ...ownAccountFaults,
    ...webAuthnExceptions.map((name): [string, Fault] => [name, rejectedPasskey]),
    ['InvalidParameterException', rejectedPasskey],
  ]),
  removePasskey: new Map<string, Fault>([
    ...ownAccountFaults,
    ['ResourceNotFoundException', ['not_found', 'passkey_not_found', 'There is no such passkey.']],
  ]),
  manageDevices: new Map<string, Fault>([
    ...ownAccountFaults,
    [
      'DeviceKeyExistsException',
      ['conflict', 'device_exists', 'The device is remembered already.'],
    ],
    ['InvalidUserPoolConfigurationException', noDevices],
    ['ResourceNotFoundException', ['not_found', 'device_not_found', 'There is no such device.']],
  ]),
  refresh: notThisUser(invalidRefreshToken),
  proveSession: new Map<string, Fault>(
    [
      'InvalidParameterException',
      'NotAuthorizedException',
      'PasswordResetRequiredException',
      'RefreshTokenReuseException',
      'ResourceNotFoundException',
      'UnauthorizedException',
      'UnsupportedTokenTypeException',
      'UserLambdaValidationException',
      'UserNotConfirmedException',
      'UserNotFoundException',
    ].map((name) => [name, notThisSession]),
  ),
  revoke: new Map<string, Fault>(),
  manageUser: new Map<string, Fault>([['UserNotFoundException', noSuchUser]]),
} satisfies Record<string, FaultTable>;

/**
 * What went wrong in a call to Cognito, told by the exception's name: Cognito's HTTP statuses and texts change,
 * its types don't. The one text passed on says which rule of the pool's password policy was broken.
 */
export function cognitoFault(error: unknown, ofOperation: FaultTable): DomainError {
  if (error instanceof IdentityProviderRefusal) return error;
  if (error instanceof IdentityProviderUnavailableError) return error;
  const { name, message, code: cause } = error as Error & { readonly code?: string };
  if (name === 'InvalidPasswordException') {
    return new IdentityProviderRefusal('invalid', 'password_policy', message);
  }
  const fault = ofOperation.get(name) ?? faults.get(name);
  if (!fault) return new IdentityProviderUnavailableError(cause ?? name);
  const [kind, code, text, retryAfterSeconds, logReason = code] = fault;
  const refusal = new IdentityProviderRefusal(kind, code, text, retryAfterSeconds);
  return refusal.withLogReason(logReason);
}

/**
 * Calls Cognito for one operation.
 *
 * @throws DomainError what `cognitoFault` makes of the call's error
 */
export async function callCognito<Answer>(
  operation: keyof typeof faultsOf,
  send: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    throw cognitoFault(error, faultsOf[operation]);
  }
}
