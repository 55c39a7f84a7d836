import { scopes } from '@gatehouse/contracts';
import { createScratchDatabase } from '@gatehouse/local-database';
import { createLogger, type SecurityEventName } from '@gatehouse/platform-core';
import { type RunningService, startService } from '@gatehouse/service-kit';
import {
  type Answer,
  callService,
  type FakeAnswer,
  FakeServer,
  type ReceivedRequest,
  Resources,
  TestGateway,
  TestIssuer,
} from '@gatehouse/test-kit';
import { createHmac, randomUUID } from 'node:crypto';
import { userService } from '../user-service.js';
import { authenticationResult, cognitoException } from './cognito-answers.js';
import { testConfig } from './test-config.js';

const key = 'a key that all apps of this test share';
const poolId = 'eu-west-1_TestPool1';
const accessToken = "the.user's-own.access-token";

export const email = 'Ada@Example.com';
export const password = 'Correct-horse-9';
export const refreshToken = 'a-refresh-token-of-hers';
export const code = '918273';
export const [actorSub, targetSub] = [randomUUID(), randomUUID()];
export const gatewayAddress = '198.51.100.7';
export const clientAddress = '203.0.113.9';

/** HMAC-SHA-256 as docs/how-to/read-the-logs.md tells readers to compute it. */
const hash = (label: string, text: string) =>
  createHmac('sha256', key)
    .update(JSON.stringify(['gatehouse security event', label, poolId, text]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
export const actor = hash('subject', actorSub);
export const target = hash('subject', targetSub);
export const signInName = hash('sign-in name', email.toLowerCase());

/** A request that causes an event, and the line that it leaves. */
export interface SecurityEventCase {
  readonly event: SecurityEventName;
  readonly route: string;
  readonly headers: () => Promise<Record<string, string>>;
  readonly body?: object | (() => Promise<object>);
  /** What Cognito answers, by operation. */
  readonly cognito?: () => Record<string, FakeAnswer>;
  readonly status: number;
  /** Members of the line; those of the kind that are not named here are absent. */
  readonly line: Readonly<Record<string, string>>;
}

/** A started user-service whose log is read, between substitutes for Cognito and a gateway. */
export class SecurityEventWorld {
  /** What Cognito answers by operation; anything else is an empty object. */
  answers: Record<string, FakeAnswer> = {};
  /** The text that a caller carried last for the service. */
  private sealed = refreshToken;
  private readonly output: string[] = [];
  private readonly resources = new Resources();
  private gateway!: TestGateway;
  private service!: RunningService;
  private token = '';
  /** The proof that was presented last. */
  private txnToken = refreshToken;

  /** @param environment gets the AWS credentials that Cognito's admin operations need */
  async start(environment: NodeJS.ProcessEnv): Promise<void> {
    Object.assign(environment, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    const { resources } = this;
    await resources.open(async () => {
      const [gateway, issuer, cognito, management, scratch] = await Promise.all([
        resources.add(TestGateway.start()),
        resources.add(TestIssuer.start()),
        resources.add(FakeServer.start((request) => this.respondAsCognito(request))),
        resources.add(FakeServer.start(() => ({ body: { instance: 'one' } }))),
        resources.add(createScratchDatabase(environment.TEST_DATABASE_URL ?? ''), (one) =>
          one.drop(),
        ),
      ]);
      this.gateway = gateway;
      this.token = await issuer.userToken([], { claims: { sub: actorSub } });
      const config = testConfig({
        databaseUrl: scratch.url,
        cognitoUrl: cognito.url,
        gateway,
        pool: issuer,
        peerClientId: issuer.machineClientId,
        tokenUrl: `${cognito.url}/oauth2/token`,
        managementUrls: [management.url],
      });
      // Nothing personal may be in a line of any level. Those of events are at `info`, the default level.
      const write = (line: string) => this.output.push(line);
      const logger = createLogger('user-service', 'trace', { write });
      const own = { SECURITY_LOG_KEY: key, COGNITO_DOMAIN_URL: 'https://pool.example' };
      const settings = { ...config, ...own };
      this.service = await resources.add(startService(userService, settings, { logger }));
    });
  }

  close(): Promise<void> {
    return this.resources.close();
  }

  /** Forgets answers and lines. */
  reset(): void {
    this.answers = {};
    this.output.length = 0;
  }

  /** An access token of the user who acts. */
  get userToken(): string {
    return this.token;
  }

  /** A verified user, as the gateway vouches for them. */
  async user(
    held: readonly string[],
    groups: readonly string[] = [],
    signIn: object = {},
  ): Promise<Record<string, string>> {
    this.txnToken = await this.gateway.userTxnToken('user-service', held, {
      claims: { sub: actorSub, rctx: { req_ip: clientAddress } },
      context: { groups, origin_jti: 'a-session-of-hers', ...signIn },
    });
    return { 'txn-token': this.txnToken, 'cognito-access-token': accessToken };
  }

  readonly supporter = () => this.user([scopes.usersSupport], ['support']);
  readonly supporterByPassword = () =>
    this.user([scopes.usersSupport], ['support'], { acr: 'urn:cognito:loa:1' });
  readonly customer = () => this.user(['aws.cognito.signin.user.admin']);

  readonly tokens = (): FakeAnswer => ({
    body: { AuthenticationResult: { ...authenticationResult, AccessToken: this.userToken } },
  });
  readonly refused = () => cognitoException('NotAuthorizedException', `${email} and ${password}`);
  readonly totpChallenge = (): FakeAnswer => ({
    body: { ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 'a-session', ChallengeParameters: {} },
  });

  /** A response to a sign-in that waits for a code, which has left no line. */
  readonly challengeResponse = async () => {
    const body = { username: email, password };
    const answer = await this.prepare(this.totpChallenge(), 'POST /auth/token', { body });
    this.sealed = (answer.body as { readonly session: string }).session;
    return { challenge: 'totp', session: this.sealed, code };
  };

  /** The return from the pool's pages with this code and the right state, or another one; it has left no line. */
  readonly pagesResponse = (otherState?: string) => async () => {
    const headers = await this.customer();
    const request = { headers, body: { method: 'pages', redirect_uri: 'https://app.example/' } };
    const answer = await this.prepare({}, 'POST /account/step-up', request);
    const { session, url } = answer.body as { readonly session: string; readonly url: string };
    this.sealed = session;
    const state = otherState ?? new URL(url).searchParams.get('state');
    return { challenge: 'pages', session, code, state };
  };

  /** The customer with the handle of a step-up, which has left no line. */
  readonly steppedUp = async () => {
    const headers = await this.customer();
    const request = { headers, body: { password } };
    const answer = await this.prepare(this.tokens(), 'POST /account/step-up', request);
    this.sealed = (answer.body as { readonly step_up: string }).step_up;
    return { ...headers, 'step-up': this.sealed };
  };

  /** Makes the request of a case. */
  async call(row: SecurityEventCase): Promise<Answer> {
    this.answers = row.cognito?.() ?? {};
    const own = await row.headers();
    const made = row.body as (() => Promise<object>) | undefined;
    const body = typeof row.body === 'function' ? await made?.() : row.body;
    const headers = { 'x-forwarded-for': gatewayAddress, ...own };
    return callService(this.service.url, row.route, { headers, body });
  }

  /** The lines of events since the last reset. */
  get events(): Record<string, unknown>[] {
    const lines = this.output.map((text) => JSON.parse(text) as Record<string, unknown>);
    return lines.filter(({ event, msg }) => event !== undefined && msg !== 'refused');
  }

  /** All lines since the last reset, in lower case. */
  get text(): string {
    return this.output.join('').toLowerCase();
  }

  /** What names a person or lets somebody in. */
  get secrets(): readonly string[] {
    return [
      ...[email, password, 'Lovelace', refreshToken, accessToken, code, 'a-session', key],
      ...[actorSub, targetSub, this.userToken, this.sealed, this.txnToken],
      ...[authenticationResult.IdToken, authenticationResult.RefreshToken],
    ];
  }

  private async prepare(
    answer: FakeAnswer,
    route: string,
    request: { readonly headers?: Record<string, string>; readonly body: object },
  ): Promise<Answer> {
    const before = this.answers;
    this.answers = { InitiateAuth: answer };
    const prepared = await callService(this.service.url, route, request);
    this.answers = before;
    this.output.length = 0;
    return prepared;
  }

  private respondAsCognito({ path, headers, body }: ReceivedRequest): FakeAnswer {
    if (path === '/oauth2/token') {
      return { body: { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3600 } };
    }
    const operation = String(headers['x-amz-target']).split('.')[1] ?? '';
    const answer = this.answers[operation];
    if (answer) return answer;
    if (operation !== 'AdminGetUser') return { body: {} };
    const { Username: Value } = JSON.parse(body) as { Username: string };
    return { body: { UserAttributes: [{ Name: 'sub', Value }] } };
  }
}
