import { randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  type AuthenticationResultType,
  type AuthFlowType,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Resources } from '@gatehouse/test-kit';
import { type SrpChallenge, SrpClient } from '@gatehouse/test-kit/internal/srp-client';
import { decodeJwt } from 'jose';
import { srpPoolName } from '../domain/pool/pool-ids.js';
import { secretHash } from '../domain/secret-hash.js';
import { PageDriver } from './page-driver.js';
import { signInBySrp } from './srp-sign-in.js';
import { type StartedEmulator, startFixture } from './started-emulator.js';
import type { StackClient, StackTemplate } from './user-pool-stack.js';

const password = 'Correct-horse-battery-9';
const temporaryPassword = 'Temporary-horse-battery-1';

export interface UserTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

type Parameters = Readonly<Record<string, string>>;

/** A way in which a client lets its users sign in; the scope is that of an authorization request. */
export interface SignInMethod {
  readonly name:
    | 'byPassword'
    | 'byNewPassword'
    | 'byChoice'
    | 'bySrp'
    | 'byCustomChallenge'
    | 'byAdministrator'
    | 'byCode';
  readonly scope?: string | undefined;
}

const methodsByFlow: Readonly<Record<string, readonly SignInMethod[]>> = {
  ALLOW_USER_PASSWORD_AUTH: [{ name: 'byPassword' }, { name: 'byNewPassword' }],
  ALLOW_USER_AUTH: [{ name: 'byChoice' }],
  ALLOW_USER_SRP_AUTH: [{ name: 'bySrp' }],
  ALLOW_CUSTOM_AUTH: [{ name: 'byCustomChallenge' }],
  ALLOW_ADMIN_USER_PASSWORD_AUTH: [{ name: 'byAdministrator' }],
  // A refresh is no sign-in: every sign-in is refreshed.
  ALLOW_REFRESH_TOKEN_AUTH: [],
  client_credentials: [],
};

/**
 * The ways in which a client lets its users sign in: each flow, and the authorization code grant with no scope, with each
 * scope alone and with all scopes.
 * @throws for a flow that no specs know
 */
export function signInMethods(client: StackClient): readonly SignInMethod[] {
  const { ExplicitAuthFlows, AllowedOAuthFlows, AllowedOAuthScopes: scopes } = client;
  return [...ExplicitAuthFlows, ...AllowedOAuthFlows].flatMap((flow) => {
    if (flow === 'code')
      return [undefined, ...scopes.map(requestable), scopes.join(' ')].map(
        (scope): SignInMethod => ({ name: 'byCode', scope }),
      );
    const methods = methodsByFlow[flow];
    if (methods === undefined) throw new Error(`no spec signs in by ${flow}`);
    return methods;
  });
}

/** A scope as the authorization endpoint grants it: those for attributes need `openid` beside them. */
const requestable = (scope: string) =>
  ['email', 'phone', 'profile'].includes(scope) ? `openid ${scope}` : scope;

/** Signs users in at a pool of the stack. */
export class StackSignIns {
  private constructor(
    private readonly started: StartedEmulator,
    readonly username: string,
  ) {}

  static async start(template: StackTemplate): Promise<StackSignIns> {
    const resources = new Resources();
    const started = await resources.add(startFixture({ template }));
    const username = `${randomUUID()}@example.com`;
    const user = { UserPoolId: started.pool.id, Username: username };
    const signIns = new StackSignIns(started, username);
    await resources.open(async () => {
      await signIns.createUser();
      await started.sdk.send(
        new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }),
      );
    });
    return signIns;
  }

  get url(): string {
    return this.started.emulator.publicUrl;
  }

  close(): Promise<void> {
    return this.started.close();
  }

  signIn(client: StackClient, { name, scope }: SignInMethod): Promise<UserTokens> {
    return this[name](client, scope);
  }

  /** The access tokens of a session's refreshes, by each way that a client has to refresh. */
  async refresh(client: StackClient, tokens: UserTokens): Promise<readonly string[]> {
    const byApi = await this.refreshByApi(client, tokens);
    const form = { grant_type: 'refresh_token', refresh_token: byApi.refreshToken };
    const atEndpoint = await this.tokenRequest(client, form);
    return [byApi.accessToken, atEndpoint.accessToken];
  }

  /** Opens the authorization endpoint: the page where users sign in, or the error that the app gets. */
  authorize(client: StackClient, scope: string | undefined): Promise<PageDriver> {
    const query = new URLSearchParams({
      client_id: this.clientId(client),
      response_type: 'code',
      redirect_uri: this.callbackOf(client),
      ...(scope === undefined ? {} : { scope }),
    });
    return new PageDriver(this.url).open(`/oauth2/authorize?${query.toString()}`);
  }

  byPassword(client: StackClient): Promise<UserTokens> {
    return this.initiate(client, 'USER_PASSWORD_AUTH', { PASSWORD: password });
  }

  byChoice(client: StackClient): Promise<UserTokens> {
    const parameters = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password };
    return this.initiate(client, 'USER_AUTH', parameters);
  }

  byCustomChallenge(client: StackClient): Promise<UserTokens> {
    return this.initiate(client, 'CUSTOM_AUTH', {}, () => ({ ANSWER: '5' }));
  }

  async byNewPassword(client: StackClient): Promise<UserTokens> {
    const other = new StackSignIns(this.started, `${randomUUID()}@example.com`);
    await other.createUser();
    const parameters = { PASSWORD: temporaryPassword };
    return other.initiate(client, 'USER_PASSWORD_AUTH', parameters, () => ({
      NEW_PASSWORD: password,
    }));
  }

  bySrp(client: StackClient): Promise<UserTokens> {
    // amazon-cognito-identity-js sends no secret hash.
    if (this.secretOf(client) !== undefined) return this.bySrpWithSecret(client);
    return signInBySrp({
      endpoint: this.started.emulator.url,
      poolId: this.started.pool.id,
      clientId: this.clientId(client),
      username: this.username,
      password,
    });
  }

  private bySrpWithSecret(client: StackClient): Promise<UserTokens> {
    const srp = new SrpClient();
    const group = srpPoolName(this.started.pool.id);
    return this.initiate(client, 'USER_SRP_AUTH', { SRP_A: srp.publicValue }, (challenge) =>
      srp.claim(
        { group, name: challenge.USER_ID_FOR_SRP ?? '', password },
        challenge as unknown as SrpChallenge,
      ),
    );
  }

  async byAdministrator(client: StackClient): Promise<UserTokens> {
    const { sdk, pool } = this.started;
    const AuthParameters = { PASSWORD: password, ...this.named(client, this.username) };
    const { AuthenticationResult } = await sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId: pool.id,
        ClientId: this.clientId(client),
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters,
      }),
    );
    return tokensOf(AuthenticationResult);
  }

  async byCode(client: StackClient, scope: string | undefined): Promise<UserTokens> {
    const page = await this.authorize(client, scope);
    const { callback } = await page.submit({ username: this.username, password });
    return this.tokenRequest(client, {
      grant_type: 'authorization_code',
      code: callback?.searchParams.get('code') ?? '',
      redirect_uri: this.callbackOf(client),
    });
  }

  private async createUser(): Promise<void> {
    const { sdk, pool } = this.started;
    await sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.id,
        Username: this.username,
        TemporaryPassword: temporaryPassword,
        MessageAction: 'SUPPRESS',
      }),
    );
  }

  /** Begins a sign-in, and responds to the one challenge that may come of it. */
  private async initiate(
    client: StackClient,
    AuthFlow: AuthFlowType,
    parameters: Parameters,
    respond?: (challenge: Parameters) => Parameters,
  ): Promise<UserTokens> {
    const { sdk } = this.started;
    const ClientId = this.clientId(client);
    const AuthParameters = { ...parameters, ...this.named(client, this.username) };
    const begun = await sdk.send(new InitiateAuthCommand({ AuthFlow, ClientId, AuthParameters }));
    if (respond === undefined) return tokensOf(begun.AuthenticationResult);
    const { Session, ChallengeParameters: challenge = {} } = begun;
    const name = challenge.USER_ID_FOR_SRP ?? this.username;
    const ended = await sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        Session,
        ChallengeName: begun.ChallengeName,
        ChallengeResponses: { ...respond(challenge), ...this.named(client, name) },
      }),
    );
    return tokensOf(ended.AuthenticationResult);
  }

  private async refreshByApi(client: StackClient, tokens: UserTokens): Promise<UserTokens> {
    const { sdk } = this.started;
    const ClientId = this.clientId(client);
    const { accessToken, refreshToken: RefreshToken } = tokens;
    if (client.RefreshTokenRotation.Feature === 'ENABLED') {
      const ClientSecret = this.secretOf(client);
      const secret = ClientSecret === undefined ? {} : { ClientSecret };
      const command = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken, ...secret });
      return tokensOf((await sdk.send(command)).AuthenticationResult);
    }
    const name = String(decodeJwt(accessToken).username);
    const AuthParameters = { REFRESH_TOKEN: RefreshToken, ...this.named(client, name) };
    const AuthFlow = 'REFRESH_TOKEN_AUTH';
    const command = new InitiateAuthCommand({ AuthFlow, ClientId, AuthParameters });
    const { AuthenticationResult } = await sdk.send(command);
    return tokensOf({ RefreshToken, ...AuthenticationResult });
  }

  private async tokenRequest(client: StackClient, form: Parameters): Promise<UserTokens> {
    const secret = this.secretOf(client);
    const response = await fetch(`${this.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: this.clientId(client),
        ...form,
        ...(secret === undefined ? {} : { client_secret: secret }),
      }),
    });
    const { access_token: AccessToken, ...others } = (await response.json()) as Parameters;
    // Without rotation, a refresh returns no new refresh token.
    const RefreshToken = others.refresh_token ?? form.refresh_token;
    return tokensOf({ AccessToken, RefreshToken });
  }

  private clientId({ ClientName }: StackClient): string {
    return this.started.client(ClientName).id;
  }

  private callbackOf({ ClientName }: StackClient): string {
    return this.started.client(ClientName).settings.CallbackURLs?.[0] ?? '';
  }

  private secretOf({ ClientName }: StackClient): string | undefined {
    return this.started.client(ClientName).secrets[0]?.value;
  }

  /** The parameters that name a user, with the hash that a client with a secret has to send. */
  private named(client: StackClient, USERNAME: string): Parameters {
    const secret = this.secretOf(client);
    if (secret === undefined) return { USERNAME };
    return { USERNAME, SECRET_HASH: secretHash(secret, USERNAME, this.clientId(client)) };
  }
}

function tokensOf(result: AuthenticationResultType | undefined): UserTokens {
  const { AccessToken: accessToken, RefreshToken: refreshToken } = result ?? {};
  if (accessToken === undefined || refreshToken === undefined)
    throw new Error(`no tokens in ${Object.keys(result ?? {}).join(', ')}`);
  return { accessToken, refreshToken };
}
