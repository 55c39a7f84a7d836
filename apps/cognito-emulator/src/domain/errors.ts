/**
 * A refusal in Cognito's own words: its exception type and its text. The text is public, so it never holds a
 * secret, a token, a code or an attribute's value.
 */
export class ServiceError extends Error {
  constructor(
    /** Cognito's exception type, such as `NotAuthorizedException`. */
    readonly code: string,
    readonly publicMessage: string,
    /** The path of the CloudFormation property with the rejected setting, such as `LambdaConfig`. */
    readonly property?: string,
  ) {
    super(publicMessage);
    this.name = code;
  }
}

export const notAuthorized = (text: string) => new ServiceError('NotAuthorizedException', text);

export const invalidParameter = (text: string) =>
  new ServiceError('InvalidParameterException', text);

/** An error about one setting of a user pool, named by the path of its CloudFormation property. */
export const invalidSetting = (property: string, text: string) =>
  new ServiceError('InvalidParameterException', text, property);

/** One text for a wrong password and, where a client hides who exists, for an unknown user. */
export const incorrectUsernameOrPassword = () => notAuthorized('Incorrect username or password.');

export const userNotFound = (text = 'User does not exist.') =>
  new ServiceError('UserNotFoundException', text);

export const passwordResetRequired = () =>
  new ServiceError('PasswordResetRequiredException', 'Password reset required for the user');

export const poolNotFound = (poolId: string) =>
  new ServiceError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);

export const clientNotFound = (clientId: string) =>
  new ServiceError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);

export const limitExceededBy = (text: string) => new ServiceError('LimitExceededException', text);

export const limitExceeded = () =>
  limitExceededBy('Attempt limit exceeded, please try after some time.');

export const clientSecretNotFound = () =>
  new ServiceError('ResourceNotFoundException', 'Client secret does not exist.');

export const tooManyRequests = () => new ServiceError('TooManyRequestsException', 'Rate exceeded');

export const internalError = () =>
  new ServiceError('InternalErrorException', 'An internal error occurred.');

/** Part of Cognito that the emulator knows of and does not have. */
export const unsupported = (what: string) =>
  new ServiceError(
    'UnsupportedOperationException',
    `${what} is not supported by the Cognito emulator.`,
  );
