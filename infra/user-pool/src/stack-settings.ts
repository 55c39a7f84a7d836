/** What a team may choose differently for its pool. AWS and the emulator get the same choice. */
export interface StackSettings {
  /**
   * Whether users' access tokens carry `aws.cognito.signin.user.admin`, with which their holder changes the account at
   * Cognito without a password. Amplify's account functions need it (docs/how-to/amplify.md); a stolen token then
   * becomes the account (docs/decisions/0010-access-tokens-without-self-service.md).
   */
  readonly allowSelfServiceScope: boolean;
  /**
   * Whether Cognito rejects passwords that are known from leaks, at sign-up, sign-in and change of password. The pool is
   * then of tier Plus, which AWS bills by active user. Cognito sets a user whose sign-in it rejects to `RESET_REQUIRED`,
   * and cannot check a sign-in by SRP (developer guide, "Working with compromised-credentials detection"). The emulator
   * stores the setting and rejects no password for it.
   */
  readonly compromisedCredentials: boolean;
  /**
   * Whether users may have a second factor (`optional`), or must set one up at their first sign-in (`required`). The
   * choice decides which first factors, recovery and devices the pool has (factors.ts).
   */
  readonly mfa: 'optional' | 'required';
}

/** The choice that the committed template and `cdk deploy` are made with. */
export const stackSettings: StackSettings = {
  allowSelfServiceScope: false,
  compromisedCredentials: false,
  mfa: 'optional',
};
