import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserPrincipal } from '@gatehouse/auth-core';
import type { SignedUp, Tokens } from '@gatehouse/contracts';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { answeredAt, type CognitoLimits, createCognitoClient } from './cognito-client.js';
import { callCognito, noSuchUser, notThisSession } from './cognito-faults.js';
import {
  ChallengeRequiredError,
  IdentityProviderRefusal,
  IdentityProviderUnavailableError,
} from './errors.js';
import { secretHash } from './secret-hash.js';
import { isOfSession } from './session-of-token.js';
import { tokensOf } from './tokens-of.js';

export interface IdentityProviderOptions {
  readonly region: string;
  /** Absent: AWS. */
  readonly endpoint?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The pool the client belongs to. */
  readonly poolId: string;
  readonly limits?: CognitoLimits;
}

/** A user may be in 100 groups (developer guide, "Quotas"), and a page holds up to 60. Cognito's quotas, so no setting. */
const mostGroupPages = 20;

/** A user by a name that Cognito knows, and the `sub` that the user must have. */
interface NamedUser {
  readonly name: string;
  readonly sub: string;
}

interface ManagedUser {
  readonly UserPoolId: string;
  readonly Username: string;
}

/**
 * Cognito, as far as users sign up, in and out through this service.
 *
 * All methods throw IdentityProviderRefusal when the user or what they sent is at fault, and
 * IdentityProviderUnavailableError when Cognito is or this service.
 */
export class IdentityProvider implements OnApplicationShutdown {
  readonly poolId: string;
  private readonly client: CognitoIdentityProviderClient;
  private readonly logger = new Logger('identity provider');

  constructor(private readonly options: IdentityProviderOptions) {
    this.poolId = options.poolId;
    this.client = createCognitoClient(options, options.limits);
  }

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
    await callCognito('resendCode', () =>
      this.client.send(new ResendConfirmationCodeCommand(request)).catch((error: unknown) => {
        const name = String((error as { name?: unknown }).name);
        if (!onlyForSomeAccounts.has(name)) throw error;
        if (!meansNoCodeIsDue.has(name)) {
          this.logger.warn({ msg: 'no confirmation code was sent', reason: name });
        }
      }),
    );
  }

  /** @throws ChallengeRequiredError when the password alone isn't enough */
  async signIn(username: string, password: string): Promise<Tokens> {
    const { clientId, clientSecret } = this.options;
    const answer = await callCognito('signIn', () =>
      this.client.send(
        new InitiateAuthCommand({
          AuthFlow: 'USER_PASSWORD_AUTH',
          ClientId: clientId,
          AuthParameters: {
            USERNAME: username,
            PASSWORD: password,
            SECRET_HASH: secretHash(username, clientId, clientSecret),
          },
        }),
      ),
    );
    if (answer.ChallengeName !== undefined) throw new ChallengeRequiredError(answer.ChallengeName);
    return tokensOf(answer.AuthenticationResult);
  }

  /** New tokens, a new refresh token among them. This operation takes the client's secret itself. */
  async refresh(refreshToken: string): Promise<Tokens> {
    const { clientId, clientSecret } = this.options;
    const answer = await callCognito('refresh', () =>
      this.client.send(
        new GetTokensFromRefreshTokenCommand({
          RefreshToken: refreshToken,
          ClientId: clientId,
          ClientSecret: clientSecret,
        }),
      ),
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

  /**
   * Ends all sessions of a user of this pool. This needs AWS credentials.
   *
   * @returns when it was done by Cognito's clock, in seconds since the epoch
   */
  signOutEverywhere(user: UserPrincipal): Promise<number | undefined> {
    // Cognito finds local users by their `sub`, federated ones only by their username (API reference, "Username").
    const name = user.identityProvider === undefined ? user.subject : user.username;
    return this.manage({ name, sub: user.subject }, (request) =>
      this.client.send(new AdminUserGlobalSignOutCommand(request)),
    );
  }

  /**
   * Keeps the user with this `sub` from signing in. This takes AWS credentials.
   *
   * @returns when it was done by Cognito's clock, in seconds since the epoch
   */
  disableUser(sub: string): Promise<number | undefined> {
    return this.manage({ name: sub, sub }, (request) =>
      this.client.send(new AdminDisableUserCommand(request)),
    );
  }

  /** Lets the user sign in again; sessions that ended stay so. Otherwise as `disableUser`. */
  enableUser(sub: string): Promise<number | undefined> {
    return this.manage({ name: sub, sub }, (request) =>
      this.client.send(new AdminEnableUserCommand(request)),
    );
  }

  /**
   * The groups of the user with this `sub`, from all pages of Cognito's list. This takes AWS credentials.
   *
   * @throws IdentityProviderUnavailableError for a list that does not end, too: an incomplete list would hide a right
   */
  groupsOf(sub: string): Promise<readonly string[]> {
    return this.forUser({ name: sub, sub }, async (request) => {
      const groups: string[] = [];
      let NextToken: string | undefined;
      for (let page = 0; page < mostGroupPages; page += 1) {
        const command = new AdminListGroupsForUserCommand({ ...request, Limit: 60, NextToken });
        const answer = await this.client.send(command);
        for (const { GroupName } of answer.Groups ?? []) {
          if (GroupName !== undefined) groups.push(GroupName);
        }
        NextToken = answer.NextToken;
        if (NextToken === undefined) return groups;
      }
      throw new IdentityProviderUnavailableError('endless list of groups');
    });
  }

  private manage(
    user: NamedUser,
    send: (request: ManagedUser) => Promise<{ readonly $metadata: object }>,
  ): Promise<number | undefined> {
    return this.forUser(user, async (request) => answeredAt(await send(request)));
  }

  /** Cognito finds users by their other names too; only their `sub` will do here. */
  private forUser<Answer>(
    { name, sub }: NamedUser,
    send: (request: ManagedUser) => Promise<Answer>,
  ): Promise<Answer> {
    const request = { UserPoolId: this.poolId, Username: name };
    return callCognito('manageUser', async () => {
      const { UserAttributes = [] } = await this.client.send(new AdminGetUserCommand(request));
      const found = UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
      if (found !== sub) throw new IdentityProviderRefusal(...noSuchUser);
      return send(request);
    });
  }

  onApplicationShutdown(): void {
    this.client.destroy();
  }

  /** Users may have signed in with another client of the pool, whose secret is not known here. */
  private clientOf(clientId: string): { ClientId: string; ClientSecret?: string } {
    const { clientId: ownId, clientSecret } = this.options;
    return { ClientId: clientId, ...(clientId === ownId ? { ClientSecret: clientSecret } : {}) };
  }

  private clientProof(username: string): { ClientId: string; SecretHash: string } {
    const { clientId, clientSecret } = this.options;
    return { ClientId: clientId, SecretHash: secretHash(username, clientId, clientSecret) };
  }
}

/** Exceptions of ResendConfirmationCode that say that there is no account to confirm, or that it is confirmed. */
const meansNoCodeIsDue = new Set(['InvalidParameterException', 'UserNotFoundException']);

/** Those, and exceptions that only an existing account can cause, which would tell that it exists. */
const onlyForSomeAccounts = new Set([
  ...meansNoCodeIsDue,
  'NotAuthorizedException',
  'CodeDeliveryFailureException',
  'UserLambdaValidationException',
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
