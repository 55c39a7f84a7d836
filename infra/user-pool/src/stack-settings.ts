/** What a team may choose differently for its pool. AWS and the emulator get the same choice. */
export interface StackSettings {
  /**
   * Whether users' access tokens carry `aws.cognito.signin.user.admin`, with which their holder changes the account at
   * Cognito without a password. Amplify's account functions need it (docs/how-to/amplify.md); a stolen token then
   * becomes the account (docs/decisions/0010-access-tokens-without-self-service.md).
   */
  readonly allowSelfServiceScope: boolean;
}

/** The choice that the committed template and `cdk deploy` are made with. */
export const stackSettings: StackSettings = { allowSelfServiceScope: false };
