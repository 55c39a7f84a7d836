import {
  type CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserPrincipal } from '@gatehouse/auth-core';
import type { ResetPassword, SignedUp, Tokens } from '@gatehouse/contracts';
import { Logger } from '@nestjs/common';
import { callCognito } from './cognito-faults.js';
import { notThisSession } from './faults.js';
import { IdentityProviderRefusal, IdentityProviderUnavailableError } from './errors.js';
import { type AppClient, secretHash } from './secret-hash.js';
import { isOfSession } from './session-of-token.js';
import { tokensOf } from './tokens-of.js';

/**
 * Cognito, as far as users sign up, in and out through this service.
 *
 * All methods throw IdentityProviderRefusal when the user or what they sent is at fault, and
 * IdentityProviderUnavailableError when Cognito is or this service.
 */
export class IdentityProvider {
  private readonly logger = new Logger('identity provider');

  constructor(
    private readonly client: CognitoIdentityProviderClient,
    private readonly app: AppClient,
    /** The pool the app client belongs to. */
    readonly poolId: string,
  ) {}

  async signUp(email: string, password: string): Promise<SignedUp> {
    const { UserSub, UserConfirmed, CodeDeliveryDetails } = await callCognito('signUp', () =>
      this.client.send(
        new SignUpCommand({
          ...this.clientProof(email),
          Username: email,
          Password: password,
          UserAttributes: [{ Name: 'email', Value: email }],
        }),
      ),
    );
    if (UserSub === undefined) throw new IdentityProviderUnavailableError('incomplete answer');
    const { DeliveryMedium: medium, Destination: destination } = CodeDeliveryDetails ?? {};
    const delivery = medium && destination ? { medium, destination } : null;
    return { userId: UserSub, confirmed: UserConfirmed ?? false, delivery };
  }

  async confirmSignUp(email: string, code: string): Promise<void> {
    await callCognito('confirmSignUp', () =>
      this.client.send(
        new ConfirmSignUpCommand({
          ...this.clientProof(email),
          Username: email,
          ConfirmationCode: code,
        }),
      ),
    );
  }

  /**
   * Sends a new code where one is due. Callers cannot tell whether there is such an account, whether it waits for a code,
   * or whether the code could be delivered; the last is in the log.
   */
  async resendCode(email: string): Promise<void> {
    const request = { ...this.clientProof(email), Username: email };
    await this.sendCode('resendCode', () =>
      this.client.send(new ResendConfirmationCodeCommand(request)),
    );
  }

  /** Sends a code that resets the password, to where the pool's account recovery says. Otherwise as `resendCode`. */
  async forgotPassword(email: string): Promise<void> {
    const request = { ...this.clientProof(email), Username: email };
    await this.sendCode('forgotPassword', () =>
      this.client.send(new ForgotPasswordCommand(request)),
    );
  }

  async resetPassword({ email, code, password }: ResetPassword): Promise<void> {
    const request = {
      ...this.clientProof(email),
      Username: email,
      ConfirmationCode: code,
      Password: password,
    };
    await callCognito('resetPassword', () =>
      this.client.send(new ConfirmForgotPasswordCommand(request)),
    );
  }

  /**
   * New tokens, a new refresh token among them. This operation takes the client's secret itself.
   *
   * @param deviceKey the remembered device on which the session began
   */
  async refresh(refreshToken: string, deviceKey?: string): Promise<Tokens> {
    const request = {
      RefreshToken: refreshToken,
      DeviceKey: deviceKey,
      ...this.clientOf(this.app.id),
    };
    const answer = await callCognito('refresh', () =>
      this.client.send(new GetTokensFromRefreshTokenCommand(request)),
    );
    return tokensOf(answer.AuthenticationResult, refreshToken);
  }

  /**
   * Proves that a refresh token is of this user's session. Cognito shows whose a refresh token is only when it is used, so
   * a client with rotation needs another one afterwards, whatever the outcome.
   *
   * @returns the session's refresh tokens that may work now, the newest first
   * @throws IdentityProviderRefusal `invalid_refresh_token` when the token does not work or is of another session
   */
  async proveSession(user: UserPrincipal, refreshToken: string): Promise<readonly string[]> {
    const { clientId, originJti } = user;
    if (originJti === undefined) throw new IdentityProviderRefusal(...notThisSession);
    const request = { RefreshToken: refreshToken, ...this.clientOf(clientId) };
    const { AuthenticationResult: result } = await callCognito('proveSession', () =>
      this.client.send(new GetTokensFromRefreshTokenCommand(request)),
    );
    if (!isOfSession(result?.AccessToken, user)) {
      throw new IdentityProviderRefusal(...notThisSession);
    }
    return [...(result?.RefreshToken === undefined ? [] : [result.RefreshToken]), refreshToken];
  }

  /** Revokes refresh tokens of one client. One that does not work any more is not an error. */
  async revoke(refreshTokens: readonly string[], clientId: string): Promise<void> {
    for (const token of refreshTokens) {
      const command = new RevokeTokenCommand({ Token: token, ...this.clientOf(clientId) });
      await callCognito('revoke', () => this.client.send(command).catch(ignoreRevoked));
    }
  }

  /** Revokes a refresh token of this service's own app client. */
  revokeOwn(refreshToken: string): Promise<void> {
    return this.revoke([refreshToken], this.app.id);
  }

  private async sendCode(
    operation: 'resendCode' | 'forgotPassword',
    send: () => Promise<object>,
  ): Promise<void> {
    await callCognito(operation, () =>
      send().catch((error: unknown) => {
        const name = String((error as { name?: unknown }).name);
        if (!onlyForSomeAccounts.has(name)) throw error;
        if (!meansNoCodeIsDue.has(name)) {
          this.logger.warn({ msg: 'no code was sent', operation, reason: name });
        }
      }),
    );
  }

  /** Users may have signed in with another client of the pool, whose secret is not known here. */
  private clientOf(clientId: string): { ClientId: string; ClientSecret?: string } {
    const { id, secret } = this.app;
    return { ClientId: clientId, ...(clientId === id ? { ClientSecret: secret } : {}) };
  }

  private clientProof(username: string): { ClientId: string; SecretHash: string } {
    return { ClientId: this.app.id, SecretHash: secretHash(username, this.app) };
  }
}

/** Exceptions that say that there is no such account, or that it is in a state that needs no code or can get none. */
const meansNoCodeIsDue = new Set(['InvalidParameterException', 'UserNotFoundException']);

/** Those, and exceptions that only an existing account can cause, which would tell that it exists. */
const onlyForSomeAccounts = new Set([
  ...meansNoCodeIsDue,
  'NotAuthorizedException',
  'CodeDeliveryFailureException',
  'LimitExceededException',
  'PasswordResetRequiredException',
  'UserLambdaValidationException',
  'UserNotConfirmedException',
]);

/** Exceptions of RevokeToken that say that the token is not one that works. */
const revokedTokenExceptions = [
  'InvalidParameterException',
  'NotAuthorizedException',
  'UnauthorizedException',
  'UnsupportedTokenTypeException',
];

function ignoreRevoked(error: unknown): void {
  const { name } = error as { readonly name?: string };
  if (!revokedTokenExceptions.includes(name ?? '')) throw error;
}
